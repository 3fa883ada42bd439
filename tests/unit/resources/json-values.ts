import fc from "fast-check";

/** Any JSON value whose whole numbers JavaScript holds exactly; others are refused by check. */
export const exactJson: fc.Arbitrary<unknown> = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
      Number.isInteger(part) && !Number.isSafeInteger(part) ? 0 : part,
    ),
  );

import fc from "fast-check";

/** Keys that JavaScript objects do not hold like others; check refuses them. */
export const LOST_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Any JSON value whose whole numbers JavaScript holds exactly; others are refused by check. */
export const exactJson: fc.Arbitrary<unknown> = fc
  .jsonValue()
  .map((value): unknown =>
    JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
      Number.isInteger(part) && !Number.isSafeInteger(part) ? 0 : part,
    ),
  )
  .filter((value) => !LOST_KEYS.some((key) => JSON.stringify(value).includes(JSON.stringify(key))));

/** Any name: check refuses an empty one, and blanks at its ends. */
export const anyName = fc.string().map((text) => `<${text}>`);

import { expect, it } from "vitest";
import { compareVersions, goModule } from "./versions.mjs";

it.each([
  ["3.254.0", "3.254.0", 0],
  ["3.259.0", "3.254.0", 1],
  ["3.99.9", "3.254.0", -1],
  ["1.26rc2", "1.25.11", 1],
  ["3.254.0-alpha.1", "3.254.0", 0],
])("compares %s with %s", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

it("reads from go.mod which engine is built", async () => {
  const version = expect.stringMatching(/^\d+\.\d+\.\d+$/);
  expect(await goModule("cli")).toMatchObject({ go: version, pulumi: version });
});

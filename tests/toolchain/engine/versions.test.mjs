import { expect, it } from "vitest";
import { compareVersions, goModule } from "./versions.mjs";

it.each([
  ["3.254.0", "3.254.0", 0],
  ["3.259.0", "3.254.0", 1],
  ["3.99.9", "3.254.0", -1],
  ["4.0.0", "3.254.0", 1],
  ["1.26", "1.25.11", 1],
  ["1.25.9", "1.25.11", -1],
  ["1.26rc2", "1.25.11", 1],
  ["3.254.0-alpha.1", "3.254.0", 0],
])("compares %s with %s", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

it("refuses what is no version", () => {
  expect(() => compareVersions("devel", "1.25.11")).toThrow("not a version: devel");
});

it("reads from go.mod which engine is built", async () => {
  const version = /^\d+\.\d+\.\d+$/;
  expect(await goModule("cli")).toMatchObject({
    go: expect.stringMatching(version),
    pulumi: expect.stringMatching(version),
  });
});

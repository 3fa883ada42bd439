import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { version } from "../../provider/version";

test("the version that is sent and shown is the one of package.json", () => {
  const { version: published } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(version).toBe(published);
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CHECKS } from "../../../provider/lint/finding";
import { checkout } from "../../support/project";

it("the page has every code, with what it means", () => {
  const page = readFileSync(join(checkout, "docs/lint.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| SOAR"));
  const codes = Object.entries(CHECKS).map(
    ([code, { name, level, finds }]) => `| ${code} | ${name} | ${level} | ${finds} |`,
  );
  expect(rows).toEqual(codes);
});

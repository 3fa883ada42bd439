import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answersOf, settingNames } from "../../provider/emulator/settings";
import { checkout } from "../support/project";
import { characters, singleAnswers } from "../support/services";

const page = readFileSync(join(checkout, "docs/guarantees.md"), "utf8");
const [table = ""] = page.slice(page.indexOf("| promise |")).split("\n\n");

/** What stands in code marks in a column of the table. */
function words(column: number): string[] {
  const cells = table
    .split("\n")
    .slice(2)
    .map((row) => row.split("|")[column] ?? "");
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word ?? ""));
}

test("the page of promises names every setting beside the promise that depends on it", () => {
  expect(words(2).toSorted()).toEqual(settingNames.toSorted());
});

test("every answer is tested", () => {
  const tested = new Set(
    [...characters, ...singleAnswers].flatMap(({ settings }) => {
      return settingNames.map((name) => `${name}=${settings[name]}`);
    }),
  );
  const answers = settingNames.flatMap((name) => answersOf(name).map((answer) => `${name}=${answer}`));
  expect(answers.filter((answer) => !tested.has(answer))).toEqual([]);
});

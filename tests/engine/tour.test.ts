import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { nodeStart } from "../support/node-start";
import { checkout } from "../support/project";
import { pictureOf } from "../toolchain/picture.mjs";

const tour = join(__dirname, "../toolchain/tour.mjs");

test("the tour of `npm start` creates, edits, notices what the console changed, and removes", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [tour], { env: { ...process.env, ...nodeStart } });
  expect(stdout).toMatch(/3 created.*1 to update.*1 updated.*1 to update.*1 updated.*3 deleted/s);
  const picture = await readFile(join(checkout, "docs/tour.svg"), "utf8");
  expect(picture, "the picture of README: npm run picture draws it from the tour of today").toBe(pictureOf(stdout));
});

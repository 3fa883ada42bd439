import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const tour = join(__dirname, "../toolchain/tour.mjs");

test("the tour of `npm start` creates, edits, notices what the console changed, and removes", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [tour]);
  expect(stdout).toMatch(/3 created.*1 to update.*1 updated.*1 to update.*1 updated.*3 deleted/s);
});

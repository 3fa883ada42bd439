import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { once } from "./lock.mjs";

const nothing = async () => undefined;
const make = async () => "made";

function newLock() {
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "lock");
}

it("works once, whoever asks meanwhile", async () => {
  const lock = join(newLock(), "in a new folder");
  const { promise: somebodyWaits, resolve: waiting } = Promise.withResolvers();
  /** @type {string[]} */
  const made = [];
  const work = async () => {
    await somebodyWaits;
    made.push("made");
    return "made";
  };
  const ask = () =>
    once(
      lock,
      async () => made[0],
      work,
      () => waiting(undefined),
    );
  expect(await Promise.all([ask(), ask()])).toEqual(["made", "made"]);
  expect(made).toHaveLength(1);
  expect(existsSync(lock)).toBe(false);
});

it("lets the next one try after a failure", async () => {
  const lock = newLock();
  await expect(once(lock, nothing, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await once(lock, nothing, make)).toBe("made");
});

it("does not wait for a process that was killed", async () => {
  const lock = newLock();
  writeFileSync(lock, "");
  utimesSync(lock, new Date(0), new Date(0));
  expect(await once(lock, nothing, make)).toBe("made");
});

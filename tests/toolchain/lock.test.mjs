import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { once } from "./lock.mjs";

let folder = "";
let lock = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(folder, "new folder", "lock");
});

afterEach(() => rmSync(folder, { recursive: true }));

it("works once, whoever asks meanwhile", async () => {
  /** @type {string | undefined} */
  let result;
  let runs = 0;
  const ask = (/** @type {() => void} */ waiting) =>
    once(
      lock,
      async () => result,
      async () => {
        runs += 1;
        await waits;
        result = "made";
        return result;
      },
      waiting,
    );
  /** @type {() => void} */
  let waiting = () => {};
  /** @type {Promise<void>} */
  const waits = new Promise((resolve) => {
    waiting = resolve;
  });
  expect(await Promise.all([ask(waiting), ask(waiting)])).toEqual(["made", "made"]);
  expect(runs).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

it("does nothing when it is done already", async () => {
  const work = async () => expect.unreachable("it was done");
  expect(await once(lock, async () => "found", work)).toBe("found");
});

it("lets the next one try after a failure", async () => {
  const fail = async () => {
    throw new Error("no");
  };
  await expect(once(lock, async () => undefined, fail)).rejects.toThrow("no");
  expect(
    await once(
      lock,
      async () => undefined,
      async () => "made",
    ),
  ).toBe("made");
});

it("does not wait for a process that was killed", async () => {
  lock = join(folder, "lock");
  writeFileSync(lock, "");
  utimesSync(lock, new Date(0), new Date(0));
  expect(
    await once(
      lock,
      async () => undefined,
      async () => "made",
    ),
  ).toBe("made");
});

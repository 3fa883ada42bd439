// One at a time, between processes.
import { rmSync } from "node:fs";
import { mkdir, stat, utimes, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A lock that its holder has not touched for this long, in milliseconds, was left behind by a killed process. */
const abandonedAfter = 10_000;

/** @type {typeof import("./lock.mjs").once} */
export async function once(lock, look, work, waiting = () => {}) {
  const found = await look();
  if (found !== undefined) return found;
  await mkdir(dirname(lock), { recursive: true });
  for (let told = false; !(await take(lock)); told = true) {
    if (!told) waiting();
    await delay(200);
  }
  const release = () => rmSync(lock, { force: true });
  const alive = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => clearInterval(alive)); // somebody else took it for abandoned
  }, 1000);
  process.once("exit", release);
  try {
    return (await look()) ?? (await work());
  } finally {
    clearInterval(alive);
    process.off("exit", release);
    release();
  }
}

/** @type {(lock: string) => Promise<boolean>} whether the lock is ours */
async function take(lock) {
  const taken = await writeFile(lock, `${process.pid}\n`, { flag: "wx" }).then(() => true, unless("EEXIST"));
  if (taken) return true;
  const held = await stat(lock).catch(unless("ENOENT"));
  if (held && Date.now() - held.mtimeMs > abandonedAfter) rmSync(lock, { force: true });
  return false;
}

/** @type {(code: string) => (error: NodeJS.ErrnoException) => undefined} */
function unless(code) {
  return (error) => {
    if (error.code !== code) throw error;
  };
}

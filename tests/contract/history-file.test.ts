import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openHistory } from "../../provider/history/file";
import { readLines } from "../../provider/simulation/lines";
import { entriesIn, temporaryFolder } from "../support/history-file";

const header = '{"kind":"history","version":1,"since":0,"until":1,"kinds":["alert"]}';
const one = '{"kind":"alert","entry":{"AlertName":"挖矿"}}';
const two = '{"kind":"alert","entry":{"AlertName":"two"}}';
const lines = [header, one, two];
const text = lines.map((line) => `${line}\n`).join("");
const halves = [gzipSync(`${header}\n`), gzipSync(`${one}\n${two}\n`)];

/** What each of the two readers finds, the one for all keys and the one for some. */
const readers = {
  "all of it": async (path: string) => {
    const { alert } = await entriesIn(path);
    return alert.map((entry) => (entry as { AlertName?: unknown }).AlertName);
  },
  "some keys": async (path: string) => {
    const names: unknown[] = [];
    await readLines((await openHistory(path)).bytes(), ["AlertName"], (entry) => names.push(entry.get("AlertName")));
    return names;
  },
};

/** A file of this content, read; each time another one, as a pipe is empty afterwards. */
async function reading(read: (path: string) => Promise<unknown[]>, content: string | Buffer, name = "a.jsonl") {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, content);
  return read(path);
}

describe.each(Object.entries(readers))("a history of which %s is read", (_what, read) => {
  test.each<[string, string | Buffer, string?]>([
    ["with line ends of Windows", lines.join("\r\n")],
    ["that begins with a byte order mark", `\ufeff${text}`],
    ["with blank lines", `${lines.join("\n\n \r\n")}\n\n`],
    ["without an end of the last line", text.slice(0, -1)],
    ["compressed in several members", Buffer.concat(halves), "a.jsonl.gz"],
    ["compressed, though its name does not say so", gzipSync(text)],
    ["not compressed, though its name says so", text, "a.jsonl.gz"],
    ["compressed, with zeros behind it, as on a tape", Buffer.concat([...halves, Buffer.alloc(512)]), "a.jsonl.gz"],
  ])("%s: is read", async (_how, content, name) => {
    expect(await reading(read, content, name)).toEqual(["挖矿", "two"]);
  });

  test("from a pipe, a piece at a time: is read once, from its begin", async () => {
    const path = join(await temporaryFolder(), "pipe");
    execFileSync("mkfifo", [path]);
    const [names] = await Promise.all([read(path), writeFile(path, Buffer.concat(halves))]);
    expect(names).toEqual(["挖矿", "two"]);
  });

  test("with two values for one key: the last one counts", async () => {
    const twice = '{"kind":"alert","entry":{"AlertName":"first","AlertName":"last"}}';
    expect(await reading(read, `${header}\n${twice}\n`)).toEqual(["last"]);
  });

  test.each<[string, string | Buffer, string]>([
    ["that ends in the middle of a line", text.slice(0, -10), "nds in the middle of line 3: it is not complete."],
    ["with zeros, as after a crash", `${header}\n${one}\n${"\0".repeat(99)}\n${two}\n`, "ine 3"],
    ["in UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "is UTF-16: write it as UTF-8."],
    [
      "in another encoding",
      Buffer.from(text.replace("挖矿", "caf\xe9"), "latin1"),
      "is not UTF-8: some of its bytes are",
    ],
    ["compressed and cut off", gzipSync(text).subarray(0, -12), "ends in the middle: it is not complete."],
    [
      "compressed and damaged",
      gzipSync(text).fill(0xff, 20, 60),
      "is damaged: it begins as gzip, and does not go on so.",
    ],
    ["of another file behind it", `${text}${text}`, "ine 4"],
  ])("%s: is told", async (_how, content, said) => {
    await expect(reading(read, content)).rejects.toThrow(said);
  });

  test("that is a folder: is told", async () => {
    const path = join(await temporaryFolder(), "folder.jsonl");
    await mkdir(path);
    await expect(read(path)).rejects.toThrow("folder.jsonl is a folder.");
  });
});

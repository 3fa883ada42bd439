import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { isObject } from "../json";
import type { HistoryEntry, HistoryHeader, HistoryKind } from "./entry";

/** A history file that cannot be read or written; the message says why. */
export class HistoryFileError extends Error {
  override readonly name = "HistoryFileError";
}

/** A history file that is there. */
export interface History {
  readonly header: HistoryHeader;
  /**
   * Its entries in the order of the file, read as they are asked for, so that a file of any size takes the same memory.
   * @throws HistoryFileError when it ends in the middle, or a line is no entry
   */
  entries(): AsyncGenerator<HistoryEntry, void, undefined>;
  /**
   * Its bytes, not compressed, piece by piece, the header included.
   * @throws HistoryFileError when they cannot be read, or end in the middle
   */
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
}

const KINDS: ReadonlySet<unknown> = new Set<HistoryKind>(["alert", "event", "record"]);
const CHUNK = 1 << 18;
const LINE_FEED = 10;

/** Whether a file of this name is compressed. */
export function isCompressed(path: string): boolean {
  return path.endsWith(".gz");
}

/**
 * Opens a history file: JSON lines, compressed where its name ends in `.gz`.
 * @throws HistoryFileError when it cannot be read, or is another file
 */
export async function openHistory(path: string): Promise<History> {
  const lines = linesOf(path);
  const { value = "" } = await lines.next();
  await lines.return();
  const header = value === "" ? undefined : parsed(path, value, 1);
  if (!isHeader(header)) {
    throw new HistoryFileError(`${path} is no history file: "alicloud-soar history" writes one.`);
  }
  return { header, entries: () => entriesOf(path), bytes: () => readableBytesOf(path) };
}

async function* readableBytesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* bytesOf(path);
  } catch (error) {
    throw readingError(path, error);
  }
}

async function* entriesOf(path: string): AsyncGenerator<HistoryEntry, void, undefined> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (number > 1) yield entryIn(path, line, number);
  }
}

/** The lines of a file. They are found among its bytes: a text of which one line is Chinese would take twice the memory. */
async function* linesOf(path: string): AsyncGenerator<string, void, undefined> {
  let rest = Buffer.alloc(0);
  let number = 0;
  try {
    for await (const chunk of bytesOf(path)) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
        number += 1;
        yield bytes.toString("utf8", start, end);
        start = end + 1;
      }
      rest = bytes.subarray(start);
    }
  } catch (error) {
    throw readingError(path, error);
  }
  if (rest.length > 0) {
    throw new HistoryFileError(`${path} ends in the middle of line ${number + 1}: it is not complete.`);
  }
}

/** The bytes of a file, piece by piece. */
function bytesOf(path: string): AsyncIterable<Buffer<ArrayBuffer>> {
  const file = createReadStream(path, { highWaterMark: CHUNK });
  // An error reaches whoever reads the last stream, too.
  return isCompressed(path) ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => {}) : file;
}

function readingError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new HistoryFileError(`${path} does not exist.`);
  if (code === "Z_BUF_ERROR") return new HistoryFileError(`${path} ends in the middle: it is not complete.`);
  if (code.startsWith("Z_")) return new HistoryFileError(`${path} is no gzip file, though its name says so.`);
  return code.startsWith("E") ? new HistoryFileError(`${path} cannot be read (${code}).`) : error;
}

function entryIn(path: string, line: string, number: number): HistoryEntry {
  const value = parsed(path, line, number);
  if (isObject(value) && KINDS.has(value.kind) && isObject(value.entry)) return value as unknown as HistoryEntry;
  throw new HistoryFileError(`${path}, line ${number}: is no entry of a history.`);
}

/** The native reader loses no digit here: what it could not hold was written as text. */
function parsed(path: string, text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HistoryFileError(`${path}, line ${number}: is not JSON.`);
  }
}

function isHeader(value: unknown): value is HistoryHeader {
  return isObject(value) && value.kind === "history" && value.version === 1 && Array.isArray(value.kinds);
}

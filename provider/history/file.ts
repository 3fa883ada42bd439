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
}

const KINDS: ReadonlySet<unknown> = new Set<HistoryKind>(["alert", "event", "record"]);
const FILE_CHUNK = 1 << 20;
const TEXT_CHUNK = 1 << 18;

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
  const { value } = await lines.next();
  await lines.return();
  const header = value && parsed(path, value);
  if (!isHeader(header)) {
    throw new HistoryFileError(`${path} is no history file: "alicloud-soar history" writes one.`);
  }
  return { header, entries: () => entriesOf(path) };
}

async function* entriesOf(path: string): AsyncGenerator<HistoryEntry, void, undefined> {
  let isFirst = true;
  for await (const line of linesOf(path)) {
    if (!isFirst) yield entryIn(path, line);
    isFirst = false;
  }
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a file that are not empty. */
async function* linesOf(path: string): AsyncGenerator<Line, void, undefined> {
  let number = 0;
  let rest = "";
  try {
    for await (const chunk of chunksOf(path)) {
      const text = rest + chunk;
      let start = 0;
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
        number += 1;
        if (end > start) yield { number, text: text.slice(start, end) };
        start = end + 1;
      }
      rest = text.slice(start);
    }
  } catch (error) {
    throw readingError(path, error);
  }
  if (rest !== "") throw new HistoryFileError(`${path} ends in the middle of line ${number + 1}: it is not complete.`);
}

/** The text of a file, piece by piece. */
async function* chunksOf(path: string): AsyncGenerator<string, void, undefined> {
  const file = createReadStream(path, { highWaterMark: FILE_CHUNK });
  // An error reaches whoever reads the last stream, too.
  const bytes = isCompressed(path) ? pipeline(file, createGunzip({ chunkSize: TEXT_CHUNK }), () => {}) : file;
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function readingError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new HistoryFileError(`${path} does not exist.`);
  if (code === "Z_BUF_ERROR") return new HistoryFileError(`${path} ends in the middle: it is not complete.`);
  if (code.startsWith("Z_")) return new HistoryFileError(`${path} is no gzip file, though its name says so.`);
  return code.startsWith("E") ? new HistoryFileError(`${path} cannot be read (${code}).`) : error;
}

function entryIn(path: string, line: Line): HistoryEntry {
  const value = parsed(path, line);
  if (isObject(value) && KINDS.has(value.kind) && isObject(value.entry)) return value as unknown as HistoryEntry;
  throw new HistoryFileError(`${path}, line ${line.number}: is no entry of a history.`);
}

/** The native reader loses no digit here: what it could not hold was written as text. */
function parsed(path: string, { number, text }: Line): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HistoryFileError(`${path}, line ${number}: is not JSON.`);
  }
}

function isHeader(value: unknown): value is HistoryHeader {
  return isObject(value) && value.kind === "history" && value.version === 1 && Array.isArray(value.kinds);
}

import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { isObject, readJson } from "../json";
import { wholeLines } from "../whole-lines";
import type { HistoryEntry, HistoryHeader, HistoryKind } from "./entry";

/** A history file that cannot be read or written; the message says why. */
export class HistoryFileError extends Error {
  override readonly name = "HistoryFileError";
}

/** A history file that is there. */
export interface History {
  readonly header: HistoryHeader;
  /** The account of its first entry, where that tells. */
  readonly account?: string;
  /**
   * Its entries in the order of the file, read as they are asked for, so that a file of any size takes the same memory. It, or
   * `bytes`, can be called once.
   * @throws HistoryFileError when it ends in the middle, or a line is no entry
   */
  entries(): AsyncGenerator<HistoryEntry, void, undefined>;
  /**
   * Its bytes, not compressed, in pieces of whole lines, the header included.
   * @throws HistoryFileError when they cannot be read, or end in the middle
   */
  bytes(): AsyncGenerator<Uint8Array, void, undefined>;
}

const KINDS: ReadonlySet<unknown> = new Set<HistoryKind>(["alert", "event", "record"]);
const CHUNK = 1 << 18;
const LINE_FEED = 10;
/** How gzip begins (RFC 1952, ID1 and ID2), and texts in UTF-8 and UTF-16 that say so (Unicode, byte order mark). */
const GZIP = [0x1f, 0x8b];
const UTF_8 = [0xef, 0xbb, 0xbf];
const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** Whether a file of this name is compressed when it is written. */
export function isCompressed(path: string): boolean {
  return path.endsWith(".gz");
}

/**
 * Opens a history file: JSON lines, compressed or not, whatever its name says. It is read once, so that it can be a pipe; blank
 * lines and a byte order mark do not count.
 * @param bytes what it holds; default: the file of this name
 * @throws HistoryFileError when it cannot be read, or is another file
 */
export async function openHistory(
  path: string,
  bytes: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: CHUNK }),
): Promise<History> {
  const pieces = piecesOf(path, bytes);
  const { value: first = Buffer.alloc(0) } = await pieces.next();
  const end = first.indexOf(LINE_FEED);
  const line = first.toString("utf8", 0, end < 0 ? first.length : end);
  const header = readJson(line, JSON.parse);
  if (!isHeader(header)) {
    await pieces.return();
    if (header === undefined && line.trim() !== "" && end >= 0) throw oddLine(path, header, 1, true);
    throw new HistoryFileError(`${path} is no history file: "alicloud-soar history" writes one.`);
  }
  const all = () => joined(first, pieces);
  const account = accountIn(first);
  return { header, ...(account !== undefined && { account }), entries: () => entriesOf(path, all()), bytes: all };
}

/** The account of the first entry in the first lines. (DescribeAlerts, MainUserId; DescribeCloudSiemEvents, Aliuid) */
function accountIn(lines: Buffer): string | undefined {
  const start = lines.indexOf(LINE_FEED) + 1;
  const end = lines.indexOf(LINE_FEED, start);
  const line = end < 0 ? undefined : readJson(lines.toString("utf8", start, end), JSON.parse);
  const entry = isObject(line) && isObject(line.entry) ? line.entry : {};
  const account = entry.MainUserId ?? entry.Aliuid;
  return account === undefined || account === null ? undefined : String(account);
}

async function* joined<Bytes>(first: Bytes, others: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  yield first;
  yield* others;
}

async function* entriesOf(path: string, pieces: AsyncIterable<Buffer>) {
  let number = 0;
  for await (const piece of pieces) {
    for (let start = 0, end = 0; start < piece.length; start = end) {
      end = piece.indexOf(LINE_FEED, start) + 1 || piece.length;
      const line = piece.toString("utf8", start, end);
      if (++number === 1 || line.trim() === "") continue;
      // The native reader loses no digit here: what it could not hold was written as text.
      const value = readJson(line, JSON.parse);
      if (isEntry(value)) yield value;
      else throw oddLine(path, value, number, line.endsWith("\n"));
    }
  }
}

function oddLine(path: string, value: unknown, number: number, isWhole: boolean): HistoryFileError {
  if (!isWhole) return new HistoryFileError(`${path} ends in the middle of line ${number}: it is not complete.`);
  const is = value === undefined ? "is not JSON" : "is no entry of a history";
  return new HistoryFileError(`${path}, line ${number}: ${is}.`);
}

/** The bytes of a file in pieces of whole lines, not compressed, without a byte order mark. */
async function* piecesOf(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let isFirst = true;
  try {
    for await (const piece of wholeLines(plainBytesOf(bytes))) {
      if (isFirst && UTF_16.some((mark) => begins(piece, mark))) {
        throw new HistoryFileError(`${path} is UTF-16: write it as UTF-8.`);
      }
      if (!isUtf8(piece)) throw new HistoryFileError(`${path} is not UTF-8: some of its bytes are no text.`);
      yield isFirst && begins(piece, UTF_8) ? piece.subarray(UTF_8.length) : piece;
      isFirst = false;
    }
  } catch (error) {
    throw readingError(path, error);
  }
}

/** The bytes of a file, not compressed, piece by piece. */
async function* plainBytesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = bytes[Symbol.asyncIterator]();
  let first: Uint8Array = Buffer.alloc(0);
  // A pipe may give a byte at a time.
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    first = Buffer.concat([first, next.value]);
    if (first.length >= GZIP.length) break;
  }
  const all = { [Symbol.asyncIterator]: () => joined(first, { [Symbol.asyncIterator]: () => chunks }) };
  // An error reaches whoever reads the last stream, too.
  yield* begins(first, GZIP) ? pipeline(all, createGunzip({ chunkSize: CHUNK }), () => {}) : all;
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}

function readingError(path: string, error: unknown): unknown {
  if (error instanceof RangeError) return new HistoryFileError(`${path} is no history file: ${error.message}.`);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new HistoryFileError(`${path} does not exist.`);
  if (code === "EISDIR") return new HistoryFileError(`${path} is a folder.`);
  if (code === "Z_BUF_ERROR") return new HistoryFileError(`${path} ends in the middle: it is not complete.`);
  if (code.startsWith("Z_"))
    return new HistoryFileError(`${path} is damaged: it begins as gzip, and does not go on so.`);
  return code.startsWith("E") ? new HistoryFileError(`${path} cannot be read (${code}).`) : error;
}

function isEntry(value: unknown): value is HistoryEntry {
  return isObject(value) && KINDS.has(value.kind) && isObject(value.entry);
}

function isHeader(value: unknown): value is HistoryHeader {
  return isObject(value) && value.kind === "history" && value.version === 1 && Array.isArray(value.kinds);
}

import { type FileHandle, open, readFile, rename, rm, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { replaceFile, whyUnwritable } from "../file-writing";
import { isObject, readJson } from "../json";
import type { HistoryHeader, HistoryKind } from "./entry";
import { HistoryFileError, isCompressed } from "./file";

/** What a history is read for; it has to be the same when the reading goes on. */
export type HistoryPlan = Readonly<Record<string, unknown>>;

/** How far a reading has come. It stands beside the file until that is complete. */
export interface Checkpoint {
  readonly version: 1;
  readonly plan: HistoryPlan;
  readonly header: HistoryHeader;
  /** Bytes of the file that hold what was read; what stands behind them was not finished. */
  readonly bytes: number;
  /** The kind that is read, and the time from which on it is still to be read; absent once everything is. */
  readonly next?: { readonly kind: HistoryKind; readonly from: number };
  /** Ids of the stretch before, of which the next one sees some again. */
  readonly seen: readonly string[];
  /** How many entries of each kind the file holds, and the service told of. */
  readonly counts: Readonly<Partial<Record<HistoryKind, number>>>;
  readonly expected: Readonly<Partial<Record<HistoryKind, number>>>;
  /** The keys to be left out, or kept alone, that some entry had. */
  readonly met: readonly string[];
}

/** How far the reading of a file has come; undefined when none has begun. */
export async function checkpointOf(path: string): Promise<Checkpoint | undefined> {
  const text = await readFile(progressOf(path), "utf8").catch(unlessAbsent);
  if (text === undefined) return undefined;
  const value = readJson(text);
  const isWhole = isObject(value) && value.version === 1 && isObject(value.plan) && isObject(value.header);
  if (isWhole) return value as unknown as Checkpoint;
  throw new HistoryFileError(`${progressOf(path)} cannot be understood: delete it to begin again.`);
}

/** @throws HistoryFileError when no file can be written where this one is to be */
export async function refuseUnwritable(path: string): Promise<void> {
  const why = await whyUnwritable(path);
  if (why !== undefined) throw new HistoryFileError(`${path} cannot be written: ${why}.`);
}

/** Whether there is something of this name. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(unlessAbsent)) !== undefined;
}

/**
 * A history file that grows under the name `<path>.part`, and gets its own name when it is complete. Each addition is on the disk
 * before the checkpoint that tells of it, so that a process may end at any moment.
 */
export class GrowingFile {
  #bytes: number;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    bytes: number,
  ) {
    this.#bytes = bytes;
  }

  /**
   * Begins a file, or goes on with one, without what stands behind the last checkpoint.
   * @throws HistoryFileError when it cannot
   */
  static async open(path: string, bytes = 0): Promise<GrowingFile> {
    const part = partOf(path);
    const file = await open(part, bytes === 0 ? "w" : "r+").catch((error: unknown) => {
      if (bytes > 0 && codeOf(error) === "ENOENT") {
        throw new HistoryFileError(`${part} is gone: delete ${progressOf(path)} to begin again.`);
      }
      throw new HistoryFileError(`${part} cannot be written: ${codeOf(error)}.`);
    });
    if ((await file.stat()).size < bytes) {
      await file.close();
      throw new HistoryFileError(`${part} has lost its end: delete it and ${progressOf(path)} to begin again.`);
    }
    await file.truncate(bytes);
    return new GrowingFile(path, file, bytes);
  }

  /** How many bytes it has. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds lines, and returns once they are on the disk. Compressed, they are a member of their own: gzip joins such members. */
  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = Buffer.from(`${lines.join("\n")}\n`);
    const block = isCompressed(this.path) ? await promisify(gzip)(text) : text;
    for (let written = 0; written < block.length; ) {
      written += (await this.file.write(block, written, block.length - written, this.#bytes + written)).bytesWritten;
    }
    await this.file.datasync();
    this.#bytes += block.length;
  }

  /** Remembers how far it has come. */
  save(checkpoint: Checkpoint): Promise<void> {
    return replaceFile(progressOf(this.path), JSON.stringify(checkpoint));
  }

  /** Closes it as it is. */
  close(): Promise<void> {
    return this.file.close();
  }

  /** Gives a complete file its name. */
  static async complete(path: string): Promise<void> {
    await rename(partOf(path), path).catch(unlessAbsent);
    await rm(progressOf(path), { force: true });
  }
}

/** Where a file stands that is not complete. */
export function partOf(path: string): string {
  return `${path}.part`;
}

function progressOf(path: string): string {
  return `${path}.progress`;
}

function unlessAbsent(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT") throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}

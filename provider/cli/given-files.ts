import { fstatSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { InvalidArgumentError } from "commander";
import { type Catalogue, CatalogueError, readCatalogue } from "../catalogue/catalogue";
import { type History, openHistory } from "../history/file";
import { textIn } from "../unicode";
import { messageOf } from "../wording";
import { text } from "./command";

/** The name of a file that stands for standard input. */
const DASH = "-";

/** Why a file cannot be read, by the code of the error. (Node.js, Common system errors) */
const WHY: Readonly<Record<string, string>> = { ENOENT: "does not exist", EISDIR: "is a folder" };

/**
 * What is read of a file that was named.
 * @param path `-` is standard input
 * @throws InvalidArgumentError when it cannot be read
 */
export async function read<Value>(path: string, readText: (text: string) => Value): Promise<Value> {
  const given = await readGiven(path);
  try {
    return readText(given);
  } catch (error) {
    throw new InvalidArgumentError(`${nameOf(path)}: ${messageOf(error)}`);
  }
}

/**
 * The same of standard input, where no file was named.
 * @param remedy what to do when there is neither
 */
export function readOrInput<Value>(
  path: string | undefined,
  readText: (text: string) => Value,
  remedy: string,
): Promise<Value> {
  if (path === undefined && process.stdin.isTTY) throw new InvalidArgumentError(remedy);
  return read(path ?? DASH, readText);
}

/**
 * The text of a file that was named.
 * @param path `-` is standard input
 * @throws InvalidArgumentError when it cannot be read
 */
export async function readGiven(path: string): Promise<string> {
  const reading = path === DASH ? buffer(standardInput()) : readFile(path);
  const bytes = await reading.catch(({ code = "" }: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(`${nameOf(path)} ${WHY[code] ?? `cannot be read (${code})`}.`);
  });
  return textIn(bytes);
}

/**
 * The catalogue in a file.
 * @param path `-` is standard input
 * @throws InvalidArgumentError when it cannot be read, or is none
 */
export async function catalogueIn(path: string): Promise<Catalogue> {
  const text = await readGiven(path);
  try {
    return readCatalogue(text);
  } catch (error) {
    throw error instanceof CatalogueError ? new InvalidArgumentError(`${nameOf(path)} ${error.message}`) : error;
  }
}

/**
 * The history in a file.
 * @param path `-` is standard input
 * @throws HistoryFileError when it cannot be read, or is another file
 * @throws InvalidArgumentError when standard input is something else already
 */
export function historyIn(path: string): Promise<History> {
  return path === DASH ? openHistory(nameOf(path), standardInput()) : openHistory(path);
}

/** What a file is called in a message or a result. */
export function nameOf(path: string): string {
  return path === DASH ? "standard input" : path;
}

let isTaken = false;

function standardInput() {
  if (isTaken) throw new InvalidArgumentError("Standard input can be one thing only: name a file for the other.");
  if (isFolder(0)) throw new InvalidArgumentError("Standard input is a folder.");
  isTaken = true;
  return process.stdin;
}

/** Whether standard input is a folder, which Node.js takes for an empty input. (Node.js, process.stdin, as run) */
function isFolder(standardInput: number): boolean {
  try {
    return fstatSync(standardInput).isDirectory();
  } catch {
    // What cannot be told shows when it is read.
    return false;
  }
}

/**
 * Writes a file that was named.
 * @throws InvalidArgumentError when it cannot be written
 */
export async function writeGiven(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch(({ code }: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(`${path} cannot be written (${code}).`);
  });
}

/** Reads the name of a file that has to be one. */
export function fileName(given: string): string {
  const path = text(given);
  if (path !== DASH) return path;
  throw new InvalidArgumentError('It must be a file: "-" is standard input, for what is only read.');
}

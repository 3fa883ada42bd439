import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { InvalidArgumentError } from "commander";
import { type Catalogue, CatalogueError, readCatalogue } from "../catalogue/catalogue";
import { textIn } from "../unicode";
import { messageOf } from "../wording";

/**
 * What is read of a file that was named.
 * @throws InvalidArgumentError when it cannot be read
 */
export async function read<Value>(path: string, readText: (text: string) => Value): Promise<Value> {
  return readAs(path, readText, await readGiven(path));
}

/**
 * The same of standard input, where no file was named.
 * @param remedy what to do when there is neither
 */
export async function readOrInput<Value>(
  path: string | undefined,
  readText: (text: string) => Value,
  remedy: string,
): Promise<Value> {
  if (path !== undefined) return read(path, readText);
  if (process.stdin.isTTY) throw new InvalidArgumentError(remedy);
  return readAs("Standard input", readText, textIn(await buffer(process.stdin)));
}

function readAs<Value>(name: string, readText: (text: string) => Value, text: string): Value {
  try {
    return readText(text);
  } catch (error) {
    throw new InvalidArgumentError(`${name}: ${messageOf(error)}`);
  }
}

/**
 * The text of a file that was named.
 * @throws InvalidArgumentError when it cannot be read
 */
export async function readGiven(path: string): Promise<string> {
  const bytes = await readFile(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(code === "ENOENT" ? `${path} does not exist.` : `${path} cannot be read (${code}).`);
  });
  return textIn(bytes);
}

/**
 * The catalogue in a file.
 * @throws InvalidArgumentError when it cannot be read, or is none
 */
export async function catalogueIn(path: string): Promise<Catalogue> {
  const text = await readGiven(path);
  try {
    return readCatalogue(text);
  } catch (error) {
    throw error instanceof CatalogueError ? new InvalidArgumentError(`${path} ${error.message}`) : error;
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

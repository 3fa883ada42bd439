import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { isObject, type JsonObject, readJson } from "../json";

/** A Pulumi project, as far as its own file tells. */
export interface Project {
  /** The path of that file. */
  readonly file: string;
  /** `nodejs`, …; empty where it is written in another way. */
  readonly runtime: string;
  /** The folder of the program: the one that `main` names, else that of the project. */
  readonly program: string;
}

/** The Pulumi project that a folder is in; undefined where it is in none. */
export function projectAround(from: string): Project | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (file !== undefined) return projectIn(folder, file);
    if (dirname(folder) === folder) return undefined;
  }
}

function projectIn(folder: string, file: string): Project {
  const text = readFileSync(file, "utf8");
  const [, runtime = ""] = /^runtime:\s*(?:\n\s+name:\s*)?["']?(\w+)/m.exec(text) ?? [];
  const [, main = ""] = /^main:\s*["']?([^"'#\n]+)/m.exec(text) ?? [];
  const named = resolve(folder, main.trim());
  return { file, runtime, program: extname(named) === "" ? named : dirname(named) };
}

/** What is said where no Pulumi project is around: that, and what to do. */
export const NO_PROJECT =
  "There is no Pulumi.yaml in this folder or above it: change to the folder of your program, or make one with " +
  '"npx alicloud-soar init".';

/** What the package.json of a folder says; an empty object where there is none that can be read. */
export function manifestIn(folder: string): JsonObject {
  const path = join(folder, "package.json");
  const read = existsSync(path) ? readJson(readFileSync(path, "utf8")) : undefined;
  return isObject(read) ? read : {};
}

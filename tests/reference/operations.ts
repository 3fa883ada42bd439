import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "../../provider/api/calls/operation";
import { checkout } from "../support/project";

/** An operation of the API, whatever its request. */
export type AnyOperation = Operation<object, unknown>;

/** Every operation that the provider knows. */
export async function allOperations(): Promise<AnyOperation[]> {
  const folder = join(checkout, "provider/api/operations");
  const modules = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file))));
  return modules
    .flatMap((module: Readonly<Record<string, unknown>>) => Object.values(module))
    .filter((value): value is AnyOperation => typeof value === "object" && value !== null && "action" in value);
}

/** The operations that a text names. */
export function operationsIn(text: string, operations: readonly AnyOperation[]): AnyOperation[] {
  return operations.filter(({ action }) => new RegExp(`\\b${action}\\b`).test(text));
}

/** The RAM actions that permit some operations, without those of Sts, which need none. */
export function ramActions(called: readonly AnyOperation[]): string[] {
  return called
    .filter(({ product }) => product !== "sts")
    .map(({ action, ramAction = `yundun-sas:${action}` }) => ramAction)
    .toSorted();
}

/** What each verb of a kind calls: the table at the head of its file. */
export function verbTable(slug: string): string[][] {
  const text = readFileSync(join(checkout, "provider/resources", slug, "verbs.ts"), "utf8");
  const lines = text.slice(0, text.indexOf("*/")).split("\n");
  const rows = lines.filter((line) => line.startsWith(" * |")).slice(2);
  const table: string[][] = [];
  for (const row of rows) {
    const [verb = "", words = ""] = row
      .slice(4)
      .split("|")
      .map((cell) => cell.trim());
    const above = table.at(-1);
    if (verb === "" && above) above[1] = `${above[1]} ${words}`;
    else table.push([verb, words]);
  }
  return table;
}

/** What names a thing in file names. */
export function slugOf(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
}

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { inWords, type Result, type Row } from "./cases.ts";

/** A row that is done, and with what. */
export interface Done {
  readonly result: Result;
  /** The commit that was checked out, in words. */
  readonly commit: string;
  /** Commands of the CLI. */
  readonly commands: number;
  readonly seconds: number;
}

/** Rows that are done, which a file keeps from one start to the next. */
export class Results {
  readonly #done = new Map<string, Done>();
  readonly #file: string | undefined;

  /** @param file one JSON text a line; undefined keeps nothing */
  constructor(file: string | undefined) {
    this.#file = file;
    const lines = file !== undefined && existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
    for (const line of lines.filter((line) => line !== "")) this.#keep(JSON.parse(line));
  }

  has(row: Row): boolean {
    return this.#done.has(inWords(row));
  }

  add(done: Done): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify(done)}\n`);
    this.#keep(done);
  }

  /** What is done of these rows, in their order. */
  of(rows: readonly Row[]): readonly Done[] {
    return rows.flatMap((row) => this.#done.get(inWords(row)) ?? []);
  }

  #keep(done: Done): void {
    this.#done.set(inWords(done.result), done);
  }
}

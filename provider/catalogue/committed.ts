import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalText } from "../json";
import type { ListedField, ListedPlaybook } from "../rule-language/names";
import { quote, series } from "../wording";
import { CATALOGUE_FILE, type Catalogue, CatalogueError, type CatalogueView, readCatalogue } from "./catalogue";
import { type Listed, listedFor, type SoughtView } from "./listed";

const REMEDY = 'run "npx alicloud-soar catalog" and commit what it writes';

/** Where the catalogue is, what time it is, and where warnings go. */
interface CommittedOptions {
  /** Folder of the program. */
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** The catalogue beside the program, if there is one. The file is read once, when a rule is looked at first. */
export class CommittedCatalogue {
  readonly #options: CommittedOptions;
  readonly #said = new Set<string>();
  readonly #views = new Map<string, Listed | undefined>();
  #catalogue: Catalogue | undefined;
  #wasRead = false;

  constructor(options: CommittedOptions) {
    this.#options = options;
  }

  /** What it lists for a view; undefined where it says nothing of it. One line says that it is old. */
  of(view: SoughtView): Listed | undefined {
    const catalogue = this.#read();
    if (catalogue === undefined) return undefined;
    const key = canonicalText(view);
    if (!this.#views.has(key)) this.#views.set(key, listedFor(catalogue, view, this.#options.now()));
    const listed = this.#views.get(key);
    if (listed?.isStale) {
      this.#warn(`${listed.source} is more than 30 days old, so that what it lacks is only a warning: ${REMEDY}.`);
    }
    return listed;
  }

  /** Tells, in one line, what the account has by now that the catalogue lacks. */
  compareFields(view: CatalogueView, autoResponseType: string, found: readonly ListedField[]): void {
    const listed = this.of(view);
    const known = listed?.fields[autoResponseType]?.map(({ field }) => field);
    const names = found.map(({ field }) => field);
    this.#compare(listed, `fields of ${autoResponseType} rules`, known, names);
  }

  /** The same of its playbooks. */
  comparePlaybooks(view: CatalogueView, found: readonly ListedPlaybook[]): void {
    const listed = this.of(view);
    const known = listed?.playbooks?.map(({ uuid }) => uuid);
    const uuids = found.map(({ uuid }) => uuid);
    this.#compare(listed, "playbooks", known, uuids);
  }

  #compare(listed: Listed | undefined, what: string, known: readonly string[] | undefined, found: readonly string[]) {
    if (listed === undefined || known === undefined) return;
    const has = new Set(known);
    const names = found.filter((name) => !has.has(name));
    if (names.length === 0) return;
    this.#warn(`${listed.source} lacks ${what} that the account has, ${series(names, quote)}: ${REMEDY}.`);
  }

  #read(): Catalogue | undefined {
    if (this.#wasRead) return this.#catalogue;
    this.#wasRead = true;
    const text = textOf(join(this.#options.folder, CATALOGUE_FILE));
    try {
      this.#catalogue = typeof text === "string" ? readCatalogue(text) : undefined;
      if (text instanceof Error) throw new CatalogueError(`cannot be read: ${text.message}.`);
    } catch (error) {
      if (!(error instanceof CatalogueError)) throw error;
      this.#warn(`${CATALOGUE_FILE} ${error.message} Names are looked up when a rule is sent, as without it.`);
    }
    return this.#catalogue;
  }

  #warn(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#options.log(`warning: ${line}`);
  }
}

/** The text of a file; undefined where there is none. */
function textOf(path: string): string | Error | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? undefined : (error as Error);
  }
}

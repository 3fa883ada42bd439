import type { CatalogueView } from "../catalogue/catalogue";
import type { CatalogueDifference } from "../catalogue/differences";
import type { HistoryKind } from "../history/entry";
import type { Group } from "../report/groups";
import type { PropertyChange } from "../report/properties";
import type { OnceTaskState } from "../resources/once-task/properties";
import type { OperationTaskState } from "../resources/operation-task/properties";

/** What a command prints with `--json` when what it was given is of no use (exit code 2). */
export interface Refusal {
  /** The version of this package. */
  readonly version: string;
  /** Why: a sentence, or several. */
  readonly error: string;
}

/** What `alicloud-soar report --json` prints. */
export interface ReportResult {
  /** The version of this package. */
  readonly version: string;
  /** In the order of the report. */
  readonly changes: readonly ReportedChange[];
  /** How many resources of this package stay as they are. */
  readonly unchanged: number;
  /** How many other resources of the stack change. */
  readonly others: number;
}

/** A resource that a preview changes. */
export interface ReportedChange {
  readonly urn: string;
  readonly name: string;
  /** In words, e.g. `rule` or `repair`. */
  readonly kind: string;
  /** In words, e.g. `changed`. */
  readonly operation: string;
  /** What it does: `runs`, becomes `live`, `stops`, `differs`, or `quiet`. */
  readonly group: Group;
  /** Whether it does more than write on an event, or takes such a thing away. */
  readonly isDangerous: boolean;
  /** Sentences that say what it does; absent where it is not there. */
  readonly before?: string;
  readonly after?: string;
  readonly properties: readonly PropertyChange[];
}

/** What `alicloud-soar history --json` prints. */
export interface HistoryResult {
  /** The file that was written. */
  readonly file: string;
  /** The time that was read, as in `2026-01-31T00:00:00.000Z`. */
  readonly since: string;
  readonly until: string;
  /** Entries by kind: `alert`, `event` and, with --records, `record`. */
  readonly entries: Readonly<Partial<Record<HistoryKind, number>>>;
  /** Keys of --only and --drop that no entry had: they may be mistyped. */
  readonly keysNotMet: readonly string[];
}

/** What `alicloud-soar catalog --json` prints. */
export interface CatalogueResult extends CatalogueView {
  /** The catalogue, and its declaration. */
  readonly file: string;
  readonly declaration: string;
  /** Whether the files were written: not with --check. */
  readonly written: boolean;
  /** How many fields are listed, by what rules watch. */
  readonly fields: Readonly<Record<string, number>>;
  readonly playbooks: number;
  /** Whether the file had nothing of this account, region and view. */
  readonly isNew: boolean;
  /** In what the account is not what the file said; empty where it said nothing. */
  readonly differences: readonly CatalogueDifference[];
  /** Whether the declaration is what the file makes of it. */
  readonly isDeclared: boolean;
}

/** What `alicloud-soar run … --json` prints: what a resource would record. */
export type RunResult = { readonly id: string } & (Readonly<OperationTaskState> | Readonly<OnceTaskState>);

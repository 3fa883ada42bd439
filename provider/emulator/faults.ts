import { checkNames, nameMeant } from "./known-names";

/**
 * What goes wrong with a call:
 * `throttle` 400 Throttling.User with x-acs-retry-after, nothing done ·
 * `http500` 500 InternalError, nothing done unless the setting `serverErrors` says so ·
 * `http503-html` 503 with an HTML page, nothing done ·
 * `permission` 403 NoPermission, nothing done ·
 * `refuse` an HTTP 200 that means no, nothing done ·
 * `drop-before` connection closed, nothing done ·
 * `drop-after` done, connection closed without an answer ·
 * `hang` done, no answer until the emulator is closed ·
 * `truncate` done, connection closed in the middle of the answer.
 */
export type FaultName =
  | "throttle"
  | "http500"
  | "http503-html"
  | "permission"
  | "refuse"
  | "drop-before"
  | "drop-after"
  | "hang"
  | "truncate";

/** A fault to come. */
export interface Fault {
  /** Name of the operation, or `*` for every one. */
  readonly operation: string;
  readonly fault: FaultName;
  /** Number of calls that it hits. Default 1. */
  readonly times?: number;
  /** Number of calls of that operation to let pass first. Default 0. */
  readonly after?: number;
}

const names: readonly string[] = [
  "throttle",
  "http500",
  "http503-html",
  "permission",
  "refuse",
  "drop-before",
  "drop-after",
  "hang",
  "truncate",
] satisfies FaultName[];

/** The faults to come, counted down call by call. */
export class Faults {
  private pending: { operation: string; fault: FaultName; times: number; after: number }[] = [];

  /** `refusable`: the operations, by name, whose documents show an HTTP 200 that means no. */
  constructor(private readonly operations: ReadonlyMap<string, { refusable: boolean }>) {}

  /** Adds a fault after those already there. Throws Error when it can never occur. */
  add(added: Fault): void {
    checkNames("a fault", added, ["operation", "fault", "times", "after"]);
    const { operation, fault, times = 1, after = 0 } = added;
    if (!names.includes(fault)) throw new Error(`unknown fault ${nameMeant(fault, names)}`);
    if (operation !== "*" && !this.operations.has(operation)) {
      throw new Error(`unknown operation ${nameMeant(operation, ["*", ...this.operations.keys()])}`);
    }
    if (fault === "refuse" && operation !== "*" && !this.operations.get(operation)?.refusable) {
      throw new Error(`${operation} has no refusal inside HTTP 200`);
    }
    if (!(Number.isInteger(times) && times > 0)) throw new Error("times must be a positive integer");
    if (!(Number.isInteger(after) && after >= 0)) throw new Error("after must be 0 or a positive integer");
    this.pending.push({ operation, fault, times, after });
  }

  /** Forgets every fault. */
  clear(): void {
    this.pending = [];
  }

  /** The fault that hits this call of `operation`: the first one whose calls to let pass are used up. */
  take(operation: string): FaultName | undefined {
    const matching = this.pending.filter((fault) => {
      const possible = fault.fault !== "refuse" || this.operations.get(operation)?.refusable;
      return possible && (fault.operation === operation || fault.operation === "*");
    });
    const hit = matching.find((fault) => fault.after === 0);
    for (const fault of matching) if (fault.after > 0) fault.after -= 1;
    if (!hit) return undefined;
    hit.times -= 1;
    if (hit.times === 0) this.pending.splice(this.pending.indexOf(hit), 1);
    return hit.fault;
  }
}

import { readFile } from "node:fs/promises";
import { parse } from "yaml";

/** A workflow of GitHub Actions, as far as it is read here. */
export interface Workflow {
  readonly on: unknown;
  readonly permissions?: object;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly env?: Env;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly env?: Env;
  readonly steps: readonly Step[];
}

/** A step of a job: an action, or a script. */
export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Env;
  readonly "continue-on-error"?: boolean;
}

/** Environment variables. */
export type Env = Readonly<Record<string, string>>;

/** Reads a workflow. */
export async function readWorkflow(path: string): Promise<Workflow> {
  return parse(await readFile(path, "utf8"));
}

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

/** A job of GitLab CI, as far as it is read here. */
export interface GitlabJob {
  readonly extends?: string;
  readonly variables?: Env;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly resource_group?: string;
}

/** The jobs of a `.gitlab-ci.yml`, each with what it takes over from the one that it extends and from the file. */
export async function readGitlab(path: string): Promise<Readonly<Record<string, GitlabJob>>> {
  const { default: defaults, variables, ...jobs } = parse(await readFile(path, "utf8"));
  const whole = (name: string): GitlabJob => {
    const { extends: base, ...job } = jobs[name];
    const above = base === undefined ? { ...defaults, variables } : whole(base);
    return { ...above, ...job, variables: { ...above.variables, ...job.variables } };
  };
  return Object.fromEntries(Object.keys(jobs).map((name) => [name, whole(name)]));
}

/** Reads a workflow. */
export async function readWorkflow(path: string): Promise<Workflow> {
  return parse(await readFile(path, "utf8"));
}

import { type Env, readWorkflow, type Step } from "../support/workflow";
import type { Outcome } from "./outcome";
import type { Stack } from "./stack";

/** How the steps of a job ended, by their names or scripts, as far as they ran. */
export type JobOutcome = Readonly<Record<string, Outcome>>;

/** What gives a job keys of the cloud: the steps before it have none. */
const KEYS = /^aliyun\/configure-aliyun-credentials-action@/;

/** Runs the jobs of workflows with a stack in place of a runner's checkout. Actions are what the stack has already. */
export class Runner {
  /** `values` has what GitHub puts in place of expressions, e.g. `github.event.number`. */
  constructor(
    private readonly stack: Stack,
    private readonly values: Env,
  ) {}

  /** Runs a job to its end. */
  async run(file: string, name: string): Promise<JobOutcome> {
    const outcomes: Record<string, Outcome> = {};
    let failed = false;
    for (const step of await this.#scripts(file, name)) {
      if (step.if === "cancelled()" || (failed && step.if === undefined)) continue;
      const outcome = await this.#start(step).ended;
      outcomes[step.name] = outcome;
      failed ||= outcome.exitCode !== 0 && step["continue-on-error"] !== true;
    }
    return outcomes;
  }

  /** Starts one step of a job. */
  async start(file: string, name: string, step: string) {
    const found = (await this.#scripts(file, name)).find((one) => one.name === step);
    if (!found) throw new Error(`${file} has no step "${step}" in "${name}".`);
    return this.#start(found);
  }

  /** Runs the steps that follow when a person stops the job. */
  async cancel(file: string, name: string): Promise<void> {
    const steps = (await this.#scripts(file, name)).filter((step) => step.if === "cancelled()");
    for (const step of steps) await this.#start(step).ended;
  }

  #start({ run = "", env = {} }: Step) {
    return this.stack.script(run, env);
  }

  /** The steps that run a script, each with the environment of its workflow and job. */
  async #scripts(file: string, name: string): Promise<(Step & { name: string })[]> {
    const { env, jobs } = await readWorkflow(`${this.stack.project}/.github/workflows/${file}`);
    const job = jobs[name];
    if (!job) throw new Error(`${file} has no job "${name}".`);
    return job.steps.flatMap((step, index) => {
      if (step.run === undefined) return [];
      const keys = job.steps.slice(0, index).some(({ uses = "" }) => KEYS.test(uses));
      const without = keys ? {} : { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };
      const all = { ...without, ...env, ...job.env, ...step.env };
      const filled = Object.entries(all).map(([key, value]) => [key, this.#filled(String(value))]);
      const condition = step.if?.replace(/^\$\{\{ (.*) \}\}$/, "$1");
      return [
        {
          ...step,
          name: step.name ?? step.run,
          if: condition,
          run: this.#filled(step.run),
          env: Object.fromEntries(filled),
        },
      ];
    });
  }

  #filled(text: string): string {
    return text.replace(/\$\{\{ (.*?) \}\}/g, (_all, expression: string) => {
      const value = this.values[expression];
      if (value === undefined) throw new Error(`Nothing is known of \${{ ${expression} }}.`);
      return value;
    });
  }
}

import { createHash } from "node:crypto";
import type { Outcome } from "../engine/outcome.ts";
import type { Moment } from "./clouds.ts";
import type { Kind } from "./kinds.ts";
import { type Plan, TAKEN } from "./plan.ts";
import { type Bystanders, bystandersIn, clean, judge, judgeBystanders, merge, ours, type Verdict } from "./verdict.ts";
import type { Interruption, Step, World } from "./world.ts";

/** Flags of `up` and `preview` with a refresh, and of `destroy`. */
const REFRESH = ["--refresh", "--run-program"];

/** One plan, with a refresh or without. */
export class Trial {
  #restart: (() => Promise<void>) | undefined;
  #bystanders: Bystanders = [];
  /** What is known of the ends: the same state and the same clouds always come to the same. */
  readonly #known = new Map<string, Verdict>();

  readonly refresh: boolean;
  private readonly world: World;
  private readonly kind: Kind;
  private readonly plan: Plan;

  constructor(world: World, kind: Kind, plan: Plan, refresh: boolean) {
    this.world = world;
    this.kind = kind;
    this.plan = plan;
    this.refresh = refresh;
  }

  /** Deploys what is there before, once; then runs without an interruption. Returns the calls that can be interrupted. */
  async uninterrupted(): Promise<{ readonly moments: readonly Moment[]; readonly verdict: Verdict }> {
    await this.#begin();
    this.world.clouds.takeCalls();
    const outcome = await this.#run(this.plan.act);
    const moments = this.world.clouds.takeCalls();
    const verdict = clean();
    // Of two resources that swap names, the second may find the first one's still taken.
    const isRefused = this.plan.given && TAKEN.test(outcome.output);
    const ended = isRefused ? await this.#run(this.plan.act) : outcome;
    if (!this.#isEnd(ended)) verdict.unsettled.push(`the first deployment: ${inWords(ended)}`);
    merge(verdict, await this.#settled());
    return { moments, verdict };
  }

  /** Runs with an interruption, and again. */
  async interrupted(interruption: Interruption): Promise<Verdict> {
    await this.#begin();
    await this.#run(this.plan.act, interruption);
    return this.#once("again", async () => {
      const verdict = clean();
      judgeBystanders(this.world, this.kind, this.#bystanders, verdict);
      const outcome = await this.#run(this.plan.act);
      if (this.plan.given && outcome.exitCode !== 0 && TAKEN.test(outcome.output)) {
        await judge(this.world, this.kind, undefined, this.#bystanders, verdict);
        return verdict;
      }
      if (!this.#isEnd(outcome)) verdict.unsettled.push(`the same again: ${inWords(outcome)}`);
      return merge(verdict, await this.#settled());
    });
  }

  /** Brings all that is declared to its end, compares, and destroys it. */
  #settled(): Promise<Verdict> {
    return this.#once("settled", async () => {
      const { world, kind, plan } = this;
      const verdict = clean();
      for (const step of plan.after ?? []) {
        const outcome = await this.#run(step);
        if (outcome.exitCode !== 0) verdict.unsettled.push(`afterwards: ${inWords(outcome)}`);
      }
      await judge(world, kind, plan.things, this.#bystanders, verdict);
      const kept = ours(kind, world.clouds.states, this.#bystanders, ({ content }) => kind.outlives(content)).length;
      const deployed = world.deployed;
      for (const stack of deployed) {
        const { exitCode, steps, output } = await this.#run({ stack, command: ["preview"] });
        if (exitCode !== 0) verdict.unsettled.push(`preview: ${output}`);
        if (steps.length > 0) verdict.unsettled.push(`the next preview is not empty: ${steps.join(", ")}`);
      }
      for (const stack of deployed) {
        const outcome = await this.#run({ stack, command: ["destroy"] });
        if (outcome.exitCode !== 0) verdict.unsettled.push(`destroy: ${inWords(outcome)}`);
      }
      const left = ours(kind, world.clouds.states, this.#bystanders);
      if (left.length !== kept) verdict.doubled.push(`destroy leaves ${left.length} things instead of ${kept}`);
      judgeBystanders(world, kind, this.#bystanders, verdict);
      return verdict;
    });
  }

  async #begin(): Promise<void> {
    const { world } = this;
    if (this.#restart !== undefined) return this.#restart();
    await world.begin();
    this.#bystanders = bystandersIn(this.kind, world.clouds.states);
    for (const step of this.plan.before) {
      const outcome = await world.run(step);
      if (outcome.exitCode !== 0) throw new Error(`before: ${inWords(outcome)}`);
      if (this.plan.passes !== "nothing") world.clouds.pass("hour");
    }
    if (this.plan.passes === undefined) world.clouds.pass("days");
    this.#restart = await world.copy();
  }

  #run(step: Step, interruption?: Interruption): Promise<Outcome> {
    const destroys = step.command?.[0] === "destroy";
    const flags = this.refresh ? REFRESH.slice(0, destroys ? 1 : 2) : [];
    return this.world.run(step, flags, interruption);
  }

  #isEnd({ exitCode, output }: Outcome): boolean {
    const { refused, mayPass = refused === undefined } = this.plan;
    return exitCode === 0 ? mayPass : (refused?.test(output) ?? false);
  }

  /** What follows from the states and the clouds as they are is found out once. */
  async #once(what: string, find: () => Promise<Verdict>): Promise<Verdict> {
    const { world } = this;
    const states = [];
    for (const stack of world.deployed) states.push([stack, await world.recorded(stack)]);
    const key = digestOf([what, states, world.clouds.states]);
    const known = this.#known.get(key) ?? (await find());
    this.#known.set(key, known);
    return known;
  }
}

/** The same for everything that differs in ids and times alone. */
function digestOf(value: unknown): string {
  const seen: string[] = [];
  const text = JSON.stringify(value, (key, part) => (/^(created|modified)$/.test(key) ? undefined : part)).replace(
    /\b(\d{16,}|[0-9a-fA-F]{32})\b/g,
    (id) => {
      if (!seen.includes(id)) seen.push(id);
      return `id-${seen.indexOf(id)}`;
    },
  );
  return createHash("sha256").update(text).digest("hex");
}

function inWords({ exitCode, messages, output }: Outcome): string {
  return `exit code ${exitCode}: ${messages.join("; ") || output}`;
}

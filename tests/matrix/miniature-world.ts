import type { Outcome } from "../engine/outcome.ts";
import { Clouds } from "./clouds.ts";
import type { Resource } from "./goals.ts";
import { MiniatureDeployment } from "./miniature-deployment.ts";
import type { Program } from "./program.ts";
import { type Interruption, type Recorded, type StackName, type Step, stacks, type World } from "./world.ts";

/** What the engine does, as far as providers see it, in this process: thousands of deployments in minutes. */
export class MiniatureWorld implements World {
  readonly #programs = new Map<StackName, Program>();
  /** States by backend and name of the stack. */
  #states = new Map<string, readonly Resource[]>();
  commands = 0;

  readonly clouds: Clouds;

  private constructor(clouds: Clouds) {
    this.clouds = clouds;
  }

  static async open(): Promise<MiniatureWorld> {
    const world = new MiniatureWorld(await Clouds.start());
    await world.begin();
    return world;
  }

  async begin(): Promise<void> {
    this.clouds.begin();
    this.#programs.clear();
    this.#states.clear();
  }

  get deployed(): readonly StackName[] {
    return [...this.#programs.keys()];
  }

  async recorded(stack: StackName): Promise<readonly Recorded[]> {
    return this.#state(stack).map(({ kind, ...resource }) => ({ ...resource, type: `alicloud-soar:${kind}` }));
  }

  async copy(): Promise<() => Promise<void>> {
    const [clouds, programs, states] = [this.clouds.copy(), [...this.#programs], [...this.#states]];
    return async () => {
      this.clouds.restore(clouds);
      this.#programs.clear();
      for (const [stack, program] of programs) this.#programs.set(stack, program);
      this.#states = new Map(structuredClone(states));
    };
  }

  async run(step: Step, flags: readonly string[] = [], interruption?: Interruption): Promise<Outcome> {
    const { stack = "dev", program = this.#programs.get(stack), command = ["up"], cloud = 0 } = step;
    this.commands++;
    if (program !== undefined) {
      this.#programs.delete(stack);
      this.#programs.set(stack, program);
    }
    const [verb = "up", , ...names] = command;
    if (verb === "stack") return this.#rename(stack);
    if (verb === "state") return this.#move(names.at(-1) ?? "");
    this.clouds.takeCalls();
    const deployment = new MiniatureDeployment({
      clouds: this.clouds,
      cloud,
      stack: stacks[stack].name,
      program: program ?? { resources: {} },
      state: this.#state(stack),
      refresh: flags.includes("--refresh"),
      [command[1] === "--replace" ? "replaced" : "target"]: command[2],
    });
    this.clouds.onCall = (moment) => {
      if (JSON.stringify(moment) !== JSON.stringify(interruption?.at)) return;
      if (interruption?.how === "fail") this.clouds.refuse(moment);
      else deployment.kill();
    };
    try {
      return await deployment.run(verb as "up" | "preview" | "destroy");
    } finally {
      this.clouds.onCall = () => {};
      if (verb !== "preview") this.#keep(stack, deployment.state);
    }
  }

  async close(): Promise<void> {
    await this.clouds.close();
  }

  #state(stack: StackName): readonly Resource[] {
    return this.#states.get(keyOf(stack)) ?? [];
  }

  #keep(stack: StackName, state: readonly Resource[]): void {
    this.#states.set(keyOf(stack), structuredClone(state));
  }

  #rename(stack: StackName): Outcome {
    const [from, to] = [`:${stacks[stack].name}::`, `:${stacks.renamed.name}::`];
    this.#keep(
      "renamed",
      this.#state(stack).map(({ urn, ...more }) => ({ ...more, urn: urn.replace(from, to) })),
    );
    this.#keep(stack, []);
    return done;
  }

  #move(wanted: string): Outcome {
    const moved = this.#state("dev").filter(({ urn }) => urn === wanted);
    const there = moved.map(({ urn, ...more }) => ({ ...more, urn: urn.replace(":dev::", ":prod::") }));
    this.#keep("prod", [...this.#state("prod"), ...there]);
    this.#keep(
      "dev",
      this.#state("dev").filter(({ urn }) => urn !== wanted),
    );
    return done;
  }
}

const done: Outcome = { exitCode: 0, steps: [], messages: [], output: "" };

function keyOf(stack: StackName): string {
  const { backend, name } = stacks[stack];
  return `${backend}/${name}`;
}

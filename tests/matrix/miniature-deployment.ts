import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CustomResourceOptions, dynamic } from "@pulumi/pulumi";
import type { Outcome } from "../engine/outcome.ts";
import type { Clouds } from "./clouds.ts";
import { sameInputs, travelled, withPartialFailure } from "./crossing.ts";
import { type Goal, goalsOf, type Resource, urnsOf } from "./goals.ts";
import { type Program, stackConfiguration } from "./program.ts";
import { providerProcess } from "./provider-process.ts";

type Properties = Readonly<Record<string, unknown>>;

/** What one deployment works on. */
export interface DeploymentOptions {
  readonly clouds: Clouds;
  /** The cloud of the stack's configuration. */
  readonly cloud: 0 | 1;
  /** Name of the stack. */
  readonly stack: string;
  readonly program: Program;
  readonly state: readonly Resource[];
  readonly refresh: boolean;
  /** As `--target`. */
  readonly target?: string;
  /** As `--replace`. */
  readonly replaced?: string;
}

/** Kinds whose class asks for the deletion first. (sdk/resource.ts) */
const DELETED_FIRST = ["AutomateResponseConfig", "SoarStrategyTask", "SoarStrategyTaskState"];
/**
 * One deployment as providers see it: which verbs in which order, with which properties, by which process. (Pulumi,
 * pkg/resource/deploy/step_generator.go and deployment_executor.go)
 */
export class MiniatureDeployment {
  readonly #options: DeploymentOptions;
  readonly #processes = new Map<string, ReturnType<typeof providerProcess>>();
  readonly #temporary = mkdtempSync(join(tmpdir(), "pulumi-alicloud-soar-miniature-"));
  readonly #keys: { readonly accessKeyId: string; readonly accessKeySecret: string };
  readonly #steps: string[] = [];
  readonly #messages: string[] = [];
  readonly #killed = Promise.withResolvers<void>();
  #state: readonly Resource[];
  #isKilled = false;

  constructor(options: DeploymentOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#keys = options.clouds.newKeys();
  }

  /** What is recorded so far; nothing is, after a kill. */
  get state(): readonly Resource[] {
    return this.#state;
  }

  /** Ends everything: nothing is recorded any more, and the cloud answers no more of its calls. */
  kill(): void {
    this.#isKilled = true;
    this.#options.clouds.newKeys();
    this.#killed.resolve();
  }

  async run(verb: "up" | "preview" | "destroy"): Promise<Outcome> {
    let exitCode: number | undefined = 0;
    await Promise.race([
      this.#killed.promise,
      this.#deploy(verb).catch((error: unknown) => {
        exitCode = 1;
        this.#messages.push(String(error));
      }),
    ]);
    rmSync(this.#temporary, { recursive: true, force: true });
    if (this.#isKilled) exitCode = undefined;
    else if (this.#failed) exitCode = 1;
    return { exitCode, steps: this.#steps, messages: this.#messages, output: this.#messages.join("\n") };
  }

  #failed = false;

  async #deploy(verb: "up" | "preview" | "destroy"): Promise<void> {
    const { program, refresh } = this.#options;
    const goals = verb === "destroy" ? [] : goalsOf(program, this.#options.stack);
    const kept = new Set(goals.map((goal) => this.#find(goal)));
    if (refresh)
      await Promise.all(this.#standing.filter((old) => !kept.has(old)).map((old) => this.#refresh(old, old)));
    const work: Promise<void>[] = [];
    let turn = Promise.resolve();
    const isPreview = verb === "preview";
    for (const goal of goals.filter(({ urn }) => this.#isTarget(urn))) {
      // What is in the state is read before it is checked, and what the program declares after it does not wait for that.
      const old = this.#find(goal);
      const read = refresh && old !== undefined ? this.#refresh(old, goal) : undefined;
      const begin = async () => {
        await read;
        const planned = turn.then(() => this.#plan(goal, this.#find(goal), isPreview));
        turn = planned.then(
          () => {},
          () => {},
        );
        await (await planned)();
      };
      work.push(this.#attempt(begin));
    }
    await Promise.all(work);
    if (this.#failed || this.#isKilled) return;
    const declared = new Set(goals.map(({ urn }) => urn));
    const gone = this.#state.filter((old) => (old.delete || !declared.has(old.urn)) && this.#isTarget(old.urn));
    for (const { urn } of gone) this.#steps.push(`delete ${urn}`);
    if (!isPreview) await Promise.all(gone.map((old) => this.#attempt(() => this.#delete(old))));
  }

  get #standing(): readonly Resource[] {
    return this.#state.filter(({ delete: isReplaced, urn }) => !isReplaced && this.#isTarget(urn));
  }

  #isTarget(urn: string): boolean {
    const { target } = this.#options;
    return target === undefined || target === urn;
  }

  /** Reads and compares what the state has, without a check; by the provider that the program gives it, if it does. */
  #refresh(old: Resource, by: Pick<Resource, "provider" | "kind">): Promise<void> {
    return this.#attempt(async () => {
      const provider = await this.#providerOf(by);
      const read = travelled(await provider.read?.(old.id, old.outputs));
      if (!read?.id) return this.#record(old, undefined);
      const fresh = { ...old, inputs: read.inputs ?? old.inputs, outputs: read.props ?? old.outputs };
      this.#record(old, fresh);
      await provider.diff?.(old.id, fresh.outputs, fresh.inputs);
    });
  }

  /** Checks and compares, one resource at a time; what is to be done goes on by itself. */
  async #plan(goal: Goal, old: Resource | undefined, isPreview: boolean): Promise<() => Promise<void>> {
    const provider = await this.#providerOf(goal);
    const { kind, args, urn } = goal;
    const text = `exports.handler=require("pulumi-alicloud-soar/v1").${kind}`;
    const news = { __provider: text, __urn: `organization/${urn}`, ...args };
    const check = async (olds: Properties) => {
      const { inputs, failures = [] } = travelled((await provider.check?.(olds, travelled(news))) ?? {});
      for (const { property, reason } of failures) this.#fail(new Error(`${property}: ${reason}`));
      return inputs as Properties;
    };
    // With `--replace` the engine passes nothing that is recorded, and does not ask for a comparison.
    const isWanted = this.#options.replaced === urn;
    const inputs = await check(isWanted ? {} : (old?.inputs ?? {}));
    const fresh = { urn, kind, provider: goal.provider };
    const nothing = async () => {};
    if (this.#failed) return nothing;
    if (old === undefined) return this.#step(isPreview, `create ${urn}`, () => this.#create(provider, fresh, inputs));
    const { changes = true, replaces = [] } = isWanted ? {} : await this.#compare(provider, old, inputs);
    const { deleteBeforeReplace: first, replaceOnChanges = [] } = (goal.options ?? {}) as CustomResourceOptions;
    const isEdited = (name: string) => !sameInputs({ of: old.inputs[name] }, { of: inputs[name] });
    const isReplaced = isWanted || replaces.length > 0 || old.pendingReplacement || replaceOnChanges.some(isEdited);
    if (isReplaced) {
      const renewed = isWanted ? inputs : await check({});
      const isFirst = first ?? DELETED_FIRST.includes(kind);
      return this.#step(isPreview, `replace ${urn}`, async () => {
        if (isFirst && old.pendingReplacement !== true) await this.#deleteFirst(old);
        await this.#create(provider, fresh, renewed, old);
      });
    }
    if (!changes && old.initErrors === undefined) {
      this.#record(old, { ...old, ...fresh });
      return nothing;
    }
    const step = old.initErrors === undefined && sameInputs(old.inputs, inputs) ? "" : `update ${urn}`;
    return this.#step(isPreview && step !== "", step, () => this.#update(provider, { ...old, ...fresh }, old, inputs));
  }

  async #compare(provider: dynamic.ResourceProvider, old: Resource, inputs: Properties): Promise<dynamic.DiffResult> {
    if (old.pendingReplacement) return {};
    try {
      const { changes, ...more } = travelled(
        (await provider.diff?.(old.id, old.outputs, inputs)) ?? ({} as dynamic.DiffResult),
      );
      // Without an answer the engine compares the inputs itself.
      return { ...more, changes: changes ?? !sameInputs(old.inputs, inputs) };
    } catch (error) {
      this.#fail(error);
      return { changes: false };
    }
  }

  #step(isPreview: boolean, step: string, work: () => Promise<void>): () => Promise<void> {
    if (step !== "") this.#steps.push(step);
    return async () => (isPreview ? undefined : this.#attempt(work));
  }

  async #create(
    provider: dynamic.ResourceProvider,
    fresh: Omit<Resource, "id" | "inputs" | "outputs">,
    inputs: Properties,
    old?: Resource,
  ): Promise<void> {
    const keep = (made: Pick<Resource, "id" | "outputs" | "initErrors">) => {
      const isPending = this.#state.some(({ urn, pendingReplacement }) => urn === fresh.urn && pendingReplacement);
      if (old !== undefined && !isPending) this.#record(old, { ...old, delete: true });
      if (!this.#isKilled)
        this.#state = [
          ...this.#state.filter(({ urn, pendingReplacement }) => urn !== fresh.urn || !pendingReplacement),
          { ...fresh, ...made, inputs },
        ];
    };
    await withPartialFailure(
      async () => {
        const { id, outs } = await provider.create(travelled(inputs));
        keep({ id, outputs: travelled(outs) });
      },
      (failed) => keep({ id: failed.id, outputs: travelled(failed.properties), initErrors: failed.reasons }),
    );
  }

  async #update(provider: dynamic.ResourceProvider, fresh: Resource, old: Resource, inputs: Properties): Promise<void> {
    const { initErrors: _, ...rest } = fresh;
    await withPartialFailure(
      async () => {
        const { outs } = (await provider.update?.(old.id, old.outputs, travelled(inputs))) ?? {};
        this.#record(old, { ...rest, inputs, outputs: travelled(outs) });
      },
      ({ properties, reasons }) =>
        this.#record(old, { ...rest, inputs, outputs: travelled(properties), initErrors: reasons }),
    );
  }

  async #deleteFirst(old: Resource): Promise<void> {
    await (await this.#providerOf(old)).delete?.(old.id, old.outputs);
    this.#record(old, { ...old, pendingReplacement: true });
  }

  async #delete(old: Resource): Promise<void> {
    if (!old.pendingReplacement) await (await this.#providerOf(old)).delete?.(old.id, old.outputs);
    this.#record(old, undefined);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.#fail(error));
  }

  #fail(error: unknown): void {
    this.#failed = true;
    this.#messages.push(error instanceof Error ? error.message : String((error as { message?: string }).message));
  }

  #record(old: Resource, now: Resource | undefined): void {
    if (this.#isKilled) return;
    const isOld = ({ urn, id, delete: replaced }: Resource) =>
      urn === old.urn && id === old.id && replaced === old.delete;
    this.#state = this.#state.flatMap((one) => (isOld(one) ? (now ?? []) : one));
  }

  #find(goal: Goal): Resource | undefined {
    const standing = this.#state.filter((old) => !old.delete);
    return urnsOf(goal, this.#options.stack).flatMap((wanted) => standing.find(({ urn }) => urn === wanted) ?? [])[0];
  }

  /** A default provider has the configuration of the stack as it is now, an explicit one that of its state. */
  async #providerOf({ provider, kind }: Pick<Resource, "provider" | "kind">): Promise<dynamic.ResourceProvider> {
    const { clouds, cloud } = this.#options;
    const { name, ...declared } = provider ?? { name: "default", cloud };
    const urls = clouds.all.map(({ url }) => url);
    const known =
      this.#processes.get(name) ??
      providerProcess({
        pid: this.#processes.size + 1,
        isAlive: (pid) => pid <= this.#processes.size,
        engine: String(urls[0]).replace("http://", ""),
        temporary: this.#temporary,
        config: {
          ...stackConfiguration(declared, urls),
          "alicloud-soar:accessKeyId": this.#keys.accessKeyId,
          "alicloud-soar:accessKeySecret": this.#keys.accessKeySecret,
        },
        log: (line) => this.#messages.push(line),
      });
    this.#processes.set(name, known);
    return known(kind);
  }
}

import { expect } from "vitest";
import type { Clock } from "../../provider/api/calls/clock";
import type { Config } from "../../provider/api/configuration/config";
import type { Context } from "../../provider/api/context";
import type { Emulator, EmulatorOptions } from "../../provider/emulator";
import { check } from "../../provider/lifecycle/check";
import type { CommonInputs, Kind } from "../../provider/lifecycle/kind";
import { Ownership } from "../../provider/lifecycle/ownership";
import { PartialFailure } from "../../provider/lifecycle/partial-failure";
import type { Registry } from "../../provider/lifecycle/registry";
import { inputsOf, withoutUndefined } from "../../provider/lifecycle/state";
import { contextFor, localEmulator } from "./emulated";
import { SimulatedClock } from "./simulated-clock";

/** What the engine has in its state of one resource. */
export interface Recorded<State> {
  readonly id: string;
  readonly state: State;
}

/** How one deployment left a resource: what is recorded now, and why the deployment failed if it did. */
export interface Applied<State> {
  readonly recorded?: Recorded<State>;
  readonly error?: Error;
}

/** Properties as a program writes them. `__urn`: where the resource stands, as its class sends it. */
export type Program = Readonly<Record<string, unknown>>;

/** Where a resource stands that a program calls `name`. */
export function urnOf(name: string, stack = "prod"): string {
  return `organization/urn:pulumi:${stack}::rules::pulumi-nodejs:dynamic/alicloud-soar:Kind::${name}`;
}

/** One deployment: a provider process of its own that works on resources of one kind. */
export class Deployment<Inputs extends CommonInputs, State extends Inputs> {
  constructor(
    readonly context: Context,
    /** What was shown to the person at the terminal. */
    readonly lines: readonly string[],
    readonly kind: Kind<Inputs, State>,
  ) {}

  /** Checks and creates. */
  async create(program: Program): Promise<Recorded<State>> {
    return travelled(await this.kind.create(this.context, this.#checked(program)));
  }

  /** Checks and updates. */
  async update({ id, state }: Recorded<State>, program: Program): Promise<Recorded<State>> {
    const inputs = this.#checked(program, inputsOf(this.kind, state));
    Ownership.of(this.context).recorded(
      { kind: this.kind.name, id, centre: this.kind.centreOf?.(state) },
      inputs,
      this.kind.titleOf?.(inputs),
    );
    return travelled({ id, state: await this.kind.update(this.context, id, state, inputs) });
  }

  /** What the cloud has, or undefined when the resource is gone. */
  read({ id, state }: Recorded<State>): Promise<State | undefined> {
    return this.kind.read(this.context, id, state);
  }

  /** Deletes. */
  delete({ id, state }: Recorded<State>): Promise<void> {
    return this.kind.delete(this.context, id, state);
  }

  /** Creates or updates as the engine does, and keeps what the engine keeps after a failure. */
  async apply(recorded: Recorded<State> | undefined, program: Program): Promise<Applied<State>> {
    try {
      return { recorded: await (recorded ? this.update(recorded, program) : this.create(program)) };
    } catch (error) {
      if (error instanceof PartialFailure) {
        return { recorded: travelled({ id: error.id, state: error.state as State }), error };
      }
      if (error instanceof Error) return { recorded, error };
      throw error;
    }
  }

  /** Checks and compares a resource that stays as it is, as the engine does before it deletes anything. */
  keep({ id, state }: Recorded<State>, program: Program): void {
    const inputs = this.#checked(program, inputsOf(this.kind, state));
    Ownership.of(this.context).recorded(
      { kind: this.kind.name, id, centre: this.kind.centreOf?.(state) },
      inputs,
      this.kind.titleOf?.(inputs),
    );
  }

  #checked({ __urn, ...program }: Program, olds: object = {}): Inputs {
    const urn = __urn as string | undefined;
    const { inputs, failures, autoNamed } = check(this.kind, this.context.config, program, { urn, olds: { ...olds } });
    expect(failures).toEqual([]);
    const isNew = Object.keys(olds).length === 0;
    const sent = withoutUndefined(inputs);
    Ownership.of(this.context).checked(this.kind.name, sent, { urn, autoNamed, isNew });
    return sent;
  }
}

/** What a deployment changes of the usual setting. */
export interface DeploymentSetting {
  readonly config?: Partial<Config>;
  /** Default: the clock of the cloud. */
  readonly clock?: Clock;
  /** What ties it to the other processes of a deployment. Default: it is the only one. */
  readonly registry?: Registry;
  /** How long each verb may take, milliseconds. Default: no limit. */
  readonly withinMs?: number;
}

/** A cloud of the test's own, and deployments of resources of one kind to it. */
export interface Cloud<Inputs extends CommonInputs, State extends Inputs> {
  readonly emulator: Emulator;
  /** What the tasks of the cloud and the deployments go by. */
  readonly clock: SimulatedClock;
  deployment(setting?: DeploymentSetting): Deployment<Inputs, State>;
}

/** Starts a cloud for resources of one kind. `usual`: the configuration of its deployments. */
export async function cloudOf<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  options?: EmulatorOptions,
  usual?: Partial<Config>,
): Promise<Cloud<Inputs, State>> {
  const clock = new SimulatedClock();
  const emulator = await localEmulator({ clock, ...options });
  const deployment = ({ withinMs, config, registry, ...setting }: DeploymentSetting = {}) => {
    const { context, lines } = contextFor(emulator, { clock, ...setting, config: { ...usual, ...config } });
    if (registry !== undefined) Ownership.join(context, registry);
    return new Deployment(withinMs === undefined ? context : context.within(withinMs), lines, kind);
  };
  return { emulator, clock, deployment };
}

/** What is asked once a deployment: whose the keys are, and what rules can name. */
const ASKED_ONCE = ["GetCallerIdentity", "DescribeAutomateResponseConfigFeature", "DescribePlaybooks"];

/** The calls since the journal was last looked at: names of operations, in order of arrival, without what is asked once. */
export function calls({ journal }: Emulator): string[] {
  const names = journal.splice(0).map(({ operation }) => operation);
  return names.filter((operation) => !ASKED_ONCE.includes(operation));
}

/** State is JSON between deployments. */
function travelled<Thing>(thing: Thing): Thing {
  return JSON.parse(JSON.stringify(thing));
}

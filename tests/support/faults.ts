import { expect } from "vitest";
import type { Fault } from "../../provider/emulator";
import type { CommonInputs } from "../../provider/lifecycle/kind";
import { type Applied, type Cloud, calls, type Deployment, type Program, type Recorded } from "./deployment";
import { hangsAreShort } from "./emulated";

/** What goes wrong with a call. */
export type FaultName = Fault["fault"];

/** What a deployment that meets a fault ends with: everything as it is wanted, or an error that contains this. */
export type Ending = string | undefined;

/** Everything as it is wanted. */
export const CONVERGES = undefined;

/** The fault, how many calls in a row it hits, and what the deployment ends with. */
export type FaultRow = readonly [fault: FaultName, times: number, ending: Ending];

/** What the resources of a deployment ended with, in the order of its programs. */
export type Results<State> = readonly Applied<State>[];

/** Faults of a call that is safe to repeat. Without `refuse`, the operation has no HTTP 200 that means no. */
export function safeToRepeat(endings: {
  /** Configuration key of the endpoint. */
  readonly endpoint: string;
  readonly permission: string;
  readonly refuse?: string;
}): FaultRow[] {
  const refused: FaultRow[] = endings.refuse === undefined ? [] : [["refuse", 1, endings.refuse]];
  return [
    ["throttle", 7, CONVERGES],
    ["http500", 1, CONVERGES],
    ["http500", 5, "give the request id to Alibaba Cloud support"],
    ["http503-html", 1, CONVERGES],
    ["http503-html", 5, endings.endpoint],
    ["drop-before", 1, CONVERGES],
    ["drop-before", 5, "closed the connection"],
    ["drop-after", 1, CONVERGES],
    ["drop-after", 5, "closed the connection"],
    ["truncate", 1, CONVERGES],
    ["truncate", 5, "closed the connection"],
    ["hang", 1, CONVERGES],
    ["permission", 1, endings.permission],
    ...refused,
  ];
}

/** Faults of a call that is not sent again while it may have acted: what it did is looked for. */
export function sentOnce(endings: {
  /** It did not act, and nothing says so. */
  readonly lookAgain: string;
  readonly permission: string;
  /** Left out: the operation has no HTTP 200 that means no. */
  readonly refuse?: Ending;
  /** It acted, and the answer is lost. Default: what it did is found. */
  readonly lost?: string;
  /** The service says that it failed. Default: nothing is found, and it is sent once more. */
  readonly http500?: string;
}): FaultRow[] {
  const { lookAgain, permission, lost, http500 } = endings;
  const byFault: Readonly<Record<Exclude<FaultName, "refuse">, Ending>> = {
    throttle: CONVERGES,
    http500,
    "drop-after": lost,
    hang: lost,
    truncate: lost,
    "http503-html": lookAgain,
    "drop-before": lookAgain,
    permission,
  };
  const rows = Object.entries({ ...byFault, ...("refuse" in endings && { refuse: endings.refuse }) });
  return rows.map(([fault, ending]) => [fault as FaultName, 1, ending]);
}

/** How the resources of a kind are deployed to a cloud with faults. */
export interface TrialSetting {
  /** The calls of a deployment that finds everything as it is wanted. */
  readonly looks: readonly string[];
  /** Whether the resources of one deployment are deployed at the same time. Default: one after the other. */
  readonly together?: boolean;
}

/** Deployments that meet faults, each by a process of its own. */
export class Trial<Inputs extends CommonInputs, State extends Inputs> {
  constructor(
    private readonly cloud: Cloud<Inputs, State>,
    private readonly setting: TrialSetting,
  ) {}

  /** One deployment, from what earlier ones have recorded. `meets`: the fault that is there. */
  async up(programs: readonly Program[], earlier: Results<State> = [], meets?: FaultName): Promise<Results<State>> {
    const process = this.#deployment(meets);
    const apply = (program: Program, index: number) => process.apply(earlier[index]?.recorded, program);
    if (this.setting.together) return Promise.all(programs.map(apply));
    const results: Applied<State>[] = [];
    for (const [index, program] of programs.entries()) results.push(await apply(program, index));
    return results;
  }

  /**
   * Expects that a fault hit and that the deployment ended so, then deploys twice more: the first time without error,
   * the second time with nothing left to do. Returns the results of the first.
   */
  async expectEnding(ending: Ending, results: Results<State>, programs: readonly Program[]): Promise<Results<State>> {
    this.#expectHit();
    expectProblem(ending, results);
    const next = await this.up(programs, results);
    expectProblem(CONVERGES, next);
    calls(this.cloud.emulator);
    await this.up(programs, next);
    expect(new Set(calls(this.cloud.emulator))).toEqual(new Set(this.setting.looks));
    return next;
  }

  /**
   * Deletes while a fault is there, and expects the ending; then deletes again, without error. `isGone`: what is seen
   * to be gone is deleted, whatever the answers were.
   */
  async expectDeletion(
    recorded: Recorded<State>,
    meets: FaultName,
    ending: Ending,
    isGone: () => boolean = () => false,
  ): Promise<void> {
    const problem = await this.#deployment(meets)
      .delete(recorded)
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    const isFine = ending === undefined || isGone();
    expect(problem).toEqual(isFine ? undefined : expect.stringContaining(ending));
    await this.cloud.deployment().delete(recorded);
    this.#expectHit();
  }

  #deployment(meets?: FaultName): Deployment<Inputs, State> {
    return this.cloud.deployment(meets === "hang" ? { config: hangsAreShort } : {});
  }

  #expectHit(): void {
    expect(this.cloud.emulator.journal.filter(({ fault }) => fault)).not.toEqual([]);
  }
}

/** Expects one error with this text or, where everything is as it is wanted, none. */
export function expectProblem<State>(ending: Ending, results: Results<State>): void {
  const problems = results.flatMap(({ error }) => (error ? [error.message] : []));
  expect(problems).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
}

/** Ids of what is recorded. */
export function idsOf<State>(results: Results<State>): string[] {
  return results.flatMap(({ recorded }) => (recorded ? [recorded.id] : []));
}

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Emulator, Seed, State } from "../../provider/emulator/index.ts";
import { root } from "../toolchain/paths.mjs";
import { kinds } from "./kinds.ts";
import { ACCOUNTS } from "./program.ts";

const { startEmulator }: typeof import("../../provider/emulator/index.ts") = createRequire(join(root, "package.json"))(
  "./dist/provider/emulator/index.js",
);

/** A call of a deployment: which cloud, which operation, and its how manyth call it was. */
export interface Moment {
  readonly cloud: number;
  readonly operation: string;
  readonly nth: number;
}

/** Longer than a leftover is young: what was there before the deployment that is interrupted is nobody's leftover. */
const BEFORE_MS = 3 * 24 * 3_600_000;

/** Strategy tasks stay as they are; runs of repairs and scans end while the clock is put forward, and only then. */
const NEVER_MS = 1e15;
const durations = { strategyTaskWaiting: NEVER_MS, strategyTaskStarting: NEVER_MS, strategyTaskRunning: NEVER_MS };

/** Keys of deployments; each has a pair of its own, so that a killed one can be shut out. */
interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Two clouds, each with an account of its own, whose clocks stand still. */
export class Clouds {
  #now = 0;
  #calls: Moment[] = [];
  /** Called for each call of a deployment, before it is carried out. */
  onCall: (moment: Moment) => void | Promise<void> = () => {};

  readonly all: Emulator[] = [];
  readonly #keys: Keys[] = [];
  #made = 0;

  static async start(): Promise<Clouds> {
    const clouds = new Clouds();
    clouds.newKeys();
    for (const cloud of ACCOUNTS.keys()) {
      const onRequest = (operation: string) => clouds.#called(cloud, operation);
      const accessKeys = clouds.#keys;
      clouds.all.push(await startEmulator({ accessKeys, clock: { now: () => clouds.#now }, onRequest }));
    }
    return clouds;
  }

  /** Empties both clouds, but for what somebody else has there since days. */
  begin(): void {
    this.#now = Date.now() - BEFORE_MS;
    const seed: Seed = Object.assign({ durations }, ...Object.values(kinds).map(({ bystanders }) => bystanders));
    for (const [cloud, emulator] of this.all.entries()) {
      const empty = { rules: [], strategyTasks: [], operationTasks: [], onceTasks: [] };
      emulator.seed({ ...empty, nextRuleId: "9007199254740993", nextStrategyTaskId: "204859012345678901" });
      emulator.seed({ ...seed, accountId: ACCOUNTS[cloud] });
    }
  }

  /** Keys that are good from now on, as the only ones: whoever has others is shut out. */
  newKeys(): Keys {
    const keys = { accessKeyId: `deployment-${this.#made++}`, accessKeySecret: "secret" };
    this.#keys.splice(0, 1, keys);
    return keys;
  }

  /** Lets an hour pass, or the days until now. */
  pass(time: "hour" | "days"): void {
    this.#now = time === "days" ? Date.now() : this.#now + 3_600_000;
    for (const emulator of this.all) emulator.advance(0);
  }

  /** The calls since the last look. */
  takeCalls(): readonly Moment[] {
    return this.#calls.splice(0);
  }

  /** Makes the call that is being made fail: refused, so that it is sure that nothing was done. */
  refuse({ cloud, operation }: Moment): void {
    this.all[cloud]?.addFault({ operation, fault: "permission" });
  }

  get states(): readonly State[] {
    return this.all.map(({ state }) => state);
  }

  /** A copy of all that both hold. */
  copy(): readonly string[] {
    return [String(this.#now), ...this.states.map((state) => JSON.stringify(state))];
  }

  /** Brings back what `copy` gave. */
  restore([now, ...states]: readonly string[]): void {
    this.#now = Number(now);
    for (const [cloud, text] of states.entries()) Object.assign(this.all[cloud]?.state ?? {}, JSON.parse(text));
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((emulator) => emulator.close()));
  }

  async #called(cloud: number, operation: string): Promise<void> {
    const earlier = this.#calls.filter((call) => call.cloud === cloud && call.operation === operation);
    const moment = { cloud, operation, nth: earlier.length + 1 };
    this.#calls.push(moment);
    await this.onCall(moment);
  }
}

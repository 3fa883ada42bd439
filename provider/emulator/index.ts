/**
 * A local Security Center: the response rules, strategy tasks, repairs and scans of cloud-siem 2022-06-16,
 * Sas 2018-12-03, DescribePlaybooks of sophonsoar 2022-07-28 and GetCallerIdentity of Sts 2015-04-01, on one port of this machine.
 *
 * ```ts
 * const emulator = await startEmulator();
 * // endpoints: emulator.url; keys: emulator.accessKeyId, emulator.accessKeySecret
 * emulator.seed({ rules: [{ RuleName: "block-webshell" }] });
 * emulator.state.rule("block-webshell").Status = 100;
 * emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "drop-after" });
 * // …make calls…
 * emulator.journal.map((call) => call.operation);
 * emulator.advance(60_000);
 * await emulator.close();
 * ```
 *
 * What it holds, its faults, its clock and what it checks: README.md. `/_emulator/…` offers the same to other languages
 * (administration.ts).
 */
import type { AddressInfo } from "node:net";
import { administer } from "./administration";
import { CallRate } from "./call-rate";
import { type CharacterName, settingsOf } from "./characters";
import { type Fault, Faults } from "./faults";
import { type AccessKey, FrontDoor } from "./front-door";
import { serveEmulator } from "./http-server";
import type { JournalEntry } from "./journal";
import { Listed } from "./listed";
import { operations } from "./operations";
import { sample } from "./sample";
import { applySeed, initialState, type Seed } from "./seed";
import type { Settings } from "./settings";
import type { State } from "./state";
import { moveTasks } from "./timeline";

export type { AccessKey, CharacterName, Fault, JournalEntry, Seed, Settings, State };

/** How an emulator is started. */
export interface EmulatorOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Pairs that may call. Default: one pair, `emulator` and `emulator-secret`. */
  accessKeys?: AccessKey[];
  /** Calls a second, all operations together, above which Throttling.User is answered. Default: no limit. */
  callsPerSecond?: number;
  /** Time that tasks and `callsPerSecond` go by, before `advance` is added. Default: the machine's clock. */
  clock?: { now(): number };
  /** Answers to what the documents leave open, as a whole; `state.settings` changes single ones. Default: the first answers. */
  character?: CharacterName;
  /** Whether it starts with something to adopt, to pause and to repair. Default: empty, but for what the service itself lists. */
  sample?: boolean;
  /** What the emulator starts with, as in `seed`. */
  state?: Seed;
  /**
   * Called before an accepted call is carried out and before faults are applied, `count` being the number of calls
   * of that operation so far. The call waits for the promise; an error thrown is answered as a text with HTTP 500.
   */
  onRequest?: (operation: string, count: number) => void | Promise<void>;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`: the endpoint of every product. */
  readonly url: string;
  /** The first of the key pairs. */
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** All that it remembers; may be changed at any time. Tasks move at every call and at `advance`. */
  readonly state: State;
  /** Every call in the order of arrival, refused ones too; may be emptied. */
  readonly journal: JournalEntry[];
  /** Replaces the parts of the state that are given. Throws Error for a part that does not exist. */
  seed(seed: Seed): void;
  /** Makes coming calls fail. Throws Error for a fault that can never occur. */
  addFault(fault: Fault): void;
  /** Puts the clock forward by milliseconds, and every task with it. */
  advance(milliseconds: number): void;
  /** Stops listening and closes every connection at once. */
  close(): Promise<void>;
}

/** Starts an emulator. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { port = 0, host = "127.0.0.1", clock = Date, callsPerSecond, onRequest } = options;
  const accessKeys = options.accessKeys ?? [{ accessKeyId: "emulator", accessKeySecret: "emulator-secret" }];
  const [first] = accessKeys;
  if (!first) throw new Error("accessKeys must name one pair at least");
  // Before 22, JSON.parse does not hand out the digits of a number (proposal "JSON.parse source text access"); 22.1 is the
  // oldest that is tried (package.json, engines).
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 1)) throw new Error("The emulator needs Node.js 22.1 or newer.");
  let advanced = 0;
  const now = () => clock.now() + advanced;

  const state = initialState(now());
  const journal: JournalEntry[] = [];
  const refusable = operations.map(({ name, refusal }) => [name, { refusable: refusal !== undefined }] as const);
  const faults = new Faults(new Map(refusable));
  const rate = new CallRate(callsPerSecond);
  const seed = (parts: Seed) => applySeed(state, parts, now());
  const advance = (milliseconds: number) => {
    advanced += milliseconds;
    moveTasks(state, now());
  };
  if (options.character !== undefined) seed({ settings: settingsOf(options.character) });
  if (options.sample) seed(sample(now()));
  seed(options.state ?? {});

  const server = serveEmulator({
    journal,
    frontDoor: new FrontDoor(accessKeys),
    faults,
    call: () => ({ state, now: now() }),
    listed: new Listed(state),
    throttledFor: () => rate.take(now()),
    onRequest,
    administer: (request) => {
      moveTasks(state, now());
      return administer({ state, journal, faults, seed, advance }, request);
    },
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const { port: actualPort } = server.address() as AddressInfo;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}`,
    accessKeyId: first.accessKeyId,
    accessKeySecret: first.accessKeySecret,
    state,
    journal,
    seed,
    addFault: (fault) => faults.add(fault),
    advance,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

import type { Fault, Faults } from "./faults";
import type { Request } from "./front-door";
import type { JournalEntry } from "./journal";
import type { Json } from "./json";
import { checkNames, nameMeant } from "./known-names";
import type { Seed } from "./seed";
import { checkSeed } from "./seed-check";
import type { State } from "./state";

/** What can be administered over HTTP; the same as on the Emulator object. */
interface Administered {
  readonly state: State;
  readonly journal: JournalEntry[];
  readonly faults: Faults;
  seed(seed: Seed): void;
  advance(milliseconds: number): void;
}

interface Answer {
  status: number;
  body: Json;
}

/**
 * Answers `/_emulator/…`, without signature:
 * `GET` and `PUT state` · `PATCH rules/<id or name>` and `PATCH strategyTasks/<id or name>` · `GET` and `DELETE journal` · `POST faults {operation, fault, times, after}` and
 * `DELETE faults` · `POST clock {advanceMs}`. Everything that cannot be done is a 400 with `{Message}`.
 */
export function administer(emulator: Administered, request: Request): Answer {
  try {
    return carryOut(emulator, `${request.method} ${request.path.slice("/_emulator/".length)}`, request.body);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { status: 400, body: { Message: error.message } };
  }
}

const REQUESTS = [
  "GET state",
  "PUT state",
  "PATCH rules/<id or name>",
  "PATCH strategyTasks/<id or name>",
  "GET journal",
  "DELETE journal",
  "POST faults",
  "DELETE faults",
  "POST clock",
];

function carryOut(emulator: Administered, what: string, body: Buffer): Answer {
  switch (what) {
    case "GET state":
      return { status: 200, body: plain(emulator.state) };
    case "PUT state":
      emulator.seed(readObject(body) as Seed);
      return { status: 200, body: plain(emulator.state) };
    case "GET journal":
      return { status: 200, body: plain(emulator.journal) };
    case "DELETE journal":
      emulator.journal.length = 0;
      return { status: 200, body: {} };
    case "POST faults":
      emulator.faults.add(readObject(body) as unknown as Fault);
      return { status: 200, body: {} };
    case "DELETE faults":
      emulator.faults.clear();
      return { status: 200, body: {} };
    case "POST clock": {
      const given = readObject(body);
      checkNames("a step of the clock", given, ["advanceMs"]);
      const { advanceMs } = given;
      if (typeof advanceMs !== "number") throw new Error("advanceMs must be a number of milliseconds");
      emulator.advance(advanceMs);
      return { status: 200, body: {} };
    }
    default: {
      const thing = thingIn(emulator.state, what);
      if (thing !== undefined) {
        const given = readObject(body);
        checkSeed({ [thing.list]: [given] }, emulator.state);
        return { status: 200, body: plain(Object.assign(thing.found, given)) };
      }
      return { status: 404, body: { Message: `unknown request ${nameMeant(what, REQUESTS)}` } };
    }
  }
}

/** The rule or strategy task that a request would change; undefined for another request. */
function thingIn(state: State, what: string) {
  const [, list, key = ""] = /^PATCH (rules|strategyTasks)\/(.+)$/.exec(what) ?? [];
  if (list === undefined) return undefined;
  const name = decodeURIComponent(key);
  return { list, found: list === "rules" ? state.rule(name) : state.strategyTask(name) };
}

function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

function readObject(body: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(body.toString());
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a JSON object is needed");
  return value as Record<string, unknown>;
}

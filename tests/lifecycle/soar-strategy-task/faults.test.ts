import { describe, expect, test } from "vitest";
import type { Fault } from "../../../provider/emulator";
import type { SoarStrategyTaskInputs } from "../../../provider/resources/soar-strategy-task/properties";
import { type Applied, calls, type Program } from "../../support/deployment";
import {
  CREATE,
  DELETE,
  FINISHED,
  LIST,
  PARAMS,
  PAUSED,
  PROCESS,
  patchTuesday,
  patchTuesdayThere,
  tasks,
} from "./task";

type FaultName = Exclude<Fault["fault"], "refuse">;
type Results = readonly Applied<SoarStrategyTaskInputs>[];

/** What a deployment ends with: everything as it is wanted, or an error that says this. */
type Ending = string | undefined;

const CONVERGES = undefined;

/** What one fault of an operation that is never sent again because of a doubt leads to. */
const endings = (lookAgain: string, operation: string): [FaultName, Ending][] => [
  ["throttle", CONVERGES],
  ["http500", CONVERGES],
  ["drop-after", CONVERGES],
  ["hang", CONVERGES],
  ["truncate", CONVERGES],
  ["http503-html", lookAgain],
  ["drop-before", lookAgain],
  ["permission", `Grant the RAM action yundun-sas:${operation}`],
];

/** What faults of a call lead to that is safe to repeat: the fault, how many calls in a row it hits, the ending. */
const repeated: readonly (readonly [FaultName, number, Ending])[] = [
  ["throttle", 3, CONVERGES],
  ["http500", 1, CONVERGES],
  ["http500", 5, "give the request id to Alibaba Cloud support"],
  ["drop-after", 1, CONVERGES],
  ["drop-before", 5, "closed the connection"],
  ["hang", 1, CONVERGES],
  ["truncate", 1, CONVERGES],
  ["permission", 1, "Grant the RAM action yundun-sas:"],
];

const programs = ["first", "second"].map((strategyTaskName) => ({
  ...patchTuesday,
  strategyTaskName,
  taskAction: "PAUSE",
}));

/** Milliseconds of real time that a fault which hangs costs. */
const HANG_MS = 300;

async function twoTasks(fault: FaultName) {
  const stack = await tasks();
  const { emulator, there } = stack;
  const deployment = () => stack.deployment(fault === "hang" ? { readTimeout: HANG_MS } : {});

  /** One deployment, from what earlier ones have recorded. */
  async function up(wanted: readonly Program[] = programs, earlier: Results = []): Promise<Results> {
    const process = deployment();
    const results: Applied<SoarStrategyTaskInputs>[] = [];
    for (const [index, program] of wanted.entries())
      results.push(await process.apply(earlier[index]?.recorded, program));
    return results;
  }

  /** Expects the ending, then one more deployment after which there is one task each, paused, and nothing left to do. */
  async function expectEnding(ending: Ending, results: Results): Promise<void> {
    expect(emulator.journal.filter(({ fault: hit }) => hit)).not.toEqual([]);
    const problems = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(problems).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
    const next = await up(programs, results);
    expect(next.map(({ error }) => error)).toEqual([undefined, undefined]);
    const found = [...there()].sort((a, b) => a.Name.localeCompare(b.Name));
    expect(found).toMatchObject([
      { Name: "first", Status: PAUSED },
      { Name: "second", Status: PAUSED },
    ]);
    expect(next.map(({ recorded }) => recorded?.id)).toEqual(found.map(({ Id }) => Id));
    calls(emulator);
    await up(programs, next);
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  }

  return { ...stack, deployment, up, expectEnding };
}

const LOOKS_FOR_TASK = 'Run "pulumi up" again in a minute: it looks for the task before it creates one.';
const LOOKS_AT_TASK = "Run the same command again in a minute: it looks at the task first.";

describe.each([0, 1])("of two tasks that are created, after %d calls that went well", (after) => {
  test.each(endings(LOOKS_FOR_TASK, CREATE))("the creation meets %s", async (fault, ending) => {
    const { emulator, up, there, expectEnding } = await twoTasks(fault);
    emulator.addFault({ operation: CREATE, fault, after });
    const results = await up();
    const names = there().map(({ Name }) => Name);
    expect(names).toEqual([...new Set(names)]);
    await expectEnding(ending, results);
  });

  test.each(endings(LOOKS_AT_TASK, PROCESS))("the action meets %s", async (fault, ending) => {
    const { emulator, up, there, expectEnding } = await twoTasks(fault);
    emulator.addFault({ operation: PROCESS, fault, after });
    const results = await up();
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(there().map(({ Id }) => Id));
    await expectEnding(ending, results);
  });

  test.each(repeated)("the listing meets %s, times %d", async (fault, times, ending) => {
    const { emulator, up, there, expectEnding } = await twoTasks(fault);
    emulator.addFault({ operation: LIST, fault, times, after });
    const results = await up();
    const recorded = results.flatMap((result) => (result.recorded ? [result.recorded.id] : []));
    expect(recorded).toEqual(there().map(({ Id }) => Id));
    await expectEnding(ending, results);
  });
});

describe("a task whose reply got lost", () => {
  test.each(repeated)("and whose parameters meet %s, times %d", async (fault, times, ending) => {
    const { emulator, up, there, expectEnding } = await twoTasks(fault);
    emulator.addFault({ operation: CREATE, fault: "drop-after" });
    emulator.addFault({ operation: PARAMS, fault, times });
    const results = await up();
    expect(there()).toHaveLength(2);
    await expectEnding(ending, results);
  });

  test.each(["drop-before", "drop-after"] as const)(
    "is told from one that was there before: %s",
    async (fault) => {
      const { emulator, deployment, there } = await tasks([
        { Id: "7", ...patchTuesdayThere, Status: FINISHED },
      ]);
      emulator.addFault({ operation: CREATE, fault });
      const { recorded, error } = await deployment().apply(undefined, patchTuesday);
      const made = there().find(({ Id }) => Id !== "7")?.Id;
      expect(recorded?.id).toBe(made);
      expect(error?.message).toEqual(
        made === undefined ? expect.stringContaining(LOOKS_FOR_TASK) : undefined,
      );
      expect(made !== undefined).toBe(fault === "drop-after");
    },
  );

  test("twice: what the second request made is found", async () => {
    const { emulator, up, there, expectEnding } = await twoTasks("http500");
    emulator.addFault({ operation: CREATE, fault: "http500" });
    emulator.addFault({ operation: CREATE, fault: "drop-after" });
    const results = await up();
    expect(there()).toHaveLength(2);
    await expectEnding(undefined, results);
  });
});

describe("a task that is deleted", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment, there } = await twoTasks(fault);
    const created = await deployment().create(patchTuesday);
    emulator.addFault({ operation: DELETE, fault, times });
    const problem = await deployment()
      .delete(created)
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    // A task that is seen to be gone is deleted, whatever the answers were.
    const gone = there().length === 0;
    expect(problem).toEqual(gone || ending === undefined ? undefined : expect.stringContaining(ending));
    await deployment().delete(created);
    expect(there()).toEqual([]);
    expect(emulator.journal.filter((call) => call.fault)).not.toEqual([]);
  });
});

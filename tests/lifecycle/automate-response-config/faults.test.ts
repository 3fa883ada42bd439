import { describe, expect, test } from "vitest";
import type { Fault } from "../../../provider/emulator";
import type { AutomateResponseConfigState } from "../../../provider/resources/automate-response-config/properties";
import { type Applied, calls, type Program } from "../../support/deployment";
import { blockWebshell, DELETE, LIST, POST, rules, STATUS } from "./rule";

type FaultName = Fault["fault"];
type Results = readonly Applied<AutomateResponseConfigState>[];

/** What a deployment ends with: everything as it is wanted, or an error that says this. */
type Ending = string | undefined;

const CONVERGES = undefined;
const LOOK_AGAIN = 'Run "pulumi up" again in a minute: it looks for the rule before it creates one.';
const REFUSED = "(code 500, HTTP 200, request id";
const GRANT = "Grant the RAM action yundun-sas:";

/** What one fault of a Post that creates leads to. */
const created: Readonly<Record<FaultName, Ending>> = {
  throttle: CONVERGES,
  http500: CONVERGES,
  "drop-after": CONVERGES,
  hang: CONVERGES,
  truncate: CONVERGES,
  "http503-html": LOOK_AGAIN,
  "drop-before": LOOK_AGAIN,
  refuse: REFUSED,
  permission: `${GRANT}${POST}`,
};

/** What faults of a call lead to that is safe to repeat: the fault, how many calls in a row it hits, the ending. */
const repeated: readonly (readonly [FaultName, number, Ending])[] = [
  ["throttle", 7, CONVERGES],
  ["http500", 1, CONVERGES],
  ["http500", 5, "give the request id to Alibaba Cloud support"],
  ["http503-html", 1, CONVERGES],
  ["http503-html", 5, "alicloud-soar:cloudSiemEndpoint"],
  ["drop-before", 1, CONVERGES],
  ["drop-before", 5, "closed the connection"],
  ["drop-after", 1, CONVERGES],
  ["drop-after", 5, "closed the connection"],
  ["truncate", 1, CONVERGES],
  ["truncate", 5, "closed the connection"],
  ["hang", 1, CONVERGES],
  ["refuse", 1, REFUSED],
  ["permission", 1, GRANT],
];

const first = { ...blockWebshell, ruleName: "first" };
const second = { ...blockWebshell, ruleName: "second" };
const edited = { ...first, autoResponseType: "event", enabled: false };

/** Milliseconds of real time that a fault which hangs costs. */
const HANG_MS = 150;

/** A cloud that a fault awaits, and stacks of two rules that are deployed to it one after the other. */
async function twoRules(fault: FaultName) {
  const { emulator, deployment: open } = await rules();
  const deployment = () => open(fault === "hang" ? { config: { readTimeout: HANG_MS } } : {});

  /** One deployment, from what earlier ones have recorded. */
  async function up(programs: readonly Program[], earlier: Results = []): Promise<Results> {
    const process = deployment();
    const results: Applied<AutomateResponseConfigState>[] = [];
    for (const [index, program] of programs.entries())
      results.push(await process.apply(earlier[index]?.recorded, program));
    return results;
  }

  /** Expects the ending, then one more deployment after which all is as wanted and nothing is left to do. */
  async function expectEnding(
    ending: Ending,
    results: Results,
    programs: readonly Program[],
    there: object[],
  ) {
    expect(emulator.journal.filter(({ fault }) => fault)).not.toEqual([]);
    const problems = results.flatMap(({ error }) => (error ? [error.message] : []));
    expect(problems).toEqual(ending === undefined ? [] : [expect.stringContaining(ending)]);
    const next = await up(programs, results);
    expect(next.map(({ error }) => error)).toEqual([undefined, undefined]);
    const found = [...emulator.state.rules].sort((a, b) => a.RuleName.localeCompare(b.RuleName));
    expect(found).toMatchObject(there);
    expect(next.map(({ recorded }) => recorded?.id)).toEqual(found.map(({ Id }) => Id));
    calls(emulator);
    await up(programs, next);
    expect(new Set(calls(emulator))).toEqual(new Set([LIST]));
  }

  return { emulator, deployment, up, expectEnding };
}

const asWritten = [
  { RuleName: "first", AutoResponseType: "alert", Status: 100 },
  { RuleName: "second", AutoResponseType: "alert", Status: 100 },
];

describe.each([0, 1])("of two rules that are created, after %d calls that went well", (after) => {
  test.each(Object.entries(created) as [FaultName, Ending][])("Post meets %s", async (fault, ending) => {
    const { emulator, up, expectEnding } = await twoRules(fault);
    emulator.addFault({ operation: POST, fault, after });
    const results = await up([first, second]);
    const names = emulator.state.rules.map(({ RuleName }) => RuleName);
    expect(names).toEqual([...new Set(names)]);
    await expectEnding(ending, results, [first, second], asWritten);
  });

  test.each(repeated)("the status call meets %s, times %d", async (fault, times, ending) => {
    const { emulator, up, expectEnding } = await twoRules(fault);
    emulator.addFault({ operation: STATUS, fault, times, after });
    const results = await up([first, second]);
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(emulator.state.rules.map(({ Id }) => Id));
    await expectEnding(ending, results, [first, second], asWritten);
  });
});

// The first List is the listing, then each Post is confirmed by one.
describe.each([0, 1, 2])("of two rules that are created, after %d calls that went well", (after) => {
  test.each(repeated)("List meets %s, times %d", async (fault, times, ending) => {
    const { emulator, up, expectEnding } = await twoRules(fault);
    emulator.addFault({ operation: LIST, fault, times, after });
    const results = await up([first, second]);
    const recorded = results.flatMap((result) => (result.recorded ? [result.recorded.id] : []));
    expect(recorded).toEqual(emulator.state.rules.map(({ Id }) => Id));
    await expectEnding(ending, results, [first, second], asWritten);
  });
});

describe.each([POST, LIST, STATUS])("when one of two rules is updated, %s", (operation) => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, up, expectEnding } = await twoRules(fault);
    const before = await up([first, second]);
    emulator.addFault({ operation, fault, times });
    const results = await up([edited, second], before);
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(before.map(({ recorded }) => recorded?.id));
    expect(emulator.state.rules).toHaveLength(2);
    const there = [{ RuleName: "first", AutoResponseType: "event", Status: 0 }, asWritten[1] ?? {}];
    await expectEnding(ending, results, [edited, second], there);
  });
});

describe("a rule that is deleted", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment } = await twoRules(fault);
    const rule = await deployment().create(first);
    emulator.addFault({ operation: DELETE, fault, times });
    const problem = await deployment()
      .delete(rule)
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    // A rule that is seen to be gone is deleted, whatever the answers were.
    const gone = emulator.state.rules.length === 0;
    expect(problem).toEqual(gone || ending === undefined ? undefined : expect.stringContaining(ending));
    await deployment().delete(rule);
    expect(emulator.state.rules).toEqual([]);
    expect(emulator.journal.filter((call) => call.fault)).not.toEqual([]);
  });
});

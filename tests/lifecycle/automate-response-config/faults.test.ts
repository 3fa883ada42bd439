import { describe, expect, test } from "vitest";
import type { AutomateResponseConfigState } from "../../../provider/resources/automate-response-config/properties";
import type { Program } from "../../support/deployment";
import { type Ending, idsOf, type Results, safeToRepeat, sentOnce, Trial } from "../../support/faults";
import { blockWebshell, DELETE, LIST, POST, rules, STATUS } from "./rule";

const LOOK_AGAIN = 'Run "pulumi up" again in a minute: it looks for the rule before it creates one.';
const REFUSED = "(code 500, HTTP 200, request id";
const GRANT = "Grant the RAM action yundun-sas:";

/** What a Post that creates meets. */
const created = sentOnce({ lookAgain: LOOK_AGAIN, permission: `${GRANT}${POST}`, refuse: REFUSED });

/** What every other call meets. */
const repeated = safeToRepeat({
  endpoint: "alicloud-soar:cloudSiemEndpoint",
  permission: GRANT,
  refuse: REFUSED,
});

const first = { ...blockWebshell, ruleName: "first" };
const second = { ...blockWebshell, ruleName: "second" };
const edited = { ...first, autoResponseType: "event", enabled: false };

/** A cloud, and deployments of two rules to it. */
async function twoRules() {
  const cloud = await rules();
  const { emulator } = cloud;
  const trial = new Trial(cloud, { looks: [LIST] });

  /** Expects the ending, and these rules after one more deployment. */
  async function expectEnding(
    ending: Ending,
    results: Results<AutomateResponseConfigState>,
    programs: readonly Program[],
    there: object[],
  ) {
    const next = await trial.expectEnding(ending, results, programs);
    const found = [...emulator.state.rules].sort((a, b) => a.RuleName.localeCompare(b.RuleName));
    expect(found).toMatchObject(there);
    expect(idsOf(next)).toEqual(found.map(({ Id }) => Id));
  }

  return { ...cloud, trial, expectEnding };
}

const asWritten = [
  { RuleName: "first", AutoResponseType: "alert", Status: 100 },
  { RuleName: "second", AutoResponseType: "alert", Status: 100 },
];

describe.each([0, 1])("of two rules that are created, after %d calls that went well", (after) => {
  test.each(created)("Post meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoRules();
    emulator.addFault({ operation: POST, fault, times, after });
    const results = await trial.up([first, second], [], fault);
    const names = emulator.state.rules.map(({ RuleName }) => RuleName);
    expect(names).toEqual([...new Set(names)]);
    await expectEnding(ending, results, [first, second], asWritten);
  });

  test.each(repeated)("the status call meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoRules();
    emulator.addFault({ operation: STATUS, fault, times, after });
    const results = await trial.up([first, second], [], fault);
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(emulator.state.rules.map(({ Id }) => Id));
    await expectEnding(ending, results, [first, second], asWritten);
  });
});

// The first List is the listing, then each Post is confirmed by one.
describe.each([0, 1, 2])("of two rules that are created, after %d calls that went well", (after) => {
  test.each(repeated)("List meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoRules();
    emulator.addFault({ operation: LIST, fault, times, after });
    const results = await trial.up([first, second], [], fault);
    expect(idsOf(results)).toEqual(emulator.state.rules.map(({ Id }) => Id));
    await expectEnding(ending, results, [first, second], asWritten);
  });
});

describe.each([POST, LIST, STATUS])("when one of two rules is updated, %s", (operation) => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, trial, expectEnding } = await twoRules();
    const before = await trial.up([first, second]);
    emulator.addFault({ operation, fault, times });
    const results = await trial.up([edited, second], before, fault);
    expect(results.map(({ recorded }) => recorded?.id)).toEqual(before.map(({ recorded }) => recorded?.id));
    expect(emulator.state.rules).toHaveLength(2);
    const there = [{ RuleName: "first", AutoResponseType: "event", Status: 0 }, asWritten[1] ?? {}];
    await expectEnding(ending, results, [edited, second], there);
  });
});

describe("a rule that is deleted", () => {
  test.each(repeated)("meets %s, times %d", async (fault, times, ending) => {
    const { emulator, deployment, trial } = await twoRules();
    const rule = await deployment().create(first);
    emulator.addFault({ operation: DELETE, fault, times });
    await trial.expectDeletion(rule, fault, ending, () => emulator.state.rules.length === 0);
    expect(emulator.state.rules).toEqual([]);
  });
});

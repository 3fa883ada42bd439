import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { diff } from "../../../provider/lifecycle/diff";
import type { OperationTaskState } from "../../../provider/resources/operation-task/properties";
import { operationTask as kind } from "../../../provider/resources/operation-task/verbs";
import { UNKNOWN } from "../../../provider/unknown";

const config: Config = { region: "cn-beijing", maxCallsPerSecond: 10, readTimeout: 60_000 };
const instance = { instanceId: "i-1", regionId: "cn-beijing" };
const written = {
  checkId: "132",
  type: "REPAIR",
  dimensionType: "INSTANCE",
  operationTaskInstances: [instance],
};
const rollback = {
  checkId: "132",
  type: "ROLLBACK",
  operationTaskInstances: [{ ...instance, taskId: "t-1", supportRollBack: true }],
};

type News = Record<string, unknown>;

const checked = (news: News) => check(kind, config, news);
const failuresOf = (news: News) => {
  const { failures } = checked(news);
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
};
const stored = (news: News) => {
  const { inputs, failures } = checked(news);
  expect(failures).toEqual([]);
  return inputs as OperationTaskState;
};

const INSTANCE =
  'must be an object like { instanceId: "i-1", regionId: "cn-hangzhou" }; it may have instanceId, regionId, vendor, taskId, supportRollBack';
const VENDOR =
  'must be the numeric code of the provider, e.g. "0" for Alibaba Cloud or "2" for a data center; leave it out if unsure';
const ROLLBACK = "a ROLLBACK needs its instances, each with the taskId of its repair: pass the repair's rollbackPlan";

describe("check", () => {
  it("fills in what is not written", () => {
    expect(checked(written).inputs).toEqual({
      ...written,
      rollbackOnDestroy: false,
      wait: true,
      onFailure: "fail",
      summary: "Repair check item 132 on i-1 (cn-beijing).",
    });
  });

  it.each<[string, News, string]>([
    [
      "a check id that is no digits",
      { checkId: "SAS-132" },
      'checkId: must be the id of a check item: a string of digits (a number above 2^53 loses digits); got "SAS-132"',
    ],
    [
      "a check id that lost digits",
      { checkId: 2 ** 60 },
      "checkId: must be the id of a check item: a string of digits (a number above 2^53 loses digits); got 1152921504606847000",
    ],
    ["another type", { type: "FIX" }, 'type: must be one of "REPAIR", "ROLLBACK"; got "FIX"'],
    [
      "INSTANCE without instances",
      { operationTaskInstances: undefined },
      'operationTaskInstances: dimensionType "INSTANCE" needs the instances; for a whole check item write "CHECK_ID"',
    ],
    [
      "a whole check item that is not said",
      { dimensionType: undefined, operationTaskInstances: undefined },
      "operationTaskInstances: without instances a repair changes the whole check item: " +
        'say dimensionType "CHECK_ID", or name the instances',
    ],
    [
      "no instance in the list",
      { operationTaskInstances: [] },
      "operationTaskInstances: must be a list of instances, at least one; leave it out for a whole check item " +
        "(a rollbackPlan is empty until its repair has ended, and where it failed everywhere); got []",
    ],
    [
      "an instance without id",
      { operationTaskInstances: [{ regionId: "cn-beijing" }] },
      "operationTaskInstances[0].instanceId: must be the id of the instance; got nothing",
    ],
    [
      "an instance that is a text",
      { operationTaskInstances: ["i-1"] },
      `operationTaskInstances[0]: ${INSTANCE}; got "i-1"`,
    ],
    [
      "a misspelt field of an instance",
      { operationTaskInstances: [{ ...instance, region: "x" }] },
      `operationTaskInstances[0]: ${INSTANCE}; got {"instanceId":"i-1","regionId":"cn-beijing","region":"x"}`,
    ],
    [
      "the provider in the words of the lists",
      { operationTaskInstances: [{ ...instance, vendor: "ALIYUN" }] },
      `operationTaskInstances[0].vendor: ${VENDOR}; got "ALIYUN"`,
    ],
    [
      "an instance twice",
      { operationTaskInstances: [instance, { instanceId: "i-2" }, { ...instance, vendor: 0 }] },
      'operationTaskInstances[2].instanceId: instance "i-1" is in the list twice; remove one of the two',
    ],
    [
      "relationKey beside instances",
      { dimensionType: undefined, relationKey: "KEY" },
      'relationKey: contradicts operationTaskInstances: give operationTaskInstances, or relationKey with dimensionType "CHECK_ID"',
    ],
    [
      "relationKey with INSTANCE",
      { operationTaskInstances: undefined, relationKey: "KEY" },
      'relationKey: contradicts dimensionType "INSTANCE": give operationTaskInstances, or relationKey with dimensionType "CHECK_ID"',
    ],
    [
      "a parameter that is no list",
      { repairTempParam: "IPPort" },
      'repairTempParam: must be a list of objects like { name: "IPPort", value: "192.168.1.1/24" }, at least one; got "IPPort"',
    ],
    [
      "a parameter without value",
      { repairTempParam: [{ name: "IPPort" }] },
      "repairTempParam[0].value: must be the value of the parameter, as a string; got nothing",
    ],
    [
      "a ROLLBACK without instances",
      { ...rollback, dimensionType: undefined, operationTaskInstances: undefined },
      `operationTaskInstances: ${ROLLBACK}`,
    ],
    [
      "a ROLLBACK without task ids",
      { type: "ROLLBACK" },
      `operationTaskInstances[0].taskId: ${ROLLBACK}; instance "i-1" has none`,
    ],
    [
      "a ROLLBACK of what cannot be rolled back",
      { type: "ROLLBACK", operationTaskInstances: [{ ...instance, taskId: "t-1", supportRollBack: false }] },
      'operationTaskInstances[0].supportRollBack: the repair of instance "i-1" cannot be rolled back; leave the instance out, ' +
        "e.g. repair.rollbackPlan.apply((plan) => plan.filter(({ supportRollBack }) => supportRollBack))",
    ],
    [
      "a ROLLBACK with repair parameters",
      { ...rollback, repairTempParam: [{ name: "IPPort", value: "" }] },
      "repairTempParam: belongs to a REPAIR; a ROLLBACK must not have it",
    ],
    [
      "a ROLLBACK to be rolled back",
      { ...rollback, rollbackOnDestroy: true },
      "rollbackOnDestroy: belongs to a REPAIR; a ROLLBACK must not have it",
    ],
    [
      "a property that does not exist",
      { instances: [] },
      "instances: OperationTask has no such property; it has checkId, type, dimensionType, operationTaskInstances, " +
        "repairTempParam, relationKey, rollbackOnDestroy, triggers, wait, onFailure, timeouts",
    ],
  ])("refuses %s, with path and remedy", (_case, wrong, failure) => {
    expect(failuresOf({ ...written, ...wrong })).toEqual([failure]);
  });

  it("lets another dimension pass, with a warning", () => {
    const { failures, warnings } = checked({ ...written, dimensionType: "REGION" });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      {
        property: "dimensionType",
        reason: '"REGION" is not a documented value ("INSTANCE", "CHECK_ID"). It is sent as written.',
      },
    ]);
  });

  it("accepts what is not known yet at every depth", () => {
    const nameless = { instanceId: UNKNOWN, regionId: UNKNOWN, vendor: UNKNOWN, taskId: UNKNOWN };
    const unknowns: News[] = [
      ...Object.keys({ ...written, relationKey: "", repairTempParam: "", triggers: "", timeouts: "" })
        .concat("rollbackOnDestroy", "wait", "onFailure")
        .map((name) => ({ [name]: UNKNOWN })),
      { operationTaskInstances: [UNKNOWN, instance] },
      { operationTaskInstances: [nameless, nameless] },
      { ...rollback, operationTaskInstances: UNKNOWN },
      { ...rollback, operationTaskInstances: [UNKNOWN, UNKNOWN] },
      { ...rollback, operationTaskInstances: [{ ...instance, taskId: UNKNOWN, supportRollBack: UNKNOWN }] },
      { repairTempParam: [UNKNOWN] },
      { repairTempParam: [{ name: UNKNOWN, value: UNKNOWN }] },
    ];
    for (const part of unknowns) {
      const dimensionType = "relationKey" in part ? "CHECK_ID" : "INSTANCE";
      const instances = "relationKey" in part ? { operationTaskInstances: undefined } : {};
      const { inputs, failures, warnings } = checked({ ...written, dimensionType, ...instances, ...part });
      expect([part, failures, warnings]).toEqual([part, [], []]);
      expect(inputs.summary).toBe(UNKNOWN);
      expect(inputs.summary).not.toContain("undefined");
    }
  });

  it.each<[News, string]>([
    [
      { ...written, operationTaskInstances: [{ instanceId: "i-2" }, instance] },
      "Repair check item 132 on i-2 and i-1 (cn-beijing).",
    ],
    [
      { ...written, dimensionType: "CHECK_ID" },
      "Repair check item 132 on i-1 (cn-beijing), perhaps on every instance (CHECK_ID).",
    ],
    [{ checkId: 132, type: "REPAIR", dimensionType: "CHECK_ID" }, "Repair check item 132 on every instance."],
    [{ checkId: 132, type: "REPAIR", relationKey: "KEY" }, "Repair check item 132 on the assets of selection KEY."],
    [rollback, "Roll back the repair of check item 132 on i-1 (cn-beijing)."],
    [{ ...rollback, operationTaskInstances: UNKNOWN }, UNKNOWN],
  ])("says in a sentence what it does: %#", (news, sentence) => {
    expect(stored(news).summary).toBe(sentence);
  });
});

const word = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
const anyInstance = fc.record(
  {
    instanceId: word,
    regionId: word,
    vendor: fc.oneof(fc.constantFrom("0", "7"), fc.nat(8)),
    taskId: word,
    supportRollBack: fc.constant(true),
  },
  { requiredKeys: ["instanceId", "taskId"] },
);
const anyTask = fc.record(
  {
    checkId: fc.oneof(fc.maxSafeNat(), fc.bigInt(0n, 10n ** 18n).map(String)),
    type: fc.constantFrom("REPAIR", "ROLLBACK"),
    dimensionType: fc.constantFrom("INSTANCE", "CHECK_ID"),
    operationTaskInstances: fc.uniqueArray(anyInstance, {
      minLength: 1,
      selector: ({ instanceId }) => instanceId,
    }),
    triggers: fc.dictionary(word, fc.string(), { noNullPrototype: true }),
    wait: fc.boolean(),
    onFailure: fc.constantFrom("fail", "warn"),
    timeouts: fc.record({ create: fc.constantFrom("90s", "1h30m") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["checkId", "type", "operationTaskInstances"] },
);

describe("check and diff together", () => {
  const nothing = { updates: [], replaces: [], remembers: [] };

  it("checking what was checked changes nothing", () => {
    fc.assert(
      fc.property(anyTask, (news) => {
        expect(stored({ ...stored(news) })).toEqual(stored(news));
      }),
    );
  });

  it("the same program with its instances in another order is no change", () => {
    fc.assert(
      fc.property(anyTask, (news) => {
        const state = JSON.parse(JSON.stringify(stored(news))) as OperationTaskState;
        const operationTaskInstances = [...news.operationTaskInstances].reverse();
        expect(diff(kind, config, state, stored({ ...news, operationTaskInstances }))).toEqual(nothing);
      }),
    );
  });

  it.each<[string, News, News]>([
    ["a default written out", written, { ...written, wait: true, onFailure: "fail", rollbackOnDestroy: false }],
    ["a number for its digits", written, { ...written, checkId: 132 }],
    [
      "that something can be rolled back, said or not",
      rollback,
      { ...rollback, operationTaskInstances: [{ ...instance, taskId: "t-1" }] },
    ],
  ])("%s is no change", (_case, before, after) => {
    expect(diff(kind, config, stored(before), stored(after))).toEqual(nothing);
  });

  it.each<[string, News, object]>([
    ["the check item", { checkId: "133" }, { replaces: ["checkId"] }],
    [
      "the instances",
      { operationTaskInstances: [instance, { instanceId: "i-2" }] },
      { replaces: ["operationTaskInstances"] },
    ],
    ["the parameters", { repairTempParam: [{ name: "IPPort", value: "" }] }, { replaces: ["repairTempParam"] }],
    ["the triggers", { triggers: { release: "2" } }, { replaces: ["triggers"] }],
    [
      "what does not describe the run",
      { wait: false, onFailure: "warn", rollbackOnDestroy: true, timeouts: { create: "1h" } },
      { remembers: ["rollbackOnDestroy", "wait", "onFailure", "timeouts"] },
    ],
  ])("a change of %s is one", (_case, edit, difference) => {
    expect(diff(kind, config, stored(written), stored({ ...written, ...edit }))).toEqual({
      ...nothing,
      ...difference,
    });
  });
});

import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { automateResponseConfig } from "../../../provider/resources/automate-response-config/verbs";
import { operationTask } from "../../../provider/resources/operation-task/verbs";
import { NO_DATA } from "../../../provider/unknown";
import { AutomateResponseConfig } from "../../../sdk/automate-response-config";
import { OperationTask } from "../../../sdk/operation-task";
import { mocked } from "../../support/mocked";

const config: Config = { region: "cn-hangzhou", maxCallsPerSecond: 10, readTimeout: 60_000 };
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const registered = mocked();

/** What the engine gets of a resource. */
async function inputsOf({ urn }: pulumi.Resource): Promise<Record<string, unknown>> {
  const name: string = await new Promise((resolve) => urn.apply((found) => resolve(found.split("::").at(-1) ?? "")));
  const { __provider, __urn, __secret, ...inputs } = registered[name] ?? {};
  return inputs;
}

/** The same as the provider gets it: secrets in clear. */
const inClear = (value: unknown): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value), (_key, part) =>
    part?.[pulumi.runtime.specialSigKey] === SECRET ? part.value : part,
  );

let count = 0;
async function failuresOfRepair(args: object): Promise<string[]> {
  count += 1;
  const usual = { checkId: "132", type: "REPAIR" } as const;
  const inputs = await inputsOf(new OperationTask(`repair-${count}`, { ...usual, ...args }));
  return check(operationTask, config, inClear(inputs)).failures.map(({ property, reason }) => `${property}: ${reason}`);
}

async function failuresOfRule(args: object): Promise<string[]> {
  count += 1;
  const usual = {
    ruleName: "rule",
    autoResponseType: "alert",
    conditions: { alert_level: { equals: "serious" } },
    actions: [{ actionType: "notify" }],
  };
  const inputs = await inputsOf(new AutomateResponseConfig(`rule-${count}`, { ...usual, ...args }));
  const { failures } = check(automateResponseConfig, config, inClear(inputs));
  return failures.map(({ property, reason }) => `${property}: ${reason}`);
}

const nothing = pulumi.output<string | undefined>(undefined);
const HOLDS_NOTHING =
  "is undefined: what the program gives here holds nothing, as an output of a misspelt name or the first of an empty list " +
  "does. Give it a value, or leave it out where it is optional";

describe("what a program gives and is undefined in the end is an error that names the property", () => {
  it.each<[string, object, string]>([
    ["an output", { operationTaskInstances: nothing }, "operationTaskInstances"],
    ["a promise", { operationTaskInstances: Promise.resolve(undefined) }, "operationTaskInstances"],
    ["a secret", { operationTaskInstances: pulumi.secret(undefined) }, "operationTaskInstances"],
    ["an output of null", { operationTaskInstances: pulumi.output(null) }, "operationTaskInstances"],
    ["an item of a list", { operationTaskInstances: [nothing] }, "operationTaskInstances[0]"],
    [
      "a field of an item",
      { operationTaskInstances: [{ instanceId: "i-1", regionId: nothing }] },
      "operationTaskInstances[0].regionId",
    ],
    [
      "a field inside an output",
      { operationTaskInstances: pulumi.output([{ instanceId: "i-1" }, { instanceId: undefined }]) },
      "operationTaskInstances[1].instanceId",
    ],
    [
      "an output inside an output",
      { operationTaskInstances: pulumi.output([{ instanceId: "i-1", regionId: pulumi.secret(nothing) }]) },
      "operationTaskInstances[0].regionId",
    ],
    ["a literal inside a list", { operationTaskInstances: [undefined] }, "operationTaskInstances[0]"],
    [
      "a literal inside an item",
      { operationTaskInstances: [{ instanceId: "i-1", regionId: undefined }] },
      "operationTaskInstances[0].regionId",
    ],
  ])("%s", async (_what, args, path) => {
    expect(await failuresOfRepair({ dimensionType: "CHECK_ID", ...args })).toEqual([`${path}: ${HOLDS_NOTHING}`]);
  });

  const inText = String(pulumi.output("webshell"));
  const INTO_A_TEXT = "holds an output that was put into a text: use pulumi.";
  it.each<[string, object, string]>([
    ["a property", { ruleName: `block ${inText}` }, `ruleName: ${INTO_A_TEXT}interpolate`],
    [
      "a value of a condition",
      { conditions: { alert_name: { containsString: `a-${inText}` } } },
      `conditions.alert_name.containsString: ${INTO_A_TEXT}interpolate`,
    ],
    [
      "a name in a condition",
      { conditions: { alert_name: { containsString: { [inText]: true } } } },
      `conditions.alert_name.containsString: ${INTO_A_TEXT}interpolate`,
    ],
    [
      "a parameter of an action",
      { actions: [{ actionType: "notify", to: { mail: inText } }] },
      `actions[0].to.mail: ${INTO_A_TEXT}interpolate`,
    ],
    [
      "a JSON text",
      { actions: JSON.stringify([{ actionType: "notify", to: pulumi.output("x") }]) },
      `actions: ${INTO_A_TEXT}jsonStringify`,
    ],
  ])("an output put into %s of a rule", async (_what, args, failure) => {
    expect(await failuresOfRule(args)).toEqual([failure]);
  });

  it.each<[string, object, string]>([
    [
      "a condition",
      { conditions: { alert_level: { equals: "serious" }, alert_name: nothing } },
      "conditions.alert_name",
    ],
    [
      "the value of an operator",
      { conditions: { alert_level: { equals: "serious", contains: nothing } } },
      "conditions.alert_level.contains",
    ],
    [
      "a literal condition",
      { conditions: { alert_level: { equals: "serious" }, alert_name: undefined } },
      "conditions.alert_name",
    ],
    [
      "a condition inside an output",
      { conditions: pulumi.output({ alert_level: { equals: "serious" }, alert_name: undefined }) },
      "conditions.alert_name",
    ],
    ["a parameter of an action", { actions: [{ actionType: "notify", to: { mail: nothing } }] }, "actions[0].to.mail"],
    ["a switch", { enabled: pulumi.output<boolean | undefined>(undefined) }, "enabled"],
  ])("%s of a rule", async (_what, args, path) => {
    expect(await failuresOfRule(args)).toEqual([`${path}: ${HOLDS_NOTHING}`]);
  });
});

const BE_SENT = "only texts, numbers, booleans, lists and plain objects can be sent. Write it as one of these";
class Note {
  constructor(readonly text: string) {}
}

describe("what would arrive as something else is an error that names the property, and what was given", () => {
  const set = new Set(["inet-1"]);
  const circle: Record<string, unknown> = { a: { b: 1 } };
  circle.a = { circle };

  it.each<[string, unknown, string]>([
    ["a set", set, "a Set"],
    ["a map", new Map([["a", 1]]), "a Map"],
    ["a time", new Date(0), "a Date"],
    ["an address", new URL("http://localhost"), "a URL"],
    ["a pattern", /webshell/, "a RegExp"],
    ["bytes", Buffer.from("a"), "a Buffer"],
    ["a function", () => "7d", "a function"],
    ["a symbol", Symbol("a"), "a symbol"],
    ["a long number", 5n, "a bigint"],
    ["a file", new pulumi.asset.StringAsset("a"), "an asset"],
    ["a file in an output", pulumi.output(new pulumi.asset.StringAsset("a")), "an asset"],
    ["a set in an output", pulumi.output(1).apply(() => set), "a Set"],
    ["a set in a promise", Promise.resolve(set), "a Set"],
  ])("%s", async (_what, value, told) => {
    const actions = [{ actionType: "notify", to: { list: [value] } }];
    expect(await failuresOfRule({ actions })).toEqual([`actions[0].to.list[0]: is ${told}: ${BE_SENT}`]);
    expect(await failuresOfRepair({ dimensionType: "CHECK_ID", triggers: value })).toEqual([
      `triggers: is ${told}: ${BE_SENT}`,
    ]);
  });

  it("a resource where an id is meant", async () => {
    const checkId = new OperationTask("other", { checkId: "132", type: "REPAIR", dimensionType: "CHECK_ID" });
    expect(await failuresOfRepair({ dimensionType: "CHECK_ID", checkId })).toEqual([
      `checkId: is a resource, not an output of one: ${BE_SENT}`,
    ]);
  });

  it("a value that contains itself", async () => {
    expect(await failuresOfRule({ actions: [{ actionType: "notify", to: circle }] })).toEqual([
      `actions[0].to.a.circle: is a value that contains itself: ${BE_SENT}`,
    ]);
  });

  it("but not an object without a prototype, one of a class of the program, or one that stands at two places", async () => {
    const groups = Object.assign(Object.create(null), { mail: "a@b" });
    const actions = [{ actionType: "notify", to: groups, note: new Note("n"), again: { groups, list: [groups] } }];
    expect(await failuresOfRule({ actions })).toEqual([]);
  });
});

describe("Pulumi's own customTimeouts", () => {
  const args = { checkId: "132", type: "REPAIR", dimensionType: "CHECK_ID" } as const;
  const customTimeouts = { create: "30m", update: undefined, delete: "5m", read: "1m" };

  it.each<[string, object, unknown]>([
    ["fill timeouts", {}, { create: "30m", delete: "5m" }],
    [
      "give way to what timeouts say",
      { timeouts: { create: "1h", update: "2h" } },
      { create: "1h", update: "2h", delete: "5m" },
    ],
    ["give way to outputs, too", { timeouts: pulumi.output({ create: "1h" }) }, { create: "1h", delete: "5m" }],
  ])("%s", async (what, given, timeouts) => {
    const inputs = await inputsOf(new OperationTask(`timeouts ${what}`, { ...args, ...given }, { customTimeouts }));
    expect(inputs.timeouts).toEqual(timeouts);
  });

  it("do not hide timeouts that hold nothing", async () => {
    const timeouts = pulumi.output<undefined>(undefined);
    const inputs = await inputsOf(new OperationTask("timeouts of nothing", { ...args, timeouts }, { customTimeouts }));
    expect(check(operationTask, config, inputs).failures).toEqual([{ property: "timeouts", reason: HOLDS_NOTHING }]);
  });
});

it("the option import is refused, with what to do instead", () => {
  const args = { checkId: "132", type: "REPAIR", dimensionType: "CHECK_ID" } as const;
  expect(() => new OperationTask("imported", args, { import: "42" })).toThrow(
    '"imported": the option import does not work here. A rule that exists is taken over with "npx alicloud-soar import"',
  );
});

describe("what a program gives otherwise is as it was", () => {
  it("no arguments at all are an error that names each that is missing", async () => {
    const Class: new (name: string) => AutomateResponseConfig = AutomateResponseConfig as never;
    const { failures } = check(automateResponseConfig, config, await inputsOf(new Class("nothing given")));
    expect(failures.map(({ property }) => property)).toEqual(expect.arrayContaining(["autoResponseType", "actions"]));
  });

  it("a literal undefined argument is not given", async () => {
    expect(await failuresOfRepair({ dimensionType: "CHECK_ID", triggers: undefined })).toEqual([]);
    expect(await failuresOfRule({ enabled: undefined, subUserId: undefined })).toEqual([]);
  });

  it("secrets stay secret, each at its place", async () => {
    const value = pulumi.secret("hush");
    const conditions = { alert_name: { equals: value }, alert_level: { equals: "serious" } };
    const rule = new AutomateResponseConfig("secret", {
      autoResponseType: "alert",
      conditions,
      actions: [{ actionType: "notify" }],
    });
    const inputs = await inputsOf(rule);
    expect(inputs).toMatchObject({ autoResponseType: "alert", actions: [{ actionType: "notify" }] });
    expect(inClear(inputs).conditions).toEqual({ alert_name: { equals: "hush" }, alert_level: { equals: "serious" } });
    expect(JSON.stringify(inputs.conditions)).toContain(SECRET);
  });
});

it("is written so that a message of the engine, which prints the value, shows nothing of the mark", () => {
  expect(NO_DATA).toMatch(/^\p{Cf}+$/u);
});

import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import type { Outcome } from "./outcome";
import { Stack } from "./stack";

const wrong = {
  colour: "red",
  ruleName: "",
  autoResponseType: 5,
  conditions: {
    alert_name: {},
    alert_level: { equals: { level: "serious" } },
    event_name: ["A", "B"],
    is_public: { isNull: false, resembles: true },
  },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP" }, "block"],
  enabled: "yes",
  regionId: "cn-beijing",
  roleType: 2,
  roleFor: 2 ** 53,
  onDelete: "drop",
  adopt: 1,
  timeouts: { create: "soon" },
};

it("tells every wrong property with its path and what is allowed, in the preview, before any call", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: wrong }), { emulator });
  expect(problems(await stack.preview())).toEqual({
    colour: expect.stringMatching(/has no such property; it has ruleName, .*timeouts/),
    ruleName: 'must be the name of the rule; got ""',
    autoResponseType: 'must be "alert" or "event"; got 5',
    "conditions.alert_name": "must name at least one operator; got {}",
    "conditions.alert_level.equals": expect.stringMatching(/^must be a text, a number or a boolean; .*; got {"level":/),
    "conditions.event_name": expect.stringMatching(/several values are { in: \["A", "B"\] } .*; got \["A","B"\]$/),
    "conditions.is_public.isNull": "takes no value: write true, or the opposite operator; got false",
    "conditions.is_public.resembles": expect.stringMatching(/^is not clear for an operator .*; got true$/),
    "actions[0].playbookUuid": "must be the UUID of the playbook; got nothing",
    "actions[1]": 'must be a list of objects with "actionType", at least one; got "block"',
    enabled: 'must be true or false; got "yes"',
    regionId: 'must be one of "cn-hangzhou", "ap-southeast-1"; got "cn-beijing"',
    roleType: "must be 0 or 1; got 2",
    roleFor: "must be an account id: a string of digits (a number above 2^53 loses digits); got 9007199254740992",
    onDelete: 'must be one of "delete", "disable", "retain"; got "drop"',
    adopt: "must be true or false; got 1",
    "timeouts.create": 'must be a duration such as "90s", "10m" or "1h30m"; got "soon"',
  });
  expect(emulator.journal).toEqual([]);
});

it("tells what is wrong with the configuration, in the preview, before any call", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: webshell }), {
    emulator,
    config: { "alicloud-soar:region": "cn-nowhere" },
  });
  expect(problems(await stack.preview())).toEqual({
    "": expect.stringMatching(/^The region "cn-nowhere" is unknown\. Set the region of the assets: .* Some are cn-/),
  });
  expect(emulator.journal).toEqual([]);
});

/** What holds nothing: known in the preview, or only when the first rule is there. */
const outputs = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const [args, action] = [${JSON.stringify(webshell)}, ${JSON.stringify(webshell.actions[0])}];
const first = new soar.AutomateResponseConfig("first", args);
const nothing = ({ later: first.id.apply(() => undefined), soon: pulumi.output(undefined) })[new pulumi.Config().require("when")];
const conditions = { alert_level: { equals: "serious" } };
const actions = [{ ...action, disposeParam: pulumi.secret({ rule: nothing }) }];
new soar.AutomateResponseConfig("second", {
  ...args, conditions: { ...conditions, alert_name: nothing }, actions, subUserId: nothing, enabled: pulumi.secret(nothing),
});
`;

const HOLDS_NOTHING = expect.stringMatching(/^is undefined: what the program gives here holds nothing/);

it("tells each output that holds nothing by its path, in the preview where it is known then, and makes no such rule", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles({ "index.js": outputs }, { emulator, config: { "rules:when": "soon" } });
  // Of what is secret a path ends before the first name, and the engine is given none by which it would print the value.
  const found = {
    "conditions.alert_name": HOLDS_NOTHING,
    "actions[0]": HOLDS_NOTHING,
    subUserId: HOLDS_NOTHING,
    "enabled (secret)": HOLDS_NOTHING,
  };
  const preview = await stack.preview();
  expect(problems(preview)).toEqual(found);
  // The engine prints the value; the signs around it have no shape.
  expect(preview.messages.join().replace(/\p{Cf}/gu, "")).toContain(
    "property subUserId value {undefined} has a problem",
  );
  expect(emulator.journal).toEqual([]);
  await stack.configure({ "rules:when": "later" });
  expect(await stack.preview()).toMatchObject({ exitCode: 0, steps: ["create first", "create second"] });
  expect(problems(await stack.up())).toEqual(found);
  expect(emulator.state.rules).toHaveLength(1);
});

it("tells an output that holds nothing where it is an argument of a function or of a provider, and asks nothing", async () => {
  const emulator = await localCloud();
  const program = (line: string) => `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
${line}`;
  const ofFunction = "soar.getOperationTasksOutput({ checkId: pulumi.output(undefined) });";
  const stack = await Stack.ofFiles({ "index.js": program(ofFunction) }, { emulator });
  const { exitCode, messages } = await stack.preview();
  expect(exitCode).toBeGreaterThan(0);
  expect(messages.join()).toContain("checkId: the output that the program gives here holds nothing.");
  await stack.write(
    "index.js",
    program(`
const provider = new soar.Provider("member", { region: "cn-hangzhou", roleFor: pulumi.output(undefined) });
new soar.AutomateResponseConfig("rule", ${JSON.stringify(webshell)}, { provider });`),
  );
  expect(problems(await stack.preview())).toEqual({
    "": expect.stringMatching(/^alicloud-soar:roleFor is undefined: what the program gives here holds nothing/),
  });
  expect(emulator.journal).toEqual([]);
});

/** The check failures of a command that failed, by property path: an empty one where it is none of a property. */
function problems({ exitCode, messages }: Outcome): Record<string, string> {
  expect(exitCode, messages.join("\n")).toBeGreaterThan(0);
  return Object.fromEntries(
    messages.flatMap((message) => {
      const [, path = "", reason] =
        / resource '\w+'(?:: property (.+?) value .*)? has a problem: (.*)$/s.exec(message) ?? [];
      return reason === undefined ? [] : [[path, reason]];
    }),
  );
}

import { packageName } from "../support/project";

/** What a user may write, and after each `@ts-expect-error` what not. */
const PROGRAM = `
declare const isPublic: boolean;
const fields = soar.getResponseRuleFieldsOutput({ autoResponseType: pulumi.output("alert") });
const member = new soar.Provider("member", { region: "eu-central-1", roleType: 1, roleFor: "1130916744881234" });

const rule = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: {
    alert_name: { containsString: "webshell_online", isNotNull: true },
    alert_level: { equals: fields.apply(({ fields }) => fields[0]?.values[0] ?? "serious") },
    risk: pulumi.output({ "<=": 5 }),
    is_public: { equals: isPublic, isEmpty: true },
    severity: { in: ["High", pulumi.output("Medium")] },
    command_line: { containsString: { "msiexec": true, "://": true } },
  },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: pulumi.secret("bdad6220") }],
  onDelete: "disable",
  timeouts: { create: "10m" },
}, { provider: member });

// A constant that rules share has wider types than what is written in its place.
const constant = { is_public: { equals: true, isEmpty: isPublic }, command_line: { containsString: { msiexec: true } } };
new soar.AutomateResponseConfig("constant", { autoResponseType: "alert", conditions: constant, actions: [{ actionType: "a" }] });
new soar.AutomateResponseConfig("known later", {
  autoResponseType: "alert",
  conditions: { is_public: { equals: pulumi.output(isPublic), isEmpty: Promise.resolve(isPublic) } },
  actions: [{ actionType: "a" }],
});

new soar.AutomateResponseConfig("raw", {
  autoResponseType: "event_update",
  executionCondition: JSON.stringify([{ left: { value: "alert_name" }, operator: "isNotNull" }]),
  actions: [{ actionType: "notify", to: ["a", 5] }],
});

new soar.AutomateResponseConfig("odd", {
  autoResponseType: "alert",
  executionCondition: { verbatim: "[]" },
  actions: JSON.stringify([{ actionType: "notify" }]),
});

const shared: { [field: string]: { [operator: string]: string } } = { host_name: { startsWith: "web" } };
new soar.AutomateResponseConfig("shared", {
  autoResponseType: "alert",
  conditions: { ...shared, alert_desc: { "not in": ["a", pulumi.output("b")], resembles: "c" } },
  actions: [{ actionType: "changeEventStatus" }, { actionType: pulumi.output("notify") }],
  allowUnknownFields: true,
});
new soar.AutomateResponseConfig("items", {
  autoResponseType: "alert",
  executionCondition: [{ left: { value: "alert_name" }, operator: "REGEXP", right: { value: "^a" } }],
  actions: [{ actionType: "notify" }],
});
new soar.AutomateResponseConfig("other items", {
  autoResponseType: "alert",
  conditions: shared,
  executionCondition: [{ left: { value: pulumi.output("host_name") }, operator: "resembles" }],
  actions: [{ actionType: "notify" }],
});

export const id: pulumi.Output<string> = rule.id;
export const level = rule.conditions?.apply((conditions) => conditions?.alert_level?.equals);
export const summary: pulumi.Output<string | undefined> = rule.summary;
export const enabled: pulumi.Output<boolean> = rule.enabled;
export const rules: Promise<soar.AutomateResponseConfigSummary[]> =
  soar.getAutomateResponseConfigs({ enabled: true }, { provider: member }).then(({ rules }) => rules);
export const codes: Promise<(string | undefined)[]> = soar.getPlaybooks().then(
  ({ playbooks }) => playbooks.map(({ playbookUuid }) => playbookUuid),
  (error) => (soar.isSoarError(error) ? [error.operation, error.code] : []),
);

// What a program exports can be named in its own declarations.
const scan = new soar.OnceTask("scan", { taskType: "CLIENT_PROBLEM_CHECK", param: { uuids: "inet-1" } });
const freeze = new soar.SoarStrategyTaskState("freeze", { strategyTaskId: "100", taskAction: "PAUSE" });
export const { outcome, onFailure } = scan;
export const { taskAction, onFinished } = freeze;

const minimal = { autoResponseType: "alert", conditions: {}, actions: [] };
// @ts-expect-error: a switch is not a text
new soar.AutomateResponseConfig("a", { ...minimal, enabled: "yes" });
// @ts-expect-error: one of three words
new soar.AutomateResponseConfig("b", { ...minimal, onDelete: "keep" });
// @ts-expect-error: a 64-bit id is a text
new soar.AutomateResponseConfig("c", { ...minimal, roleFor: 1130916744881234 });
// @ts-expect-error: actions are needed
new soar.AutomateResponseConfig("d", { autoResponseType: "alert", conditions: {} });
// @ts-expect-error: no such property
new soar.AutomateResponseConfig("e", { ...minimal, rulename: "e" });
// @ts-expect-error: a list of values belongs to an operator
new soar.AutomateResponseConfig("f", { ...minimal, conditions: { alert_name: ["a", "b"] } });
// @ts-expect-error: the array of the API goes into executionCondition
new soar.AutomateResponseConfig("f", { ...minimal, conditions: [{ left: { value: "f" }, operator: "isNull" }] });
// @ts-expect-error: no such region of data management
new soar.AutomateResponseConfig("g", { ...minimal, regionId: "cn-beijing" });
// @ts-expect-error: outputs are not written
rule.responseRuleType = "custom";
// @ts-expect-error: what is asked for has to be said
soar.getOnceTasks();
// @ts-expect-error: no such filter
soar.getPlaybooks({ name: "WafBlockIP" });
// @ts-expect-error: a filter is a text
soar.getPlaybooksOutput({ playbookName: pulumi.output(5) });
// @ts-expect-error: a region is a text
new soar.Provider("a", { region: 5 });
`;

const EMULATOR = `
import { startEmulator } from "${packageName}/emulator";
export const emulator = startEmulator({ state: { rules: [{ RuleName: "block-webshell" }] } });
// @ts-expect-error: no such part of the state
startEmulator({ state: { rule: [] } });
`;

const TESTING = `
import { declaredRules, evaluate } from "${packageName}/testing";
export const answer: Promise<"yes" | "no" | "cannot tell"> = declaredRules(() => Promise.resolve()).then(
  (rules) => evaluate(rules["block-webshell"], { AlertName: "webshell_online", ThreatScore: 71.5 }).answer,
);
// @ts-expect-error: a program is run, not given
declaredRules("./index");
`;

/** Programs of users, by the name of the file that each may be in. */
export const programs: Readonly<Record<string, string>> = {
  "commonjs.cts": `import pulumi = require("@pulumi/pulumi");\nimport soar = require("${packageName}");\n${PROGRAM}`,
  "module.mts": `import * as pulumi from "@pulumi/pulumi";\nimport * as soar from "${packageName}";\n${PROGRAM}`,
  "emulator.mts": EMULATOR,
  "testing.cts": TESTING,
};

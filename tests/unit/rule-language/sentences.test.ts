import { expect, test } from "vitest";
import { check } from "../../../provider/lifecycle/check";
import { type AnyKind, kinds } from "../../../provider/resources";
import published from "./published-rules.json";

const config = { region: "cn-hangzhou", maxCallsPerSecond: 10, readTimeout: 60_000 };
const playbook = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" };
const webshell = {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell" } },
  actions: [playbook],
};
const raw = (item: object) => ({ ...webshell, conditions: undefined, executionCondition: [item] });
const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, at) => make(at));

const rules: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    published.map(({ slug, after, conditions, executionCondition, ...rest }) => {
      return [`${slug}: ${after}`, { ...rest, executionCondition }];
    }),
  ),
  "a rule that is off": { ...webshell, enabled: false },
  "another period": { ...webshell, actions: [{ ...playbook, disposeParam: { period: "30d", retries: 3 } }] },
  "a negation by a key": raw({ isNot: true, left: { value: "f" }, operator: "notEndsWith", right: { value: "x" } }),
  "what the words do not know": raw({
    left: { value: "f", modifier: "lower" },
    operator: "equals",
    right: { value: "g", isVar: true },
  }),
  "an operator that is not known": raw({ left: { value: "f" }, operator: "sounds like", right: { value: "x" } }),
  "a field that looks like words": { ...webshell, conditions: { 'a is "b" or c': { equals: "d" } } },
  "a text that turns the direction of writing": { ...webshell, conditions: { f: { equals: "abc\u202edcba" } } },
  "an action that is not known": { ...webshell, actions: [{ actionType: "sendMail", to: ["a@example.com"] }] },
  "600 conditions": {
    ...webshell,
    conditions: Object.fromEntries(many(600, (at) => [`field_${1000 + at}`, { equals: `value ${at}` }])),
  },
  "600 characters": { ...webshell, conditions: { f: { equals: "👩‍👩‍👧‍👦".repeat(600) } } },
  "600 values": { ...webshell, conditions: { f: { "not in": many(600, String) } } },
  "12 actions": { ...webshell, actions: many(12, (at) => ({ ...playbook, playbookName: `Step ${at}` })) },
  "a text of the service": { ...raw({}), executionCondition: { verbatim: '{"logic":"1|2","conditions":[]}' } },
  "an empty text of the service": { ...raw({}), executionCondition: { verbatim: "" } },
  "all accounts": { ...webshell, roleType: 1, roleFor: "113091674488" },
};

const instances = (count: number) => many(count, (at) => ({ instanceId: `i-${100 + at}`, regionId: "cn-hangzhou" }));
const repair = { checkId: "132", type: "REPAIR", operationTaskInstances: instances(2) };
const repairs = {
  "a repair": { ...repair, repairTempParam: [{ name: "IPPort", value: "192.168.1.1/24" }] },
  "a repair of 600 instances": { ...repair, operationTaskInstances: instances(600), rollbackOnDestroy: true },
};

const vulnerability = (at: number) => ({ instanceId: `i-${at}`, vulId: at });
const strategyTask = (count: number) => ({
  strategyId: "8000",
  strategyName: "Batch fix",
  strategyTaskPlanExeTime: "2030-01-01T00:00:00Z",
  strategyTaskParams: [
    { name: "vulList", associationProperty: "sasAllVul", value: many(count, vulnerability) },
    { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } },
  ],
});

const scan = (servers: number) => ({
  taskType: "CLIENT_PROBLEM_CHECK",
  param: { mode: 1, problemType: "offline", uuids: many(servers, (at) => `inet-${100 + at}`).join() },
});

const sections: readonly [title: string, kind: AnyKind, programs: Readonly<Record<string, object>>][] = [
  ["Rules", kinds.AutomateResponseConfig, rules],
  ["Repairs", kinds.OperationTask, repairs],
  ["Scans", kinds.OnceTask, { "a scan": scan(2), "a scan of 600 servers": scan(600) }],
  ["Strategy tasks", kinds.SoarStrategyTask, { "one of 1": strategyTask(1), "one of 600": strategyTask(600) }],
  [
    "Their states",
    kinds.SoarStrategyTaskState,
    {
      "a pause": { strategyTaskId: "42", taskAction: "PAUSE" },
      "a pause for as long as the resource is there": {
        strategyTaskId: "42",
        taskAction: "PAUSE",
        onDelete: "SCHEDULE",
      },
    },
  ],
];

const INTRODUCTION =
  "Every sentence here was read by a person, aloud: it is plain English, and says what would make a reviewer hesitate.\n" +
  "A test compares them with what the provider writes.\n";

test("every sentence is one that a person has read", async () => {
  const written = sections.map(([title, kind, programs]) => {
    const sentences = Object.entries(programs).map(([name, news]) => {
      const { inputs, failures } = check(kind, config, { ...news }, { urn: `urn:pulumi:s::p::t::${name}`, olds: {} });
      expect(failures).toEqual([]);
      return `- ${name}\n\n      ${inputs.summary}\n`;
    });
    return `## ${title}\n\n${sentences.join("")}`;
  });
  await expect(`# Sentences\n\n${INTRODUCTION}\n${written.join("\n")}`).toMatchFileSnapshot("sentences.md");
});

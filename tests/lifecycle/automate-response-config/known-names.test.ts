import { describe, expect, test } from "vitest";
import { blockWebshell, LIST, POST, rules, STATUS } from "./rule";

const FIELDS = "DescribeAutomateResponseConfigFeature";
const PLAYBOOKS = "DescribePlaybooks";
const OLDER_PLAYBOOKS = "DescribeAutomateResponseConfigPlayBooks";

const [runWaf] = blockWebshell.actions;
const raw = (field: string, operator: string) => [{ left: { value: field }, operator, right: { value: "x" } }];
const { conditions: _, ...withoutConditions } = blockWebshell;

/** What a program may get wrong, and the sentence about it. */
const mistakes: readonly [what: string, program: object, sentence: string][] = [
  [
    "a field",
    { conditions: { alert_nme: { containsString: "x" } } },
    '"alert_nme" is no field of such rules: did you mean "alert_name"?',
  ],
  [
    "a field like no other",
    { conditions: { CommandLine: { containsString: "x" } } },
    '"CommandLine" is no field of such rules: there are "alert_name", "alert_desc" and "alert_level".',
  ],
  [
    "an operator",
    { conditions: { alert_name: { containsStrng: "x" } } },
    '"containsStrng" is no operator of the field "alert_name": did you mean "containsString"?',
  ],
  [
    "an operator by its name in another product",
    { conditions: { alert_name: { contains: "x" } } },
    '"contains" is no operator of the field "alert_name": did you mean "containsString"?',
  ],
  [
    "an operator of another field",
    { conditions: { alert_name: { BETWEEN: ["a", "b"] } } },
    '"BETWEEN" is no operator of the field "alert_name": there are "containsString", "equals", "=", "<>", "in" and 5 more.',
  ],
  [
    "a field of other rules",
    { conditions: { threat_level: { equals: "serious" } } },
    '"threat_level" is a field of "event" rules only: there are "alert_name", "alert_desc" and "alert_level".',
  ],
  [
    "a type of rules",
    { autoResponseType: "alret" },
    '"alret" is no documented autoResponseType: did you mean "alert"?',
  ],
  [
    "a type of actions",
    { actions: [{ actionType: "doPlaybok" }] },
    '"doPlaybok" is no documented actionType: did you mean "doPlaybook"?',
  ],
  ["letters of the wrong case", { conditions: { Alert_Name: { equals: "x" } } }, 'did you mean "alert_name"?'],
  [
    "a field of the raw form",
    { conditions: undefined, executionCondition: raw("alert_nam", "equals") },
    '"alert_nam" is no field of such rules: did you mean "alert_name"?',
  ],
  [
    "an operator of the raw form",
    { conditions: undefined, executionCondition: JSON.stringify(raw("alert_name", "equal")) },
    'did you mean "equals"?',
  ],
  [
    "the UUID of a playbook",
    { actions: [{ ...runWaf, playbookUuid: "bdad6220" }] },
    '"bdad6220" is the UUID of no playbook: did you mean "bdad6220-6584-41b2-9704-fc6584568758", which is "WafBlockIP"?',
  ],
  [
    "a playbook that is none",
    { actions: [{ ...runWaf, playbookName: "Quarantine", playbookUuid: "q" }] },
    '"q" is the UUID of no playbook: there are "WafBlockIP", "aliyun_waf_whole_process_book"',
  ],
];

describe("a new rule that mistypes", () => {
  test.each(mistakes)("%s is not sent", async (_what, mistake, sentence) => {
    const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    const { error, recorded } = await deployment().apply(undefined, { ...blockWebshell, ...mistake });
    expect(error?.message).toContain(sentence);
    expect(error?.message).toMatch(
      /^Rule "block-webshell" names what the service does not list, so it was not sent\. /,
    );
    expect(error?.message).toContain("If it is right as it is, set `allowUnknownFields: true`.");
    expect(recorded).toBeUndefined();
    expect(emulator.state.rules).toEqual([]);
  });

  test.each(mistakes)(
    "%s is sent as it is with allowUnknownFields, and nothing is looked up",
    async (_what, mistake) => {
      const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
      await deployment().create({ ...blockWebshell, ...mistake, allowUnknownFields: true });
      expect(emulator.journal.map(({ operation }) => operation)).toEqual([LIST, POST, LIST, STATUS]);
    },
  );

  test("several things is told all of them at once", async () => {
    const { deployment } = await rules();
    const conditions = { alert_nme: { equals: "x" }, alert_desc: { equls: "x" } };
    const actions = [{ ...runWaf, playbookUuid: "u" }];
    const { error } = await deployment().apply(undefined, { ...blockWebshell, conditions, actions });
    expect(error?.message).toContain('"alert_nme" is no field of such rules');
    expect(error?.message).toContain('"equls" is no operator of the field "alert_desc"');
    expect(error?.message).toContain('"u" is the UUID of no playbook');
  });

  test("a value of a field that has a list of them is sent, with a line", async () => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    await up.create({ ...blockWebshell, conditions: { alert_level: { in: ["serious", "suspicous"] } } });
    expect(up.lines).toContainEqual(
      'warning: rule "block-webshell": "alert_level" is compared with "suspicous", which is not listed for it: ' +
        'did you mean "suspicious"? Correct it, unless the list is known to be incomplete.',
    );
    expect(emulator.state.rules).toHaveLength(1);
  });

  test("nothing shows no line", async () => {
    const { deployment } = await rules();
    const up = deployment();
    await up.create(blockWebshell);
    expect(up.lines).toEqual([]);
  });
});

describe("a rule that is there", () => {
  test.each(mistakes)("is not edited where the edit mistypes %s", async (_what, mistake, sentence) => {
    const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    const created = await deployment().create(blockWebshell);
    const there = structuredClone(emulator.state.rules);
    const edited = { ...blockWebshell, ...mistake, enabled: false };
    const { error, recorded } = await deployment().apply(created, edited);
    expect(error?.message).toContain(sentence);
    expect(recorded).toEqual(created);
    expect(emulator.state.rules).toEqual(there);
  });

  test.each(mistakes)("is not taken over by a program that mistypes %s", async (_what, mistake, sentence) => {
    const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    await deployment().create(blockWebshell);
    const there = structuredClone(emulator.state.rules);
    const { error } = await deployment().apply(undefined, { ...blockWebshell, ...mistake, adopt: true });
    expect(error?.message).toContain(sentence);
    expect(emulator.state.rules).toEqual(there);
  });

  const gone = { features: [{ Feature: "other" }], playbooks: [{ PlaybookUuid: "other" }] };

  test.each([
    ["its name", { ruleName: "renamed" }],
    ["its creator", { subUserId: "1001" }],
    ["its status", { enabled: false }],
    ["the value of a condition", { conditions: { ...blockWebshell.conditions, alert_level: { equals: "remind" } } }],
    ["one condition less", { conditions: { alert_level: { equals: "serious" } } }],
    ["the name of a playbook", { actions: [{ ...runWaf, playbookName: "Block" }] }],
    ["a parameter", { actions: [{ ...runWaf, disposeParam: { period: "7d" } }] }],
    ["another action", { actions: [runWaf, { actionType: "changeThreatLevel", level: "remind" }] }],
    ["the form of the conditions", { ...withoutConditions, executionCondition: raw("alert_name", "containsString") }],
  ])("and whose fields and playbook are not listed any more can be edited in %s", async (_what, edit) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    emulator.seed(gone);
    const { conditions, ...program } = { ...blockWebshell, ...edit };
    const isRaw = "executionCondition" in edit;
    const { error } = await deployment().apply(created, isRaw ? program : { ...program, conditions });
    expect(error).toBeUndefined();
  });

  test("is looked up anew where the type of the rule is another one", async () => {
    const { emulator, deployment } = await rules();
    const conditions = { threat_level: { equals: "serious" } };
    const created = await deployment().create({ ...blockWebshell, conditions, autoResponseType: "event" });
    const { error } = await deployment().apply(created, { ...blockWebshell, conditions });
    expect(error?.message).toContain('"threat_level" is a field of "event" rules only');
    expect(emulator.state.rules).toMatchObject([{ AutoResponseType: "event" }]);
  });

  test.each(["preset", "custom"] as const)("is switched, and a %s one adopted, without a look-up", async (type) => {
    const { emulator, deployment } = await rules();
    const created = await deployment().create(blockWebshell);
    Object.assign(emulator.state.rule(created.id), { ResponseRuleType: type });
    emulator.seed(gone);
    emulator.journal.length = 0;
    await deployment().create({ ...blockWebshell, adopt: true, onDelete: "disable", enabled: false });
    expect(emulator.journal.map(({ operation }) => operation)).not.toContain(FIELDS);
    expect(emulator.journal.map(({ operation }) => operation)).not.toContain(PLAYBOOKS);
    expect(emulator.state.rules).toMatchObject([{ Status: 0 }]);
  });

  test("and that is a text which no document describes is judged by what an edit adds to it", async () => {
    const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    const odd = { ...withoutConditions, executionCondition: { verbatim: '["alert_nme = x"]' } };
    const created = await deployment().create(odd);
    await deployment().update(created, { ...odd, ruleName: "renamed" });
    const { error } = await deployment().apply(created, { ...odd, executionCondition: raw("alert_nme", "equals") });
    expect(error?.message).toContain('"alert_nme" is no field of such rules');
    expect(emulator.state.rules).toMatchObject([{ ExecutionCondition: '["alert_nme = x"]' }]);
  });
});

describe("a look-up that tells nothing", () => {
  const faults = ["permission", "http500", "drop-before", "throttle"] as const;

  test.each(faults)("stops no rule, and says so once: %s", async (fault) => {
    const { emulator, deployment } = await rules();
    for (const operation of [FIELDS, PLAYBOOKS, OLDER_PLAYBOOKS]) emulator.addFault({ operation, fault, times: 1_000 });
    const up = deployment();
    await Promise.all([1, 2, 3].map((number) => up.create({ ...blockWebshell, ruleName: `rule ${number}` })));
    expect(emulator.state.rules).toHaveLength(3);
    const warnings = up.lines.filter((line) => line.startsWith("warning: the "));
    expect(warnings.map((line) => line.slice(0, line.indexOf(" are not known")))).toEqual([
      'warning: the fields of conditions of "alert" rules',
      "warning: the playbooks",
    ]);
  });

  test("names the permission that is missing", async () => {
    const { emulator, deployment } = await rules();
    emulator.addFault({ operation: FIELDS, fault: "permission" });
    const up = deployment();
    await up.create(blockWebshell);
    expect(up.lines.join("\n")).toContain(`Grant the RAM action yundun-sas:${FIELDS}`);
  });

  test("judges nothing where the service lists nothing, as for a type of rules that no document names", async () => {
    const { deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    const up = deployment();
    await up.create({ ...blockWebshell, autoResponseType: "event_update" });
    expect(up.lines).toContainEqual(
      'warning: the fields of conditions of "event_update" rules are not known, so that a mistyped one is not seen. ' +
        "The service lists none.",
    );
  });

  test("is not made for playbooks of another account's view, which DescribePlaybooks does not tell", async () => {
    const { emulator, deployment } = await rules({ state: { settings: { unlistedNames: "accepted" } } });
    const actions = [{ ...runWaf, playbookUuid: "of-the-member" }];
    await deployment().create({ ...blockWebshell, actions, roleType: 1, roleFor: "1130916744881234" });
    await deployment().create({ ...blockWebshell, actions, regionId: "ap-southeast-1" });
    expect(emulator.journal.map(({ operation }) => operation)).not.toContain(PLAYBOOKS);
    expect(emulator.state.rules).toHaveLength(2);
  });
});

test("many rules look up once a view and type of rule", async () => {
  const { emulator, deployment } = await rules();
  const up = deployment({ config: { maxCallsPerSecond: 1_000 } });
  const program = (number: number) => ({
    ...blockWebshell,
    ruleName: `rule ${number}`,
    autoResponseType: number % 2 === 0 ? "alert" : "event",
    regionId: number % 4 < 2 ? "cn-hangzhou" : "ap-southeast-1",
  });
  await Promise.all(Array.from({ length: 100 }, (_, number) => up.create(program(number))));
  const asked = emulator.journal.filter(({ operation }) => operation === FIELDS || operation === PLAYBOOKS);
  expect(
    asked.map(({ operation, params }) => `${operation} ${params.RegionId} ${params.AutoResponseType}`).sort(),
  ).toEqual([
    `${FIELDS} ap-southeast-1 alert`,
    `${FIELDS} ap-southeast-1 event`,
    `${FIELDS} cn-hangzhou alert`,
    `${FIELDS} cn-hangzhou event`,
    `${PLAYBOOKS} undefined undefined`,
  ]);
});

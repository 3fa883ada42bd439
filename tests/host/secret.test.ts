import { expect, test } from "vitest";
import { NO_DATA } from "../../provider/unknown";
import { providerText } from "../../sdk/provider-text";
import { ignoredIn } from "../../sdk/secrets";
import { InitFailed, type Properties } from "./plugin-host";
import { ruleHosts, written } from "./rule-hosts";

const { open } = ruleHosts();

/** How the engine marks a secret (Pulumi, sdk/go/common/resource/properties.go, SecretSig). */
const marked = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

test.each<[string, unknown]>([
  ["a text that a sentence quotes", 'say "canary"'],
  ["a text that a sentence shortens", "canary ".repeat(50)],
  ["several values, which are the keys of a map", { canary: true, another: true }],
])("a secret is in no sentence that a refresh writes: %s", async (_what, containsString) => {
  const { emulator, host } = await open();
  const news = { ...written, conditions: { alert_name: { containsString } }, __secret: ["conditions"] };
  const { inputs } = await host.check({}, news);
  // The engine keeps the mark to itself.
  const { value: summary } = inputs.summary as { readonly value: string };
  const { id, properties } = await host.create({ ...inputs, summary });
  Object.assign(emulator.state.rule(id), { Status: 0 });
  const read = await host.read(id, properties);
  expect(read.inputs).toMatchObject({ enabled: false, summary: marked });
  expect(read.properties).toMatchObject({ enabled: false, summary: marked });
});

test("a secret is in no line, also where it is the key of a map", async () => {
  const { host } = await open();
  const conditions = { alert_name: { containsString: { canary: true, another: true } } };
  await host.check({}, { ...written, conditions, autoResponseType: "canary", __secret: ["conditions"] });
  await expect.poll(() => host.output).toContain("is not a documented value");
  expect(host.output).not.toContain("canary");
});

test("a secret is not in what is recorded of a failure", async () => {
  const instanceOutcomes = { "i-canary": { Status: "REPAIR_FAIL", ErrorCode: "ScriptError", ErrorMsg: "no disk" } };
  const { host } = await open({ state: { instanceOutcomes, durations: { operationTaskStep: 10 } } });
  const instances = { dimensionType: "INSTANCE", operationTaskInstances: [{ instanceId: "i-canary" }] };
  const repair = { __provider: providerText("OperationTask"), checkId: "132", type: "REPAIR", ...instances };
  const { inputs } = await host.check({}, { ...repair, __secret: ["operationTaskInstances"] });
  const { value: summary } = inputs.summary as { readonly value: string };
  const failed = await host.create({ ...inputs, summary }).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(InitFailed);
  const { properties, reasons } = failed as InitFailed;
  expect(properties).toMatchObject({
    results: marked,
    outcome: expect.any(String),
    __unfinished: expect.stringContaining("on 1 of 1 instances"),
  });
  expect(`${properties.__unfinished} ${reasons} ${host.output}`).not.toContain("canary");
});

test("a secret is in no failure of what two properties say against each other", async () => {
  const { host } = await open();
  const operationTaskInstances = [{ instanceId: "i-canary" }];
  const rollback = { checkId: "132", type: "ROLLBACK", operationTaskInstances, __secret: ["operationTaskInstances"] };
  const { failures } = await host.check({}, { __provider: providerText("OperationTask"), ...rollback });
  expect(failures).toEqual([expect.stringContaining("operationTaskInstances[0].taskId: a ROLLBACK needs")]);
  expect(failures.join()).not.toContain("canary");
});

test("a secret is in no failure of its own", async () => {
  const { host } = await open();
  const { failures } = await host.check({}, { ...written, roleFor: "canary", __secret: ["roleFor"] });
  expect(failures).toEqual([
    expect.stringMatching(/^roleFor \(secret\): must be an account id: .*; got a secret value$/),
  ]);
});

test("a secret is in no sentence about a name that the service does not list", async () => {
  const { host } = await open();
  const { conditions: _, ...others } = written;
  const item = { left: { value: "alert_nme" }, operator: "equals", right: { value: "x" } };
  const mistakes = [
    { ...written, conditions: { canary: { equals: "x" } } },
    { ...written, conditions: { alert_name: { canary: "x" } } },
    { ...others, executionCondition: [item] },
    { ...written, actions: [{ ...written.actions[0], playbookUuid: "canary" }] },
  ];
  for (const mistake of mistakes) {
    const { inputs } = await host.check({}, { ...mistake, __secret: ["conditions", "executionCondition", "actions"] });
    const { value: summary } = inputs.summary as { readonly value: string };
    const failed = await host.create({ ...inputs, summary }).catch(String);
    expect(failed).toMatch(/Its (conditions|actions), which are secret, (name|run) a .* not listed: there are/);
    // Nor is what may have been meant.
    expect(`${failed} ${host.output}`).not.toMatch(/canary|alert_nme|did you mean/);
  }
});

test.each<[string, unknown]>([
  ["that the class has seen", ["conditions"]],
  ["that a transformation may have added", true],
])(
  "what a program reads by its id is what the cloud has, and no sentence shows a secret %s",
  async (_what, __secret) => {
    const { emulator, host } = await open({ state: { rules: [{ RuleName: "canary", Status: 100 }] } });
    const read = await host.read(emulator.state.rules[0]?.Id ?? "", {
      ...written,
      __urn: "organization/urn:pulumi:test",
      __ignored: ["enabled"],
      __secret,
    });
    expect(JSON.stringify(read.properties.ruleName)).toContain("canary");
    expect(read.properties.summary).toMatchObject(marked);
    expect(read.properties).not.toHaveProperty("__urn");
    expect(read.properties).not.toHaveProperty("__ignored");
  },
);

test("a secret that ignoreChanges keeps is in no sentence, although the program gives it in clear", async () => {
  const { host, another } = await open();
  const secret = { ...written, conditions: { alert_name: { containsString: "canary" } } };
  const { inputs } = await host.check({}, { ...secret, __secret: ["conditions"] });
  const { value: summary } = inputs.summary as { readonly value: string };
  const { id, properties } = await host.create({ ...inputs, summary });
  const later = await another();
  const preview = async (options: Properties) => {
    const checked = await later.check({ ...inputs, summary }, { ...secret, ...options });
    return later.diff(id, properties, checked.inputs);
  };
  for (const path of ["conditions", "conditions.alert_name", '["conditions"].alert_name', "*"]) {
    const __ignored = ignoredIn({ ignoreChanges: [path] });
    await expect(preview({ __ignored })).rejects.toThrow(
      `AutomateResponseConfig ${id}: conditions is recorded as a secret and stays, because of ignoreChanges`,
    );
  }
  // Somebody has found that it is no secret.
  expect(await preview({ __ignored: ["enabled"] })).toMatchObject({ changes: expect.anything() });
});

test("a secret is in no line about a playbook that has the name of another", async () => {
  const { host } = await open();
  const actions = [{ ...written.actions[0], playbookUuid: "system_aliyun_clb_process_book" }];
  const { inputs } = await host.check({}, { ...written, actions, __secret: ["actions"] });
  const { value: summary } = inputs.summary as { readonly value: string };
  await host.create({ ...inputs, summary });
  expect(host.output).toContain("its actions, which are secret, name one playbook and have the UUID of another");
  expect(host.output).not.toMatch(/WafBlockIP|clb/);
});

test("a secret is in no failure, nor is a key of it", async () => {
  const { host } = await open();
  const mistakes: readonly [told: string, mistake: object][] = [
    ["conditions (secret): ", { conditions: { canary: { equals: {} } } }],
    ["executionCondition (secret): ", { executionCondition: '[{"canary": 1, "canary": 2}]' }],
    ["actions[0]: ", { actions: [{ actionType: "doPlaybook", canary: 2 ** 60 }] }],
    ["conditions (secret): is undefined", { conditions: { canary: { equals: `${NO_DATA}undefined` } } }],
  ];
  for (const [told, mistake] of mistakes) {
    const { failures } = await host.check({}, { ...written, ...mistake, __secret: Object.keys(mistake) });
    expect(failures.join("\n")).toContain(told);
    expect(failures.join("\n")).not.toContain("canary");
  }
});

test("neither is one that a transformation adds, which the class has not seen", async () => {
  const { host } = await open();
  const { conditions: _, ...others } = written;
  const mistake = { ...others, executionCondition: "[canary]", enabled: true, onDelete: "delete" };
  const { failures } = await host.check({}, { ...mistake, __secret: true });
  expect(failures).toEqual([expect.stringMatching(/^executionCondition \(secret\): .*; got a secret value$/)]);
  expect(failures.join()).not.toContain("canary");
});

test("defaults are no secrets where any property may be one", async () => {
  const { emulator, host } = await open();
  const { inputs } = await host.check({}, { ...written, enabled: true, onDelete: "delete", __secret: true });
  const { value: summary } = inputs.summary as { readonly value: string };
  const { id, properties } = await host.create({ ...inputs, summary });
  expect(properties.__secret).toEqual(expect.arrayContaining(Object.keys(written)));
  expect(properties.__secret).toHaveLength(Object.keys(written).length);
  Object.assign(emulator.state.rule(id), { Status: 0 });
  expect(await host.read(id, properties)).toMatchObject({ inputs: { enabled: false, onDelete: "delete" } });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../provider/emulator";
import { UNKNOWN } from "../../provider/unknown";
import { providerText } from "../../sdk/provider-text";
import { urnOf } from "../support/deployment";
import { configurationFor, InitFailed, type PluginHost, type Properties } from "./plugin-host";
import { ruleHosts, written } from "./rule-hosts";

const KIND = "AutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const __provider = providerText(KIND);

const { start, open } = ruleHosts();

test("a rule from program to cloud, into state, changed, read and deleted", async () => {
  const { emulator, host, another } = await open();
  const { inputs, failures } = await host.check({}, written);
  expect(failures).toEqual([]);
  const defaults = { enabled: true, regionId: "cn-hangzhou" };
  const summary = expect.stringContaining('alert_name contains "webshell_online"');
  expect(inputs).toEqual({ ...written, ...defaults, summary, __provider });

  const { id, properties } = await host.create(inputs);
  expect(properties).toEqual({
    ...inputs,
    responseRuleType: "custom",
    __account: emulator.state.accountId,
  });
  expect(emulator.state.rules).toMatchObject([{ Id: id, RuleName: "block-webshell", Status: 100 }]);
  expect(await host.read(id, properties)).toEqual({ id, properties, inputs });

  const { inputs: edited } = await host.check(inputs, {
    ...written,
    autoResponseType: "event",
    enabled: false,
  });
  expect(await host.diff(id, properties, edited)).toMatchObject({ changes: undefined, replaces: [] });
  const updated = await host.update(id, properties, edited);
  expect(updated).toEqual({ ...properties, ...edited });
  expect(emulator.state.rules).toMatchObject([{ Id: id, AutoResponseType: "event", Status: 0 }]);

  const destroy = await another();
  await destroy.delete(id, updated);
  expect(emulator.state.rules).toEqual([]);
  expect(await destroy.read(id, updated)).toMatchObject({ id: "" });
  await destroy.delete(id, updated);
});

describe("check and diff", () => {
  // They leave nothing behind, so one host answers them all.
  let emulator: Emulator;
  let host: PluginHost;
  beforeAll(async () => {
    emulator = await startEmulator();
    host = await start(configurationFor(emulator));
  });
  afterAll(async () => {
    host.close();
    await emulator.close();
  });

  test("failures come with the path and say what is allowed and what was given; nothing is called", async () => {
    const { failures } = await host.check(
      {},
      {
        ...written,
        conditions: { alert_name: { containsString: null } },
        actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP" }],
        enabled: "yes",
        roleFor: 2 ** 60,
      },
    );
    expect(failures).toEqual([
      expect.stringMatching(/^conditions\.alert_name\.containsString: must be .*; got nothing$/),
      "actions[0].playbookUuid: must be the UUID of the playbook; got nothing",
      'enabled: must be true or false; got "yes"',
      expect.stringMatching(/^roleFor: must be an account id: a string of digits/),
    ]);
    expect(emulator.journal).toEqual([]);
  });

  test.each([
    [{ readTimeout: "soon" }, 'alicloud-soar:readTimeout: "soon" is not a time'],
    [{ cloudSiemEndpoint: "http://a/b" }, "alicloud-soar:cloudSiemEndpoint is neither a host nor a URL like"],
    [{ accessKeySecret: "" }, "alicloud-soar:accessKeySecret is missing, but alicloud-soar:accessKeyId is set."],
  ])("a configuration that cannot be used is a failure that says what to set: %o", async (config, told) => {
    const wrong = Object.entries(config).map(([key, value]) => [`alicloud-soar:${key}`, value]);
    const { host: misconfigured } = await open({}, Object.fromEntries(wrong));
    const { failures } = await misconfigured.check({}, written);
    expect(failures).toEqual([expect.stringContaining(told)]);
  });

  test("what is not known yet stays so", async () => {
    const news = { ...written, conditions: { alert_name: { containsString: UNKNOWN } } };
    const { inputs, failures } = await host.check({}, news);
    expect(failures).toEqual([]);
    expect(inputs.conditions).toEqual(news.conditions);
    expect(inputs.summary).toBe(UNKNOWN);
    const { inputs: before } = await host.check({}, written);
    expect(await host.diff("7", before, inputs)).toMatchObject({ changes: undefined, replaces: [] });
  });

  test("no change, an update and a replacement are told apart", async () => {
    const { inputs } = await host.check({}, written);
    const diffOf = async (edit: Properties) =>
      host.diff("7", inputs, (await host.check(inputs, { ...written, ...edit })).inputs);
    expect(await diffOf({})).toMatchObject({ changes: false, replaces: [] });
    expect(await diffOf({ enabled: true, summary: "", conditions: { ...written.conditions } })).toMatchObject({
      changes: false,
    });
    expect(await diffOf({ enabled: false })).toMatchObject({ changes: undefined, replaces: [] });
    expect(await diffOf({ regionId: "ap-southeast-1", roleFor: "113" })).toEqual({
      changes: undefined,
      replaces: ["regionId", "roleFor"],
      deleteBeforeReplace: true,
    });
  });

  test("a provider with another region is a replacement", async () => {
    const { inputs } = await host.check({}, written);
    const { host: elsewhere } = await open({}, { "alicloud-soar:region": "eu-central-1" });
    const { inputs: news } = await elsewhere.check(inputs, written);
    expect((await elsewhere.diff("7", inputs, news)).replaces).toEqual(["regionId"]);
  });

  test("an undocumented value passes with a line for the reader, which says of what resource", async () => {
    for (const name of ["first", "second"]) {
      const __urn = urnOf(name);
      const { failures } = await host.check({}, { ...written, __urn, autoResponseType: "event_update" });
      expect(failures).toEqual([]);
      await expect
        .poll(() => host.output)
        .toContain(`warning: ${KIND} "${name}", property autoResponseType: "event_update"`);
    }
    await host.check({}, { ...written, autoResponseType: "event_update" });
    await expect
      .poll(() => host.output)
      .toContain(`warning: ${KIND} "block-webshell" (RegionId cn-hangzhou), property`);
  });
});

describe("calls", () => {
  test("an edit that is only remembered makes none", async () => {
    const { emulator, host } = await open();
    const { inputs } = await host.check({}, written);
    const { id, properties } = await host.create(inputs);
    emulator.journal.length = 0;
    const edit = { ...written, onDelete: "disable", adopt: true, timeouts: { update: "1m" } };
    const { inputs: news } = await host.check(inputs, edit);
    expect((await host.diff(id, properties, news)).changes).toBeUndefined();
    expect(await host.update(id, properties, news)).toEqual({ ...properties, ...news });
    expect(emulator.journal).toEqual([]);
  });

  test("undefined and absent properties never crash the host", async () => {
    const { emulator, host } = await open({ state: { settings: { newRuleStatus: "enabled" } } });
    const { conditions: _, ...rest } = written;
    const raw = [{ left: { value: "alert_desc" }, operator: "isNull" }];
    const { inputs } = await host.check({}, { ...rest, executionCondition: raw });
    const { id, properties } = await host.create(inputs);
    for (const rule of emulator.state.rules) rule.ExecutionCondition = JSON.stringify([...raw, ...raw]);
    const found = await host.read(id, properties);
    expect(found.inputs.executionCondition).toEqual([...raw, ...raw]);
    expect(await host.read(id, {})).toMatchObject({ id, inputs: { ruleName: "block-webshell" } });
    expect(host.output).toBe("");
  });

  test("what a create adopted is not deleted under its former name, also by another provider of the deployment", async () => {
    const { emulator, host, another } = await open();
    const { inputs } = await host.check({}, written);
    const { id, properties } = await host.create(inputs);
    const renamed = await another();
    const moved = await another({ engineOf: renamed });
    const { inputs: adopting } = await renamed.check({}, { ...written, adopt: true, __urn: urnOf("renamed") });
    expect((await renamed.create(adopting)).id).toBe(id);
    for (const process of [renamed, moved]) {
      await process.delete(id, properties);
      await expect.poll(() => process.output).toContain(`${KIND} ${id} is kept: resource "renamed" holds it.`);
    }
    expect(emulator.state.rules).toMatchObject([{ Id: id }]);
    const elsewhere = await another();
    await elsewhere.delete(id, properties);
    expect(emulator.state.rules).toEqual([]);
  });

  test("what is recorded is not adopted by a second declaration", async () => {
    const { host, another } = await open();
    const { inputs } = await host.check({}, written);
    const { id, properties } = await host.create(inputs);
    const next = await another();
    const { inputs: news } = await next.check(inputs, { ...written, __urn: urnOf("first") });
    await next.diff(id, properties, news);
    const { inputs: second } = await next.check({}, { ...written, adopt: true, __urn: urnOf("second") });
    await expect(next.create(second)).rejects.toThrow(`is declared twice: resource "first" already is ${id}`);
  });

  test("where a resource stands names it, and is neither stored nor shown", async () => {
    const { host } = await open();
    const { ruleName: _, ...unnamed } = written;
    const { inputs, failures } = await host.check({}, { ...unnamed, __urn: urnOf("block") });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ ruleName: expect.stringMatching(/^block-[0-9a-f]{7}$/) });
    const { properties } = await host.create(inputs);
    expect(JSON.stringify([inputs, properties])).not.toContain("urn");
  });

  test("a refresh, which compares without a check, holds nothing: what left the program is deleted", async () => {
    const { emulator, host, another } = await open();
    const { inputs } = await host.check({}, written);
    const { id, properties } = await host.create(inputs);
    const next = await another();
    await next.check({}, { ...written, ruleName: "other", __urn: urnOf("other") });
    await next.diff(id, properties, inputs);
    await next.delete(id, properties);
    expect(emulator.state.rules).toEqual([]);
  });
});

describe("failures", () => {
  test("after the cloud accepted: id, state and reason are kept, and the next update completes it", async () => {
    const { emulator, host } = await open();
    const { inputs } = await host.check({}, written);
    emulator.addFault({ operation: STATUS, fault: "permission" });
    const failed: unknown = await host.create(inputs).catch((error: unknown) => error);
    const [rule] = emulator.state.rules;
    if (!(failed instanceof InitFailed)) throw failed;
    expect(failed.id).toBe(rule?.Id);
    expect(failed.properties).toMatchObject({ ruleName: "block-webshell", enabled: false, __provider });
    expect(failed.reasons).toEqual([expect.stringContaining(`Grant the RAM action yundun-sas:${STATUS}`)]);
    const updated = await host.update(failed.id, failed.properties, inputs);
    expect(updated).toMatchObject({ enabled: true, responseRuleType: "custom", __provider });
    expect(rule?.Status).toBe(100);
  });

  test("of an update likewise", async () => {
    const { emulator, host } = await open();
    const { inputs } = await host.check({}, written);
    const { id, properties } = await host.create(inputs);
    const { inputs: news } = await host.check(inputs, {
      ...written,
      autoResponseType: "event",
      enabled: false,
    });
    emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
    const failed = await host.update(id, properties, news).catch((error: unknown) => error);
    expect(failed).toMatchObject({
      id,
      properties: { autoResponseType: "alert", enabled: false, __provider },
    });
    await host.update(id, (failed as InitFailed).properties, news);
    expect(emulator.state.rules).toMatchObject([{ AutoResponseType: "event", Status: 0 }]);
  });

  test("of one that is not let in: the resource's own deadline ends it, and nothing is there", async () => {
    const { emulator, host } = await open();
    const { inputs } = await host.check({}, { ...written, timeouts: { create: "5s" } });
    emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "throttle", times: 1_000_000 });
    await expect(host.create(inputs)).rejects.toThrow(/Throttling\.User.*The deadline ended the retries\./);
    expect(emulator.state.rules).toEqual([]);
  });

  test("before it: one message and no stack, no credential anywhere", async () => {
    const { emulator, host } = await open({}, { "alicloud-soar:accessKeySecret": "hush-hush" });
    const { inputs } = await host.check({}, written);
    const messages = await Promise.all(
      [host.create(inputs), host.read("7", inputs), host.delete("7", inputs)].map((verb) =>
        verb.then(String, (error: Error) => error.message),
      ),
    );
    for (const message of messages) {
      expect(message).toContain("SignatureDoesNotMatch");
      expect(message).toContain("The credentials are those of alicloud-soar:accessKeyId.");
    }
    expect(emulator.state.rules).toEqual([]);
    const told = [...messages, host.output, JSON.stringify(inputs)].join("\n");
    expect(told).not.toContain("hush-hush");
    expect(told).not.toMatch(/^\s+at /m);
    expect(told).not.toContain("Signature=");
  });
});

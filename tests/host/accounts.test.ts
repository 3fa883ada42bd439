import { expect, onTestFinished, test } from "vitest";
import { type Emulator, startEmulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { providerText } from "../../sdk/provider-text";
import { oneOfEach, PAUSED_ELSEWHERE } from "../support/one-of-each";
import { configurationFor, installedHosts, type Properties } from "./plugin-host";

const OURS = "1130916744880001";
const OTHER = "1130916744880002";
const ASKED = "GetCallerIdentity";

const rule = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "changeEventStatus" }],
};

const start = installedHosts("AutomateResponseConfig");
const startTask = installedHosts("SoarStrategyTaskState");

/** A cloud of our account, in which there is a rule; `as` opens a provider whose keys are of an account. */
async function open() {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const as = async (account: string, config: Properties = {}) => {
    emulator.state.accountId = account;
    const host = await start(configurationFor(emulator, config));
    onTestFinished(() => host.close());
    return host;
  };
  const host = await as(OURS);
  const { inputs } = await host.check({}, rule);
  return { emulator, as, host, inputs, created: await host.create(inputs) };
}

test("a resource of another account is not taken for gone, not changed and not deleted", async () => {
  const { emulator, as, inputs, created } = await open();
  const { id, properties } = created;
  const there = structuredClone(emulator.state.rules);
  const other = await as(OTHER);
  emulator.journal.length = 0;
  const { inputs: edited } = await other.check(inputs, { ...rule, enabled: false });
  const verbs = [
    () => other.read(id, properties),
    () => other.update(id, properties, edited),
    () => other.delete(id, properties),
  ];
  for (const verb of verbs) {
    await expect(verb()).rejects.toThrow(
      `AutomateResponseConfig ${id} is in account ${OURS}, but the credentials are of account ${OTHER}. Use the keys of ` +
        `account ${OURS}, or give the resource an explicit Provider that has them; set alicloud-soar:accountId`,
    );
  }
  expect(emulator.journal.map(({ operation }) => operation)).toEqual([ASKED]);
  expect(emulator.state.rules).toEqual(there);
});

/** What is said of what nobody knows to be gone, or elsewhere. */
const IN_DOUBT = (what: string) =>
  `${what} is not found with the credentials of account ${OTHER}, and its state does not say which account it is in. If it ` +
  `is that account, set alicloud-soar:accountId to ${OTHER}, and it counts as gone ("refresh" and "destroy" see the setting ` +
  'with --run-program); else use the keys of its own. "pulumi state delete <its URN>" forgets it without a look.';

test("what the keys do not show is not taken for gone where nobody recorded its account, unless accountId says so", async () => {
  const { emulator, as, inputs, created } = await open();
  const { id } = created;
  const { __account, ...properties } = created.properties;
  emulator.state.rules.length = 0;
  const other = await as(OTHER);
  const told = IN_DOUBT(`AutomateResponseConfig ${id}`);
  await expect(other.read(id, properties)).rejects.toThrow(told);
  await expect(other.update(id, properties, { ...inputs, enabled: false })).rejects.toThrow(told);
  await expect(other.delete(id, properties)).rejects.toThrow(told);
  expect(emulator.journal.map(({ operation }) => operation)).not.toContain("DeleteAutomateResponseConfig");
  // Nothing is to be done, so nothing has to be there.
  await other.delete(id, { ...properties, onDelete: "retain" });
  const known = await as(OURS, { "alicloud-soar:accountId": OURS });
  expect(await known.read(id, properties)).toMatchObject({ id: "" });
  await known.delete(id, properties);
});

test("what the first look does not show and the next one does is not gone, where nobody recorded its account", async () => {
  const rules: Emulator["state"]["rules"] = [];
  let looks = 0;
  const emulator = await startEmulator({
    onRequest: (operation) => {
      // A look is a list of all, and one by id.
      if (operation === "ListAutomateResponseConfigs" && ++looks === 3) emulator.state.rules.push(...rules);
    },
  });
  onTestFinished(() => emulator.close());
  const open = async () => {
    const host = await start(configurationFor(emulator));
    onTestFinished(() => host.close());
    return host;
  };
  const host = await open();
  const { inputs } = await host.check({}, rule);
  const { id, properties } = await host.create(inputs);
  rules.push(...emulator.state.rules.splice(0));
  looks = 0;
  const { __account, ...older } = properties;
  expect(await (await open()).read(id, older)).toMatchObject({ id });
});

test.each<[KindName, Properties, Properties]>([
  ["SoarStrategyTask", { strategyTaskName: "patch" }, { onDelete: "forget" }],
  ["SoarStrategyTaskState", { onDelete: "SCHEDULE" }, { onDelete: "none" }],
  ["OperationTask", { rollbackOnDestroy: true, wait: false }, { rollbackOnDestroy: false }],
  ["OnceTask", { cancelOnDelete: true, wait: false }, { cancelOnDelete: false }],
])("a %s whose account nobody recorded is not forgotten either, if its deletion is to do something", async (...row) => {
  const [kind, acting, forgetting] = row;
  const { emulator, as, host } = await open();
  emulator.seed({ strategyTasks: [{ Id: PAUSED_ELSEWHERE, Name: "weekly fix", Status: "1" }] });
  const __provider = providerText(kind);
  const { inputs } = await host.check({}, { ...oneOfEach[kind], ...acting, __provider });
  const { id, properties } = await host.create({ ...inputs, __provider });
  const { __account, ...older } = properties;
  Object.assign(emulator.state, { strategyTasks: [], operationTasks: [], onceTasks: [] });
  const other = await as(OTHER);
  await expect(other.delete(id, older)).rejects.toThrow(IN_DOUBT(`${kind} ${id}`));
  if (kind !== "SoarStrategyTask") await other.delete(id, { ...older, ...forgetting });
  // What a read keeps although it is not listed says nothing of the account.
  if (kind !== "SoarStrategyTaskState")
    expect((await other.read(id, older)).properties).not.toHaveProperty("__account");
});

test("with accountId a resource of another account is an error in the preview already, without a call", async () => {
  const { emulator, as, inputs, created } = await open();
  const other = await as(OTHER, { "alicloud-soar:accountId": OTHER });
  emulator.journal.length = 0;
  const { inputs: news } = await other.check(inputs, rule);
  await expect(other.diff(created.id, created.properties, news)).rejects.toThrow(
    `AutomateResponseConfig ${created.id} is in account ${OURS}, but alicloud-soar:accountId is ${OTHER}.`,
  );
  expect(other.output).not.toMatch(/^\s+at /m);
  expect(emulator.journal).toEqual([]);
});

test("with accountId the keys of another account are refused before anything is created", async () => {
  const { emulator, as, inputs } = await open();
  const mistaken = await as(OTHER, { "alicloud-soar:accountId": OURS });
  await expect(mistaken.create({ ...inputs, ruleName: "another" })).rejects.toThrow(
    `The credentials are of account ${OTHER}, but alicloud-soar:accountId is ${OURS}. Change one of the two.`,
  );
  expect(emulator.state.rules).toHaveLength(1);
});

test("what replaces a resource of another account, or stands beside it, is not created with the wrong keys", async () => {
  const { emulator, as, host, inputs, created } = await open();
  const __provider = providerText("OperationTask");
  const repair = {
    __provider,
    checkId: "132",
    type: "REPAIR",
    operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-hangzhou" }],
    wait: false,
  };
  const checked = await host.check({}, repair);
  const run = await host.create({ ...checked.inputs, __provider });
  const other = await as(OTHER);
  const { inputs: again } = await other.check(checked.inputs, { ...repair, triggers: { run: "2" } });
  const { replaces } = await other.diff(run.id, { ...run.properties, __provider }, { ...again, __provider });
  expect(replaces).toEqual(["triggers"]);
  await expect(other.create({ ...again, __provider })).rejects.toThrow(`OperationTask ${run.id} is in account ${OURS}`);

  const another = await as(OTHER);
  const kept = await another.check(inputs, rule);
  expect(await another.diff(created.id, created.properties, kept.inputs)).toMatchObject({ changes: false });
  await expect(another.create({ ...inputs, ruleName: "beside" })).rejects.toThrow(
    `AutomateResponseConfig ${created.id} is in account ${OURS}, but the credentials are of account ${OTHER}.`,
  );
  expect(emulator.state.operationTasks).toHaveLength(1);
  expect(emulator.state.rules).toHaveLength(1);
});

test("whose the keys are is asked once a process, and again after a failure", async () => {
  const { emulator, as, created } = await open();
  const next = await as(OURS);
  emulator.journal.length = 0;
  emulator.addFault({ operation: ASKED, fault: "permission" });
  await expect(next.read(created.id, created.properties)).rejects.toThrow("Grant the RAM action sts:GetCallerIdentity");
  await Promise.all([1, 2, 3].map(() => next.read(created.id, created.properties)));
  expect(emulator.journal.filter(({ operation }) => operation === ASKED)).toHaveLength(2);
});

test("an account that is not recorded is filled in, and is no change", async () => {
  const { host, inputs, created } = await open();
  const { __account, ...older } = created.properties;
  expect(__account).toBe(OURS);
  expect(await host.diff(created.id, older, inputs)).toMatchObject({ changes: false });
  expect((await host.read(created.id, older)).properties).toEqual(created.properties);
  expect(await host.update(created.id, older, { ...inputs, enabled: false })).toMatchObject({ __account });
});

test("a task of another region is not taken for gone: the error names both places", async () => {
  const emulator = await startEmulator({ state: { strategyTasks: [{ Id: "8101", Name: "weekly fix", Status: "1" }] } });
  onTestFinished(() => emulator.close());
  const opened = async (region: string) => {
    const host = await startTask(configurationFor(emulator, { "alicloud-soar:region": region }));
    onTestFinished(() => host.close());
    return host;
  };
  const here = await opened("cn-hangzhou");
  const { inputs } = await here.check({}, { strategyTaskId: "8101", taskAction: "PAUSE" });
  const { id, properties } = await here.create(inputs);
  const elsewhere = await opened("eu-central-1");
  const told = "8101 is in cn-hangzhou, but the provider is configured for ap-southeast-1";
  await expect(elsewhere.read(id, properties)).rejects.toThrow(told);
  await expect(elsewhere.diff(id, properties, inputs)).rejects.toThrow(told);
});

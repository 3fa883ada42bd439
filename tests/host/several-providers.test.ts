import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { providerText, resourceType } from "../../sdk/provider-text";
import { configurationFor, installedHosts, type PluginHost, type Properties } from "./plugin-host";

const start = installedHosts("AutomateResponseConfig");

/** A resource that starts work or makes an object, and the operation that does it. */
interface Declared {
  readonly kind: KindName;
  readonly operation: string;
  readonly args: Properties;
}

const rule: Declared = {
  kind: "AutomateResponseConfig",
  operation: "PostAutomateResponseConfig",
  args: {
    ruleName: "block-webshell",
    autoResponseType: "alert",
    conditions: { alert_level: { equals: "serious" } },
    actions: [{ actionType: "changeEventStatus" }],
  },
};

const strategyTask: Declared = {
  kind: "SoarStrategyTask",
  operation: "CreateSoarStrategyTask",
  args: {
    strategyId: "8000",
    strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
    strategyTaskName: "patch-tuesday",
    strategyTaskParams: [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }],
  },
};

const repair: Declared = {
  kind: "OperationTask",
  operation: "SubmitOperationTask",
  args: {
    checkId: "132",
    type: "REPAIR",
    dimensionType: "INSTANCE",
    operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-hangzhou" }],
    wait: false,
  },
};

const scan: Declared = {
  kind: "OnceTask",
  operation: "GenerateOnceTask",
  args: { taskType: "CLIENT_PROBLEM_CHECK", param: { problemType: "offline", uuids: "inet-1" }, wait: false },
};

/** The first calls of two providers. */
const ASKED = "GetCallerIdentity";

/** Checks a resource called `name`, and creates it. */
async function create(host: PluginHost, { kind, args }: Declared, name: string, more?: Properties) {
  const __urn = `organization/urn:pulumi:prod::rules::${resourceType(kind)}::${name}`;
  const { inputs, failures } = await host.check({}, { __provider: providerText(kind), __urn, ...args, ...more });
  expect(failures).toEqual([]);
  return host.create(inputs);
}

/** An emulator, and providers of one deployment that call it. `meets`: what happens before a call is answered. */
async function providers(meets?: (operation: string, count: number) => void | Promise<void>) {
  const emulator = await startEmulator({ onRequest: meets });
  onTestFinished(() => emulator.close());
  const begin = async (of?: PluginHost, more?: Properties) => {
    const host = await start(configurationFor(emulator, more), of);
    onTestFinished(() => host.close());
    return host;
  };
  const first = await begin();
  const sent = (wanted: string) => emulator.journal.filter(({ operation }) => operation === wanted).length;
  return { emulator, first, begin, sent };
}

test.each([rule, strategyTask, repair, scan])(
  "of two providers that create the same $kind at the same time one sends it, and the other names the resource",
  async (declared) => {
    const both = Promise.withResolvers<void>();
    const { first, begin, sent } = await providers((operation, count) => {
      if (operation !== ASKED) return;
      if (count === 2) both.resolve();
      return both.promise;
    });
    const second = await begin(first);
    const results = await Promise.allSettled([create(first, declared, "one"), create(second, declared, "two")]);
    expect(sent(declared.operation)).toBe(1);
    const [made] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.id] : []));
    const [refused] = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(refused).toMatch(
      new RegExp(`is declared twice: resource "(one|two)" already is ${made}\\. Remove one of the two`),
    );
  },
);

/** Two providers, of which the first has sent the declared, and gets no answer before `goOn`. */
async function inTheMiddleOf({ operation }: Declared) {
  const [arrived, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const setting = await providers((called, count) => {
    if (called !== operation || count > 1) return;
    arrived.resolve();
    return goOn.promise;
  });
  const second = await setting.begin(setting.first);
  return { ...setting, second, arrived: arrived.promise, goOn: goOn.resolve };
}

test("a creation that is refused lets that of the other provider go on", async () => {
  const { emulator, first, second, arrived, goOn } = await inTheMiddleOf(rule);
  emulator.addFault({ operation: rule.operation, fault: "permission" });
  const refused = expect(create(first, rule, "one")).rejects.toThrow("Grant the RAM action");
  await arrived;
  const made = create(second, rule, "two");
  goOn();
  await refused;
  expect((await made).id).toBe(emulator.state.rules[0]?.Id);
  expect(emulator.state.rules).toHaveLength(1);
});

test("a provider that is killed in the middle does not hold up the other one, which finds what it made", async () => {
  const { emulator, first, second, arrived, goOn } = await inTheMiddleOf(repair);
  const lost = expect(create(first, repair, "one")).rejects.toThrow();
  await arrived;
  const made = create(second, repair, "two");
  first.kill();
  await lost;
  goOn();
  expect((await made).id).toBe(emulator.state.operationTasks[0]?.RootTaskId);
  expect(emulator.state.operationTasks).toHaveLength(1);
});

test("what a provider held whose engine has gone does not count for another engine at the same address", async () => {
  const { emulator, first, begin } = await providers();
  const { id } = await create(first, rule, "one");
  emulator.addFault({ operation: rule.operation, fault: "throttle", times: 1_000_000 });
  const ended = expect(create(first, rule, "two", { ruleName: "two" })).rejects.toThrow("The Pulumi engine has gone");
  await first.replaceEngine();
  await ended;
  const next = await begin(first);
  expect(await create(next, rule, "one", { adopt: true })).toMatchObject({ id });
});

test("two regions are two clouds: each gets its own", async () => {
  const { first, begin, sent } = await providers();
  const second = await begin(first, { "alicloud-soar:region": "ap-southeast-1" });
  const { id } = await create(first, scan, "one");
  expect((await create(second, scan, "two")).id).not.toBe(id);
  expect(sent(scan.operation)).toBe(2);
});

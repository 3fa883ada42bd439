import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { providerText, resourceType } from "../../sdk/provider-text";
import { configurationFor, installedHosts, type Properties } from "./plugin-host";

const start = installedHosts("AutomateResponseConfig");

const kinds: readonly [KindName, Properties][] = [
  [
    "AutomateResponseConfig",
    {
      autoResponseType: "alert",
      conditions: { alert_level: { equals: "serious" } },
      actions: [{ actionType: "changeEventStatus" }],
    },
  ],
  [
    "SoarStrategyTask",
    {
      strategyId: "8000",
      strategyName: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
      strategyTaskParams: [{ name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }],
    },
  ],
];

// A resource that was renamed by an alias kept its name, and a new one stands where it stood.
test.each(kinds)(
  "%s: what a refresh has read is in the state, so no stopped deployment left it",
  async (kind, args) => {
    const emulator = await startEmulator();
    onTestFinished(() => emulator.close());
    const newHost = async () => {
      const host = await start(configurationFor(emulator));
      onTestFinished(() => host.close());
      return host;
    };
    const __provider = providerText(kind);
    const news = { __provider, __urn: `organization/urn:pulumi:prod::rules::${resourceType(kind)}::x`, ...args };
    const first = await newHost();
    const { inputs } = await first.check({}, news);
    const created = await first.create({ ...inputs, __provider });
    const held = structuredClone([emulator.state.rules, emulator.state.strategyTasks]);

    const next = await newHost();
    await next.read(created.id, { ...created.properties, __provider });
    const { inputs: same } = await next.check({}, news);
    expect(same).toEqual(inputs);
    await expect(next.create({ ...same, __provider })).rejects.toThrow("exists already");
    expect([emulator.state.rules, emulator.state.strategyTasks]).toEqual(held);
  },
);

import { expect, it } from "vitest";
import { declared } from "./declared";
import { localCloud, takeWrites } from "./local-cloud";
import released from "./recorded-state.json";
import { Stack } from "./stack";

const urn = (type: string, name: string) => `urn:pulumi:test::rules::${type}::${name}`;
const stackUrn = urn("pulumi:pulumi:Stack", "rules-test");
const kind = "pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig";

/** What a user wrote to get the recorded inputs. */
const written = {
  "block-webshell": pick(released["block-webshell"].inputs, ["autoResponseType", "conditions", "actions"]),
  "close-reminders": pick(released["close-reminders"].inputs, [
    "autoResponseType",
    "executionCondition",
    "actions",
    "enabled",
    "timeouts",
  ]),
};

it("reads and destroys what release 0.1 has recorded", async () => {
  const emulator = await localCloud({ state: { rules: Object.values(released).map(asRule) } });
  const stack = await Stack.ofFiles(declared(written), { emulator });
  await stack.write("recorded.json", JSON.stringify(deploymentOf(emulator.url)));
  // The state bears no checksum of the engine that wrote it.
  const imported = await stack.pulumi("stack", "import", "--force", "--file", "recorded.json");
  expect(imported.exitCode, imported.output).toBe(0);

  const unchanged = { exitCode: 0, messages: [], steps: [] };
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(unchanged);
  expect(takeWrites(emulator)).toEqual([]);
  expect(await stack.destroy()).toMatchObject({ exitCode: 0, messages: [] });
  expect(emulator.state.rules).toEqual([]);
});

it("records the same constant program text with every rule", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared(written), { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const recorded = await stack.recorded();
  for (const [name, { inputs }] of Object.entries(released)) {
    expect(recorded[name]?.inputs).toEqual(inputs);
    expect(recorded[name]?.outputs).toMatchObject(inputs);
    expect(Buffer.byteLength(inputs.__provider)).toBeLessThan(80);
  }
});

function pick(inputs: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name)));
}

function asRule({ id, inputs }: (typeof released)[keyof typeof released]) {
  const conditions = "conditions" in inputs ? Object.entries(inputs.conditions) : [];
  const items = conditions.flatMap(([field, operators]) =>
    Object.entries(operators).map(([operator, value]) => ({
      left: { value: field },
      operator,
      right: { value },
    })),
  );
  return {
    Id: id,
    RuleName: inputs.ruleName,
    AutoResponseType: inputs.autoResponseType,
    ExecutionCondition: JSON.stringify("executionCondition" in inputs ? inputs.executionCondition : items),
    ActionConfig: JSON.stringify(inputs.actions),
    Status: inputs.enabled ? 100 : 0,
    GmtCreate: "2026-11-22 03:04:58",
  };
}

function deploymentOf(cloudSiemEndpoint: string) {
  const provider = {
    urn: urn("pulumi:providers:pulumi-nodejs", "default"),
    custom: true,
    id: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    type: "pulumi:providers:pulumi-nodejs",
    inputs: { "alicloud-soar:cloudSiemEndpoint": cloudSiemEndpoint, "alicloud-soar:region": "cn-hangzhou" },
  };
  const rules = Object.entries(released).map(([name, { id, inputs, outputs }]) => ({
    urn: urn(kind, name),
    custom: true,
    id,
    type: kind,
    inputs,
    outputs: { ...inputs, ...outputs },
    parent: stackUrn,
    provider: `${provider.urn}::${provider.id}`,
  }));
  const stack = { urn: stackUrn, custom: false, type: "pulumi:pulumi:Stack" };
  return {
    version: 3,
    deployment: {
      manifest: { time: "2026-11-22T03:04:58Z", magic: "", version: "" },
      resources: [stack, { ...provider, outputs: provider.inputs }, ...rules],
    },
  };
}

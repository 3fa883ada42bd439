import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const POST = "PostAutomateResponseConfig";
const done = { exitCode: 0, messages: [] };
const named = { ...webshell, ruleName: "block" };

/** Rules with their providers and components: name of the resource -> what it is declared with. */
const program = [
  'const pulumi = require("@pulumi/pulumi");',
  'const soar = require("pulumi-alicloud-soar");',
  'const { providers, components, rules } = require("./rules.json");',
  "const made = Object.fromEntries(Object.entries(providers).map(([name, args]) => [name, new soar.Provider(name, args)]));",
  'const parents = Object.fromEntries(components.map((name) => [name, new pulumi.ComponentResource("acme:Rules", name)]));',
  "for (const [name, { provider, parent, ...args }] of Object.entries(rules))",
  "  new soar.AutomateResponseConfig(name, args, { provider: made[provider], parent: parents[parent] });",
].join("\n");

it("keeps a rule that is renamed without an alias, whatever else fails, until the program says whose it is", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ x: named }), { emulator });
  const edit = (rules: object) => stack.write("rules.json", JSON.stringify(rules));
  expect(await stack.up()).toMatchObject({ ...done, steps: ["create x"] });
  const [rule] = structuredClone(emulator.state.rules);

  await edit({ z: named });
  for (const flags of [[], ["--refresh", "--run-program"]]) {
    const refused = await stack.up(...flags);
    expect(refused.exitCode).toBeGreaterThan(0);
    expect(refused.messages.join("\n")).toMatch(
      new RegExp(`A rule named "block" exists already: ${rule?.Id} \\(created .*\\).*give the resource "aliases"`),
    );
    expect(emulator.state.rules).toEqual([rule]);
  }

  // It adopts the rule, a sibling fails, and the next one finishes.
  await edit({ z: { ...named, adopt: true }, sibling: webshell });
  emulator.addFault({ operation: POST, fault: "permission" });
  expect((await stack.up()).exitCode).toBeGreaterThan(0);
  expect((await stack.up()).exitCode).toBe(0);
  expect(emulator.state.rules).toMatchObject([{ Id: rule?.Id, RuleName: "block", Status: 100 }, {}]);
  expect(Object.keys(await stack.recorded()).sort()).toEqual(["sibling", "z"]);
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(done);
});

it("creates, moves and removes two rules of one component, also to another provider of the same account", async () => {
  const emulator = await localCloud();
  const provider = { region: "cn-hangzhou", cloudSiemEndpoint: emulator.url };
  const write = (rules: object) => {
    const file = { providers: { "of-a": provider, "of-b": provider }, components: ["group"], rules };
    return stack.write("rules.json", JSON.stringify(file));
  };
  const stack = await Stack.ofFiles({ "index.js": program }, { emulator });
  await write({
    first: { ...webshell, parent: "group" },
    second: { ...webshell, parent: "group", enabled: false },
    x: { ...named, provider: "of-a" },
  });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  expect(emulator.state.rules.map(({ RuleName }) => RuleName).sort()).toEqual([
    "block",
    expect.stringMatching(/^first-[0-9a-f]{7}$/),
    expect.stringMatching(/^second-[0-9a-f]{7}$/),
  ]);
  takeWrites(emulator);

  await write({ z: { ...named, provider: "of-b", parent: "group", adopt: true } });
  expect((await stack.up()).exitCode).toBe(0);
  expect(emulator.state.rules).toMatchObject([{ RuleName: "block", Status: 100 }]);
  expect(takeWrites(emulator).filter((call) => call.startsWith("Delete"))).toHaveLength(2);
  expect((await stack.destroy()).exitCode).toBe(0);
  expect(emulator.state.rules).toEqual([]);
});

it("submits a repair once that two explicit providers of one account declare, and says so", async () => {
  const emulator = await localCloud();
  const index = [
    'const soar = require("pulumi-alicloud-soar");',
    `const args = { region: "cn-hangzhou", sasEndpoint: "${emulator.url}" };`,
    'const repair = { checkId: "132", type: "REPAIR", operationTaskInstances: [{ instanceId: "i-1", regionId: "cn-hangzhou" }] };',
    'for (const name of ["one", "other"])',
    '  new soar.OperationTask(name, repair, { provider: new soar.Provider("of-" + name, args) });',
  ].join("\n");
  const stack = await Stack.ofFiles({ "index.js": index }, { emulator });
  const outcome = await stack.up();
  expect(outcome.exitCode).toBeGreaterThan(0);
  expect(outcome.messages.join("\n")).toMatch(/is declared twice: resource "(one|other)" already is/);
  expect(takeCalls(emulator).filter((call) => call === "SubmitOperationTask")).toHaveLength(1);
  expect(Object.keys(await stack.recorded())).toHaveLength(1);
});

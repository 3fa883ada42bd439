import { expect, it } from "vitest";
import { declared } from "./declared";
import { localCloud, takeWrites } from "./local-cloud";
import { asRule, resourcesOf } from "./recorded";
import released from "./recorded-state.json";
import { Stack } from "./stack";

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
  const resources = resourcesOf(emulator, released);
  const stack = await Stack.ofFiles(declared(written), { emulator, resources });

  const unchanged = { exitCode: 0, messages: [], steps: [] };
  expect(await stack.preview("--refresh", "--run-program", "--expect-no-changes")).toMatchObject(unchanged);
  expect(takeWrites(emulator)).toEqual([]);
  expect(await stack.destroy()).toMatchObject({ exitCode: 0, messages: [] });
  expect(emulator.state.rules).toEqual([]);
});

it("records the same constant program text with every rule", async () => {
  const playbooks = [{ PlaybookUuid: "system_aliyun_waf_whole_process_book", Name: "WafBlockIP" }];
  const emulator = await localCloud({ state: { playbooks } });
  const named = Object.fromEntries(Object.entries(written).map(([name, args]) => [name, { ...args, ruleName: name }]));
  const stack = await Stack.ofFiles(declared(named), { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const recorded = await stack.recorded();
  for (const [name, { inputs }] of Object.entries(released)) {
    // Sentences may change with a release: they are never a change of their own. Settings at their default are not recorded any more.
    const { adopt, onDelete, ...same } = { ...inputs, summary: expect.any(String) };
    expect(recorded[name]?.inputs).toEqual(same);
    expect(recorded[name]?.outputs).toMatchObject(same);
    expect(Buffer.byteLength(inputs.__provider)).toBeLessThan(80);
  }
});

function pick(inputs: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.includes(name)));
}

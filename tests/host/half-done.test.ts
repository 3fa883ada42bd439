import { expect, test } from "vitest";
import { InitFailed } from "./plugin-host";
import { ruleHosts, written } from "./rule-hosts";

const KIND = "AutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";

const { open } = ruleHosts();

test("an edit whose last call failed, which switches the rule on, is recorded as far as it came, says what is left, and the next update does just that", async () => {
  const { emulator, host, another } = await open();
  const { inputs } = await host.check({}, { ...written, enabled: false });
  const { id, properties } = await host.create(inputs);
  const { inputs: edited } = await host.check(inputs, { ...written, autoResponseType: "event", enabled: true });
  emulator.addFault({ operation: STATUS, fault: "refuse" });
  const failed = await host.update(id, properties, edited).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(InitFailed);
  const { properties: left, reasons } = failed as InitFailed;
  const sentence = `Rule ${id} has what was sent and may still be off: "pulumi up" switches it on.`;
  expect(reasons).toEqual([expect.stringContaining(sentence)]);
  expect(left).toMatchObject({ autoResponseType: "event", enabled: false });

  const next = await another();
  expect(await next.diff(id, left, edited)).toMatchObject({ replaces: [] });
  await expect.poll(() => next.output).toContain(`${KIND} ${id}: an update goes on where an earlier deployment`);
  expect(next.output).toContain("stopped, with enabled.");
  emulator.journal.length = 0;
  expect(await next.update(id, left, edited)).toMatchObject({ enabled: true });
  const writes = emulator.journal
    .map(({ operation }) => operation)
    .filter((name) => !/^(List|Describe|Get)/.test(name));
  expect(writes).toEqual([STATUS]);
  expect(emulator.state.rule(id)).toMatchObject({ AutoResponseType: "event", Status: 100 });
});

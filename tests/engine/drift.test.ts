import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const refreshing = ["--refresh", "--run-program"];

it("shows a changed, a disabled and a deleted rule, and repairs them", async () => {
  const emulator = await localCloud();
  const names = ["changed", "disabled", "deleted", "untouched"];
  const rules = Object.fromEntries(names.map((ruleName) => [ruleName, { ...webshell, ruleName }]));
  const stack = await Stack.ofFiles(declared(rules), { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0 });
  takeCalls(emulator);

  emulator.state.rule("disabled").Status = 0;
  emulator.state.rule("changed").ExecutionCondition = JSON.stringify([
    { left: { value: "alert_name" }, operator: "containsString", right: { value: "harmless" } },
    { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } },
  ]);
  emulator.state.rules = emulator.state.rules.filter(({ RuleName }) => RuleName !== "deleted");

  const drift = {
    steps: [
      "create deleted",
      "gone deleted",
      "refresh changed: ~conditions.alert_name.containsString ~summary",
      "refresh disabled: ~enabled ~summary",
      "update changed: ~conditions.alert_name.containsString ~summary",
      "update disabled: ~enabled ~summary",
    ],
  };
  const shown = await stack.pulumi("preview", ...refreshing, "--diff", "--expect-no-changes");
  expect(shown.exitCode).not.toBe(0);
  expect(shown.output).toContain('~ containsString: "webshell_online" => "harmless"');
  expect(shown.output).toMatch(/~ enabled +: true => false/);
  expect(takeWrites(emulator)).toEqual([]);

  expect(await stack.up(...refreshing)).toMatchObject({ exitCode: 0, messages: [], ...drift });
  // Two status changes are one call or two, as they fall into one moment or not; each rule is changed once.
  const changed = emulator.journal
    .filter(({ operation }) => operation === "UpdateAutomateResponseConfigStatus")
    .flatMap(({ params }) => params.Ids?.match(/\d+/g) ?? []);
  expect(changed).toHaveLength(2);
  expect(new Set(changed).size).toBe(2);
  const writes = takeWrites(emulator);
  expect(writes.filter((write) => write.startsWith("PostAutomateResponseConfig"))).toHaveLength(2);
  expect([...new Set(writes)]).toEqual([
    "PostAutomateResponseConfig",
    "PostAutomateResponseConfig with Id",
    "UpdateAutomateResponseConfigStatus",
  ]);
  expect(await stack.preview(...refreshing, "--expect-no-changes")).toMatchObject({ exitCode: 0, steps: [] });
  expect(emulator.state.rules.map(({ RuleName, Status }) => [RuleName, Status]).sort()).toEqual(
    names.sort().map((name) => [name, 100]),
  );
});

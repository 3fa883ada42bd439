import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { localCloud, takeCalls, takeWrites } from "./local-cloud";
import { Stack } from "./stack";

const DESCRIBE = "DescribePlaybooks";
const OLDER = "DescribeAutomateResponseConfigPlayBooks";
const clean = { exitCode: 0, messages: [] };

it("the example: a rule that runs the playbook that was looked up", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofExample("playbooks", { emulator });

  expect(await stack.up()).toMatchObject({ ...clean, steps: ["create block-webshell"] });
  const [rule] = emulator.state.rules;
  expect(JSON.parse(rule?.ActionConfig ?? "")).toEqual([
    {
      actionType: "doPlaybook",
      playbookName: "WafBlockIP",
      playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
    },
  ]);
  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toEqual({ ruleId: rule?.Id, playbook: "WafBlockIP" });
  takeCalls(emulator);

  // The same names and ids, whichever operation tells them.
  emulator.addFault({ operation: DESCRIBE, fault: "permission" });
  expect(await stack.preview("--expect-no-changes")).toMatchObject({ ...clean, steps: [] });
  expect(takeCalls(emulator)).toEqual([OLDER, DESCRIBE]);

  const program = await readFile(join(stack.project, "index.ts"), "utf8");
  await stack.write("index.ts", program.replace('=== "WafBlockIP"', '=== "aliyun_clb_process_book"'));
  const edited = await stack.up();
  expect(edited).toMatchObject(clean);
  expect(edited.steps).toEqual(["update block-webshell: ~actions[0].playbookName ~actions[0].playbookUuid ~summary"]);
  expect(takeWrites(emulator)).toEqual(["PostAutomateResponseConfig with Id"]);

  expect(await stack.destroy()).toMatchObject({ exitCode: 0, steps: ["delete block-webshell"] });
  expect(emulator.state.rules).toEqual([]);
});

it("a playbook that does not exist ends the program with its words", async () => {
  const emulator = await localCloud({
    state: { playbooks: [{ Name: "WafBlockIP", ParamType: "template-file" }] },
  });
  const stack = await Stack.ofExample("playbooks", { emulator });
  const { exitCode, output } = await stack.preview();
  expect(exitCode).not.toBe(0);
  expect(output).toContain('There is no playbook \\"WafBlockIP\\" for IP addresses.');
  expect(takeCalls(emulator)).toEqual([DESCRIBE]);
});

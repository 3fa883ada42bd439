import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const ROLE = "acs:ram::1130916744880001:role/deployer";

it("makes nothing with the keys under a role that alicloud:assumeRole asks for and STS does not give", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: webshell }), { emulator });
  expect((await stack.pulumi("config", "set", "--path", "alicloud:assumeRole.roleArn", ROLE)).exitCode).toBe(0);
  const { output, exitCode } = await stack.pulumi("up", "--yes", "--skip-preview");
  expect(exitCode).not.toBe(0);
  expect(output).toContain(`the role ${ROLE} could not be assumed`);
  expect(emulator.state.rules).toEqual([]);
  expect(emulator.journal.filter(({ operation }) => operation === "PostAutomateResponseConfig")).toEqual([]);
});

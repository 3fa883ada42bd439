import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const config = {
  "alicloud-soar:regoin": "cn-hangzhou",
  "alicloud-soar:accessKeyId": "id",
  "alicloud-soar:securityToken": "clear",
};

it("warns of mistyped keys and of secrets in clear, once, with the command that mends it", async () => {
  const emulator = await localCloud();
  const secrets = { "alicloud-soar:accessKeySecret": "encrypted" };
  const stack = await Stack.ofFiles(declared({ one: webshell, two: webshell }), { emulator, config, secrets });
  const { output, exitCode } = await stack.pulumi("preview", "--diff");
  expect(exitCode, output).toBe(0);
  const warnings = output.split("\n").filter((line) => line.includes("warning:"));
  expect(warnings).toEqual([
    expect.stringContaining(
      "alicloud-soar:regoin is no key of this provider and does nothing: did you mean alicloud-soar:region?",
    ),
    expect.stringContaining('alicloud-soar:securityToken is set in clear: encrypt it with "pulumi config set --secret'),
  ]);
});

it("refuses a malformed roleArn in the preview", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ one: webshell }), {
    emulator,
    config: { "alicloud-soar:roleArn": "deployer" },
  });
  const { output, exitCode } = await stack.pulumi("preview", "--diff");
  expect(exitCode).not.toBe(0);
  expect(output).toContain(
    'alicloud-soar:roleArn: "deployer" is not the ARN of a role, which is acs:ram::<account id>:role/<role name>',
  );
  expect(emulator.journal).toEqual([]);
});

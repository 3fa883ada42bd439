import { expect, it } from "vitest";
import { webshell } from "./declared";
import { filesBelow } from "./files-below";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const accessKey = {
  accessKeyId: "STS.NTuKey",
  accessKeySecret: "keySecret-81c4d5",
  securityToken: "stsToken-77af02",
};
const canary = "canaryToken-5f2c9e";
const hidden = [accessKey.accessKeySecret, accessKey.securityToken, canary];

/** How the engine marks a secret in an exported state (Pulumi, sdk/go/common/resource/properties.go, SecretSig). */
const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String), ciphertext: expect.any(String) };

const program = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const given = new pulumi.Config("alicloud-soar");
const explicit = new soar.Provider("explicit", {
  region: "cn-hangzhou",
  cloudSiemEndpoint: given.require("cloudSiemEndpoint"),
  accessKeyId: given.require("accessKeyId"),
  accessKeySecret: given.require("accessKeySecret"),
  securityToken: given.require("securityToken"),
});
const conditions = { alert_desc: { containsString: new pulumi.Config().requireSecret("canary") } };
const args = { autoResponseType: "alert", conditions, actions: ${JSON.stringify(webshell.actions)} };
const rule = new soar.AutomateResponseConfig("rule", args);
new soar.AutomateResponseConfig("other", { ...args, conditions: undefined, executionCondition: pulumi
  .secret(JSON.stringify([{ left: { value: "alert_desc" }, operator: "equals", right: { value: "${canary}" } }])) },
  { provider: explicit });
exports.summary = rule.summary;
exports.found = soar.getAutomateResponseConfigsOutput({ ruleName: rule.ruleName }, { provider: explicit })
  .apply(({ rules }) => rules.length);
`;

it("keeps secrets and credentials out of state, output and files", async () => {
  const emulator = await localCloud({ accessKeys: [accessKey] });
  const stack = await Stack.ofFiles(
    { "index.js": program.replace(`"${canary}"`, 'new pulumi.Config().require("canary")') },
    {
      emulator,
      secrets: {
        "alicloud-soar:accessKeyId": accessKey.accessKeyId,
        "alicloud-soar:accessKeySecret": accessKey.accessKeySecret,
        "alicloud-soar:securityToken": accessKey.securityToken,
        "rules:canary": canary,
      },
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
        ALICLOUD_SOAR_CALL_LOG: "calls.jsonl",
        DEBUG: "*",
      },
    },
  );
  const told: string[] = [];
  const run = async (...args: string[]) => {
    const { exitCode, output } = await stack.pulumi(...args);
    told.push(output);
    return exitCode;
  };

  expect(await run("preview", "--diff")).toBe(0);
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
  expect(await run("up", "--yes", "--skip-preview", "--diff")).toBeGreaterThan(0);
  expect(await run("up", "--yes", "--skip-preview", "--json")).toBe(0);
  expect(emulator.state.rules).toHaveLength(2);
  expect(await run("refresh", "--yes", "--skip-preview", "--diff", "--expect-no-changes")).toBe(0);
  expect(await run("preview", "--json", "--expect-no-changes")).toBe(0);

  const { rule, other } = await stack.recorded();
  for (const side of [rule?.inputs, rule?.outputs]) {
    expect(side).toMatchObject({
      conditions: { alert_desc: { containsString: encrypted } },
      summary: encrypted,
    });
  }
  for (const side of [other?.inputs, other?.outputs]) {
    expect(side).toMatchObject({ executionCondition: encrypted, summary: encrypted });
  }
  told.push((await stack.pulumi("stack", "export")).output, ...(await filesBelow(stack.folder)));
  const everything = told.join("\n");
  expect(everything).toContain('"operation":"PostAutomateResponseConfig"');
  for (const secret of hidden) expect(everything).not.toContain(secret);
});

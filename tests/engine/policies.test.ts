import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkout } from "../support/project";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const pack = `
const { PolicyPack, remediateResourceOfType, validateResourceOfType } = require("@pulumi/policy");
const soar = require("pulumi-alicloud-soar");
new PolicyPack("rules", { policies: [
  { name: "owned", description: "Conditions are narrowed.", enforcementLevel: "remediate",
    remediateResource: remediateResourceOfType(soar.AutomateResponseConfig, (rule) =>
      rule.ruleName === "wide" ? { ...rule, conditions: { ...rule.conditions, alert_desc: { equals: "us" } } } : undefined) },
  { name: "named", description: "No rule is called bad.", enforcementLevel: "mandatory",
    validateResource: validateResourceOfType(soar.AutomateResponseConfig, (rule, _args, report) => {
      if (rule.ruleName === "bad") report("called bad");
    }) },
] });
`;

/** A policy pack in a folder; an official CLI needs no script to run one. */
async function policyPack(stack: Stack): Promise<string> {
  const folder = join(stack.folder, "policies");
  await mkdir(folder);
  await symlink(join(checkout, "node_modules"), join(folder, "node_modules"));
  const script = `#!/bin/sh\nexec node "${join(checkout, "node_modules/@pulumi/pulumi/cmd/run-policy-pack/index.js")}" "$@"\n`;
  const files = {
    "PulumiPolicy.yaml": "runtime: local\nversion: 0.0.1\n",
    "package.json": '{ "name": "rules", "version": "0.0.1" }\n',
    "index.js": pack,
    "pulumi-analyzer-policy-local": script,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await chmod(join(folder, "pulumi-analyzer-policy-local"), 0o755);
  stack.env.PATH = `${folder}:${stack.env.PATH}`;
  return folder;
}

it("policies find rules by their class, and the sentence of a rule that one changed is the one that fits", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ wide: { ...webshell, ruleName: "wide" } }), { emulator });
  const policies = ["--policy-pack", await policyPack(stack)];
  const up = async () => {
    const { exitCode, output } = await stack.pulumi("up", "--yes", "--skip-preview", ...policies);
    expect(exitCode, output).toBe(0);
  };
  const narrowed = expect.stringContaining('alert_desc is "us"');
  await up();
  expect((await stack.recorded()).wide?.outputs).toMatchObject({ summary: narrowed });
  const changed = { ...webshell, ruleName: "wide", autoResponseType: "event" };
  await stack.write("rules.json", JSON.stringify({ wide: changed }));
  await up();
  expect((await stack.recorded()).wide?.outputs).toMatchObject({ summary: narrowed, autoResponseType: "event" });
  const unchanged = await stack.preview(...policies, "--expect-no-changes");
  expect(unchanged.exitCode, unchanged.output).toBe(0);

  await stack.write("rules.json", JSON.stringify({ wide: changed, bad: { ...webshell, ruleName: "bad" } }));
  const refused = await stack.pulumi("preview", ...policies);
  expect(refused.exitCode).toBeGreaterThan(0);
  expect(refused.output).toContain("called bad");
});

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { packageName, userProject } from "../support/project";
import { ensureLowestNode } from "../toolchain/lowest-node.mjs";

const run = promisify(execFile);

/** What the plugin host and a program do, in one process. */
const LIFE_OF_A_RULE = `
const pulumi = require("@pulumi/pulumi");
const soar = require("${packageName}");
const { startEmulator } = require("${packageName}/emulator");
const rule = require("${packageName}/v1").AutomateResponseConfig();
(async () => {
  const emulator = await startEmulator();
  const { url, accessKeyId, accessKeySecret } = emulator;
  const keys = { region: "cn-hangzhou", sasEndpoint: url, cloudSiemEndpoint: url, accessKeyId, accessKeySecret };
  const configuration = Object.fromEntries(Object.entries(keys).map(([key, value]) => ["alicloud-soar:" + key, value]));
  await rule.configure({ config: { get: (key) => configuration[key] } });
  const conditions = { alert_name: { equals: "a" } };
  const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }];
  const { inputs } = await rule.check({}, { ruleName: "lowest", autoResponseType: "alert", conditions, actions });
  const { id, outs } = await rule.create(inputs);
  const { props } = await rule.read(id, outs);
  const provider = Object.create(soar.Provider.prototype, { configuration: { value: pulumi.output(configuration) } });
  const { fields } = await soar.getResponseRuleFields({ autoResponseType: "alert" }, { provider });
  const rules = emulator.state.rules.length;
  console.log(JSON.stringify({ node: process.version, read: props.ruleName === "lowest", fields: fields.length > 0, rules }));
  process.exit();
})();
`;

test("the oldest Node.js that is declared makes and reads a rule, and asks a function", async () => {
  const node = await ensureLowestNode();
  const project = await userProject();
  onTestFinished(() => project.remove());
  await writeFile(join(project.folder, "lowest.cjs"), LIFE_OF_A_RULE);
  const { stdout } = await run(node, ["lowest.cjs"], { cwd: project.folder });
  const { engines } = JSON.parse(await readFile(join(project.installed, "package.json"), "utf8"));
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""), stdout).toEqual({
    node: engines.node.replace(">=", "v"),
    read: true,
    fields: true,
    rules: 1,
  });
  const { stdout: help } = await run(node, [join(project.installed, "dist/provider/cli/main.js"), "--help"]);
  expect(help).toContain("import");
});

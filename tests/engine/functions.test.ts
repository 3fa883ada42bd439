import { join, relative } from "node:path";
import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { checkout } from "../support/project";
import { webshell } from "./declared";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

const program = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const cloudSiemEndpoint = new pulumi.Config("alicloud-soar").require("cloudSiemEndpoint");
const abroad = new soar.Provider("abroad", { region: "eu-west-1", roleFor: "1111111111111111", cloudSiemEndpoint });
const names = ({ rules }) => rules.map(({ ruleName }) => ruleName);

module.exports = async () => {
  const args = { autoResponseType: "event" };
  const { fields } = await soar.getResponseRuleFields(args, { provider: abroad });
  const { rules } = await soar.getAutomateResponseConfigs();
  return {
    ofStack: names({ rules }),
    ofStackAsOutput: soar.getAutomateResponseConfigsOutput({ ruleName: pulumi.output("home") }).apply(names),
    abroad: names(await soar.getAutomateResponseConfigs({ enabled: true }, { provider: abroad })),
    abroadAsOutput: soar.getAutomateResponseConfigsOutput({}, { provider: abroad }),
    fields: fields.map(({ field }) => field),
    operators: soar.getResponseRuleFieldsOutput(args).apply(({ fields: [first] }) => first.operators),
  };
};
`;

it("ask the stack's account or the one of an explicit provider, as promise and as output", async () => {
  const executionCondition = [{ left: { value: "alert_name" }, operator: "equals", right: { value: "a" }, group: 1 }];
  const emulator = await localCloud({
    state: {
      rules: [
        { RuleName: "home", Status: 0 },
        { RuleName: "home too" },
        {
          Id: "9007199254740995",
          RuleName: "abroad",
          RegionId: "ap-southeast-1",
          RoleFor: "1111111111111111",
          Status: 100,
          ExecutionCondition: JSON.stringify(executionCondition),
        },
      ],
    },
  });
  const stack = await Stack.ofFiles({ "index.js": program }, { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toEqual({
    ofStack: ["home too", "home"],
    ofStackAsOutput: ["home"],
    abroad: ["abroad"],
    abroadAsOutput: {
      rules: [
        {
          id: "9007199254740995",
          ruleName: "abroad",
          autoResponseType: "alert",
          executionCondition,
          actions: [expect.objectContaining({ actionType: "doPlaybook" })],
          enabled: true,
          responseRuleType: "custom",
          aliuid: "1234567890123456",
          subUserId: "204859012345678901",
          gmtCreate: expect.any(String),
          gmtModified: expect.any(String),
        },
      ],
    },
    fields: ["alert_name", "alert_desc", "alert_level", "threat_level"],
    operators: expect.arrayContaining([
      { operator: "containsString", description: "containsString", takesValue: true },
      { operator: "isNull", description: "isNull", takesValue: false },
    ]),
  });
});

const late = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const rule = new soar.AutomateResponseConfig("rule", require("./rule.json"));
const provider = new soar.Provider("late", {
  region: "cn-hangzhou",
  cloudSiemEndpoint: new pulumi.Config("alicloud-soar").require("cloudSiemEndpoint"),
  accessKeyId: rule.id.apply(() => "emulator"),
  accessKeySecret: "emulator-secret",
});
exports.found = soar.getAutomateResponseConfigsOutput({ ruleName: rule.ruleName }, { provider }).apply(({ rules }) => rules.length);
`;

it("wait for a provider whose configuration is not known before another resource is there", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles({ "index.js": late, "rule.json": JSON.stringify(webshell) }, { emulator });
  expect(await stack.preview()).toMatchObject({ exitCode: 0, messages: [] });
  expect(takeCalls(emulator)).toEqual([]);
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toEqual({ found: 1 });
});

const severalStacks = `
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const soar = require("pulumi-alicloud-soar");
const clouds = require("./clouds.json");
const found = {};
const open = async (stackName) => {
  const program = async () => {
    const { rules } = await soar.getAutomateResponseConfigs();
    (found[stackName] ??= []).push(rules.map(({ ruleName }) => ruleName).join());
  };
  const { config } = clouds[stackName];
  const stack = await LocalWorkspace.createStack(
    { stackName, projectName: "rules", program },
    { workDir: process.cwd(), envVars: { PULUMI_STACK: "" } },
  );
  await stack.setAllConfig(config);
  return stack;
};
(async () => {
  const home = await open("home");
  const abroad = await open("abroad");
  await Promise.all([home.preview(), abroad.preview()]);
  await home.setConfig("alicloud-soar:roleFor", { value: "1111111111111111" });
  await home.preview();
  console.log(JSON.stringify(found));
})();
`;

it("belong to the stack and the configuration of their deployment, also where one process runs several", async () => {
  const another = { accessKeyId: "another", accessKeySecret: "another-secret" };
  const view = { RuleName: "of the member", RoleFor: "1111111111111111" };
  const [home, abroad] = await Promise.all([
    localCloud({ state: { rules: [{ RuleName: "at home" }, view] } }),
    localCloud({ accessKeys: [another], state: { rules: [{ RuleName: "abroad", RegionId: "ap-southeast-1" }] } }),
  ]);
  const configured = (region: string, { url, accessKeyId, accessKeySecret }: Emulator) => {
    const values = { region, cloudSiemEndpoint: url, accessKeyId, accessKeySecret };
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [`alicloud-soar:${key}`, { value }]));
  };
  const clouds = {
    home: { config: configured("cn-hangzhou", home) },
    abroad: { config: configured("eu-west-1", abroad) },
  };
  const stack = await Stack.ofFiles(
    { "several.js": severalStacks, "clouds.json": JSON.stringify(clouds) },
    { emulator: home },
  );
  const { exitCode, output } = await stack.node(relative(checkout, join(stack.project, "several.js")));
  expect(exitCode, output).toBe(0);
  expect(JSON.parse(output)).toEqual({ home: ["at home", "of the member"], abroad: ["abroad"] });
});

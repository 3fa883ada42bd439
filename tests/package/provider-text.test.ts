import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import * as door from "../../provider/dynamic/v1";
import { type KindName, kinds } from "../../provider/resources";
import * as soar from "../../sdk";
import { providerText, resourceType } from "../../sdk/provider-text";

const names = Object.keys(kinds) as KindName[];
const doors = new Map(Object.entries(door));
const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      registered.push(args);
      return { id: "1", state: args.inputs };
    },
    call: () => ({}),
  });
});

// Both stand in the state of every stack: state written today must be readable by every later release.
test("text and type of a released kind never change", () => {
  expect([resourceType("AutomateResponseConfig"), providerText("AutomateResponseConfig")]).toEqual([
    "pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig",
    'exports.handler=require("pulumi-alicloud-soar/v1").AutomateResponseConfig',
  ]);
});

test.each(names)("the text of %s is under 80 bytes, and the door knows the kind", (name) => {
  expect(Buffer.byteLength(providerText(name))).toBeLessThan(80);
  expect(doors.get(name)?.()).toMatchObject({ check: expect.any(Function), create: expect.any(Function) });
  expect(kinds[name].name).toBe(name);
});

test("the class registers the same text whatever its arguments", async () => {
  const actions = [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" }];
  const rules = [
    new soar.AutomateResponseConfig("plain", { autoResponseType: "alert", conditions: {}, actions }),
    new soar.AutomateResponseConfig("secret", {
      ruleName: pulumi.secret("hush"),
      autoResponseType: pulumi.output("event"),
      executionCondition: pulumi.output("[]"),
      actions,
    }),
  ];
  await Promise.all(rules.map((rule) => new Promise((resolve) => rule.urn.apply(resolve))));
  expect(registered.map(({ type, inputs }) => [type, inputs.__provider, inputs.ruleName])).toEqual([
    [resourceType("AutomateResponseConfig"), providerText("AutomateResponseConfig"), undefined],
    [resourceType("AutomateResponseConfig"), providerText("AutomateResponseConfig"), expect.anything()],
  ]);
});

import * as pulumi from "@pulumi/pulumi";
import { beforeEach, expect, test } from "vitest";
import * as soar from "../../sdk";

const registered: Record<string, pulumi.runtime.MockResourceArgs["inputs"]> = {};

const args = { autoResponseType: "alert", conditions: {}, actions: [{ actionType: "notify" }] };

beforeEach(async () => {
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ name, inputs }) => {
      registered[name] = inputs;
      return { id: `${name}-id`, state: inputs };
    },
    call: ({ inputs }) => inputs,
  };
  await pulumi.runtime.setMocks(mocks, "rules", "prod", false, "acme");
  pulumi.runtime.setAllConfig({});
});

/** What the class sends of a rule. */
async function sent(name: string, more: object = {}, opts?: pulumi.CustomResourceOptions) {
  const rule = new soar.AutomateResponseConfig(name, { ...args, ...more }, opts);
  await new Promise((resolve) => rule.urn.apply(resolve));
  return registered[name];
}

test("the class sends organization and URN, and leaves the name to the provider", async () => {
  expect(await sent("block")).toMatchObject({
    __urn: "acme/urn:pulumi:prod::rules::pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig::block",
  });
  expect(registered.block?.ruleName).toBeUndefined();
});

test("two children of one component are told from each other, and from those of another, without waiting", async () => {
  const [one, other] = ["one", "other"].map((name) => new pulumi.ComponentResource("acme:Rules", name));
  const urns = await Promise.all([
    sent("first", {}, { parent: one }),
    sent("second", {}, { parent: one }),
    sent("third", {}, { parent: other }),
  ]);
  const places = urns.map((inputs) => String(inputs?.__urn));
  expect(new Set(places).size).toBe(3);
  for (const place of places) expect(place).toContain("acme:Rules$pulumi-nodejs:dynamic/alicloud-soar:");
});

test("pulumi:autonaming may ask for the resource's own name", async () => {
  pulumi.runtime.setAllConfig({ "pulumi:autonaming": '{"mode":"verbatim"}' });
  expect(await sent("block")).toMatchObject({ ruleName: "block" });
  expect(await sent("named", { ruleName: "mine" })).toMatchObject({ ruleName: "mine" });
});

test("pulumi:autonaming may require a name of the program", async () => {
  pulumi.runtime.setAllConfig({ "pulumi:autonaming": '{"mode":"disabled"}' });
  await expect(sent("block")).rejects.toThrow(
    '"block": ruleName must be given, because pulumi:autonaming is disabled.',
  );
  expect(await sent("named", { ruleName: "mine" })).toMatchObject({ ruleName: "mine" });
});

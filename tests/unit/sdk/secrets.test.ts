import * as pulumi from "@pulumi/pulumi";
import { afterEach, describe, expect, test } from "vitest";
import { AutomateResponseConfig, type AutomateResponseConfigArgs } from "../../../sdk/automate-response-config";
import { mocked } from "../../support/mocked";

const registered = mocked();

afterEach(() => pulumi.runtime.setAllConfig({}));

const rule: AutomateResponseConfigArgs = {
  ruleName: "rule",
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "notify" }],
};

let count = 0;
/** The properties of which the provider is told that they are, or may be, secret. */
async function secretOf(args: object, opts?: pulumi.CustomResourceOptions): Promise<unknown> {
  count += 1;
  const { urn } = new AutomateResponseConfig(`rule-${count}`, { ...rule, ...args }, opts);
  await new Promise((resolve) => urn.apply(resolve));
  return registered[`rule-${count}`]?.__secret;
}

describe("what is secret", () => {
  test.each<[string, object, unknown]>([
    ["nothing", {}, undefined],
    ["an output that is no secret", { ruleName: pulumi.output("rule") }, undefined],
    ["a property", { ruleName: pulumi.secret("rule") }, ["ruleName"]],
    ["a part of one", { conditions: { f: { equals: pulumi.secret("x") } } }, ["conditions"]],
    ["an output of a secret", { conditions: pulumi.secret("x").apply((x) => ({ f: { equals: x } })) }, ["conditions"]],
  ])("%s", async (_what, args, names) => {
    expect(await secretOf(args)).toEqual(names);
  });
});

describe("transformations may make a secret of any argument, also of one more", () => {
  const opts = { transformations: [() => undefined] };

  test("of the resource, or above it", async () => {
    expect(await secretOf({}, opts)).toBe(true);
    const parent = new pulumi.ComponentResource("acme:Rules", "rules", {}, opts);
    expect(await secretOf({}, { parent })).toBe(true);
  });

  test("unless the configuration says that they do not", async () => {
    pulumi.runtime.setAllConfig({ "alicloud-soar:summary": "clear" });
    expect(await secretOf({}, opts)).toBeUndefined();
    expect(await secretOf({ ruleName: pulumi.secret("rule") }, opts)).toEqual(["ruleName"]);
  });
});

describe("an error of a constructor tells the line of the program", () => {
  test.each<[string, string | undefined, object]>([
    ["no name", undefined, {}],
    ["a parent that is no resource", "rule", { parent: {} }],
    ["a transformation that throws", "rule", { transformations: [() => JSON.parse("{")] }],
  ])("%s", (_what, name, opts) => {
    const construct = () => new AutomateResponseConfig(name as string, rule, opts);
    expect(construct).toThrow(expect.objectContaining({ stack: expect.stringContaining("secrets.test.ts") }));
  });
});

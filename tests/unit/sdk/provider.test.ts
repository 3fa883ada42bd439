import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { readConfig } from "../../../provider/api/configuration/config";
import { Provider } from "../../../sdk/provider";
import { mocked } from "../../support/mocked";

const registered = mocked();

/** The configuration of a provider as the engine gets it, and as functions read it. */
async function configured(...[name, args]: ConstructorParameters<typeof Provider>) {
  const { urn, configuration } = new Provider(name, args);
  await new Promise((resolve) => urn.apply(resolve));
  const read = await new Promise<object>((resolve) => configuration.apply(resolve));
  return { engine: registered[name], functions: JSON.parse(JSON.stringify(read)) };
}

const SECRET = "1b47061264138c4ac30d75fd1eb44270";

test("an argument that is not given is left out", async () => {
  expect(await configured("without", { securityToken: undefined, profile: "soar" })).toEqual({
    engine: { "alicloud-soar:profile": "soar" },
    functions: { "alicloud-soar:profile": "soar" },
  });
});

test("an argument that is null is left out, as no region and no key is called null", async () => {
  const { engine } = await configured("nulls", { region: null, accessKeyId: null, profile: "soar" } as object);
  expect(engine).toEqual({ "alicloud-soar:profile": "soar" });
});

test.each(["roleFor", "accessKeySecret"])(
  "an output for %s that holds nothing is an error that names it",
  async (key) => {
    const { functions } = await configured(`nothing for ${key}`, { [key]: pulumi.output(undefined) });
    expect(() => readConfig((name) => functions[name], {})).toThrow(`alicloud-soar:${key} is undefined`);
  },
);

test("an argument that does not exist is refused", () => {
  const mistyped: object = { regoin: "cn-hangzhou" };
  expect(() => new Provider("odd", mistyped)).toThrow('Provider "odd" has no argument regoin: did you mean region?');
  const foreign: object = { colour: "red" };
  expect(() => new Provider("odd", foreign)).toThrow('Provider "odd" has no argument colour.');
  expect(() => new Provider("odd", { ...mistyped, ...foreign })).toThrow(
    /has no argument regoin: did you mean region\?\n.*has no argument colour\.$/,
  );
});

test("configuration is text, and secrets are marked", async () => {
  const { engine, functions } = await configured("with", {
    roleType: 1,
    maxCallsPerSecond: pulumi.output(2.5),
    accessKeyId: "id",
    accessKeySecret: "hush",
    securityToken: pulumi.output("token"),
  });
  const secret = (value: string) => expect.objectContaining({ [pulumi.runtime.specialSigKey]: SECRET, value });
  expect(engine).toEqual({
    "alicloud-soar:roleType": "1",
    "alicloud-soar:maxCallsPerSecond": "2.5",
    "alicloud-soar:accessKeyId": "id",
    "alicloud-soar:accessKeySecret": secret("hush"),
    "alicloud-soar:securityToken": secret("token"),
  });
  expect(functions).toMatchObject({ "alicloud-soar:accessKeySecret": "hush" });
});

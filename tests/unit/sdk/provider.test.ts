import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import { Provider } from "../../../sdk/provider";

const registered: Record<string, Record<string, unknown>> = {};

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered[name] = inputs;
      return { id: name, state: inputs };
    },
    call: () => ({}),
  }),
);

/** The configuration of a provider as the engine gets it, and as functions read it. */
async function configured(...[name, args]: ConstructorParameters<typeof Provider>) {
  const { urn, configuration } = new Provider(name, args);
  await new Promise((resolve) => urn.apply(resolve));
  const read = await new Promise<object>((resolve) => configuration.apply(resolve));
  return { engine: registered[name], functions: JSON.parse(JSON.stringify(read)) };
}

const SECRET = "1b47061264138c4ac30d75fd1eb44270";

test("an argument that turns out undefined is left out, secrets too", async () => {
  const nothing = pulumi.output(undefined);
  const args = { region: nothing, accessKeySecret: nothing, securityToken: undefined, profile: "soar" };
  expect(await configured("without", args)).toEqual({
    engine: { "alicloud-soar:profile": "soar" },
    functions: { "alicloud-soar:profile": "soar" },
  });
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

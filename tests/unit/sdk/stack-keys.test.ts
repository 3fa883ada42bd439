import { expect, test } from "vitest";
import { warningsOf } from "../../../sdk/stack-keys";

const NONE: readonly string[] = [];
const warned = (names: readonly string[], secrets = NONE) => warningsOf(names, (name) => secrets.includes(name));

test.each([
  ["regoin", "region"],
  ["Region", "region"],
  ["accesskeyid", "accessKeyId"],
  ["accessKey", "accessKeyId"],
  ["role-arn", "roleArn"],
  ["rolearn", "roleArn"],
  ["cloudsiemEndpont", "cloudSiemEndpoint"],
  ["maxCalls", "maxCallsPerSecond"],
])("%s: did you mean %s?", (typed, meant) => {
  expect(warned([`alicloud-soar:${typed}`])).toEqual([
    `alicloud-soar:${typed} is no key of this provider and does nothing: did you mean alicloud-soar:${meant}? ` +
      `"pulumi config set alicloud-soar:${meant} <value>", then "pulumi config rm alicloud-soar:${typed}".`,
  ]);
});

test("a mistyped secret is to be set as one", () => {
  expect(warned(["alicloud-soar:acessKeySecret"])[0]).toContain(
    '"pulumi config set --secret alicloud-soar:accessKeySecret <value>"',
  );
});

test("a key that is like none: all of them", () => {
  expect(warned(["alicloud-soar:colour"])).toEqual([expect.stringMatching(/The keys are region, .*, readTimeout\.$/)]);
});

test("a secret in clear, and how to encrypt it", () => {
  const [name, secret] = ["alicloud-soar:securityToken", "alicloud-soar:accessKeySecret"];
  expect(warned([name, secret], [secret])).toEqual([
    `${name} is set in clear: encrypt it with "pulumi config set --secret ${name}", and give it a new value.`,
  ]);
});

test("nothing of keys that are right, or another's", () => {
  expect(
    warned(["alicloud-soar:region", "alicloud-soar:accessKeyId", "alicloud:secretKey", "alicloud:regoin"]),
  ).toEqual([]);
});

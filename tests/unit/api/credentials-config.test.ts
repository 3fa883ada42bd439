import { describe, expect, test } from "vitest";
import { readConfig } from "../../../provider/api/configuration/config";
import { ARN } from "../../support/credentials";

describe("what cannot be used is refused by its name", () => {
  test.each<[Record<string, string>, NodeJS.ProcessEnv, RegExp]>([
    [{}, { ALICLOUD_ACCESS_KEY: "id" }, /^ALICLOUD_SECRET_KEY is missing, but ALICLOUD_ACCESS_KEY is set/],
    [{}, { ALIBABACLOUD_ACCESS_KEY_SECRET: "s" }, /^ALIBABACLOUD_ACCESS_KEY_ID is missing/],
    [
      {},
      { ALIBABA_CLOUD_SECURITY_TOKEN: "t" },
      /^ALIBABA_CLOUD_ACCESS_KEY_ID is missing, but ALIBABA_CLOUD_SECURITY_TOKEN is set/,
    ],
    [{ "alicloud:assumeRole": '{"sessionName":"a-name"}' }, {}, /^alicloud:assumeRole.roleArn is missing/],
    [{ "alicloud:assumeRole": "acs:ram::1:role/x" }, {}, /^alicloud:assumeRole is not an object/],
    [
      { "alicloud:assumeRole": '{"roleArn":"deployer"}' },
      {},
      /^alicloud:assumeRole.roleArn: "deployer" is not the ARN of a role/,
    ],
    [
      { "alicloud-soar:roleExternalId": "x" },
      {},
      /^alicloud-soar:roleArn is missing, but alicloud-soar:roleExternalId is set/,
    ],
    [{ "alicloud-soar:roleArn": "acs:ram::x:role/y" }, {}, /^alicloud-soar:roleArn: .* is not the ARN of a role/],
    [
      { "alicloud-soar:roleArn": "acs:ram::1:user/y" },
      {},
      /is not the ARN of a role, which is acs:ram::<account id>:role/,
    ],
    [
      { "alicloud-soar:roleArn": ARN, "alicloud-soar:roleDurationSeconds": "60" },
      {},
      /roleDurationSeconds: "60" is not a number of seconds/,
    ],
    [{ "alicloud-soar:roleArn": ARN, "alicloud-soar:roleSessionName": "a b" }, {}, /roleSessionName: "a b" is not/],
    [{ "alicloud:accountId": "me" }, {}, /^alicloud:accountId: "me" is not the id of an account/],
    [{ "alicloud:credentialsUri": "keys?token=hush" }, {}, /^alicloud:credentialsUri is not a URL\.$/],
    [
      {},
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/t", ALIBABA_CLOUD_ROLE_ARN: ARN },
      /neither .*oidcProviderArn nor ALIBABA_CLOUD_OIDC_PROVIDER_ARN is set/,
    ],
    [
      {},
      { ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p", ALIBABA_CLOUD_ROLE_ARN: ARN },
      /neither .*oidcTokenFile nor ALIBABA_CLOUD_OIDC_TOKEN_FILE is set/,
    ],
    [
      {},
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/t", ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "p", ALIBABA_CLOUD_ROLE_ARN: "deployer" },
      /^ALIBABA_CLOUD_ROLE_ARN: "deployer" is not the ARN of a role/,
    ],
    [
      { "alicloud:assumeRoleWithOidc": "{}" },
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/t" },
      /neither alicloud:assumeRoleWithOidc.roleArn nor ALIBABA_CLOUD_ROLE_ARN is set/,
    ],
  ])("%o %o", (values, env, message) => {
    expect(() => readConfig((key) => values[key], env)).toThrow(message);
  });
});

test.each([
  [{ "alicloud:accountId": "1130916744880001" }, {}, "1130916744880001"],
  [{}, { ALICLOUD_ACCOUNT_ID: "2" }, "2"],
  [{}, { ALIBABA_CLOUD_ACCOUNT_ID: "3" }, "3"],
  [{ "alicloud-soar:profile": "work", "alicloud:accountId": "1" }, { ALICLOUD_ACCOUNT_ID: "2" }, undefined],
])("%o %o: the account is %s", (values: Record<string, string>, env, account) => {
  expect(readConfig((key) => values[key], env).accountId).toBe(account);
});

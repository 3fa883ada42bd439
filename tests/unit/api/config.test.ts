import { describe, expect, test } from "vitest";
import { readConfig } from "../../../provider/api/configuration/config";
import { ConfigError } from "../../../provider/api/configuration/config-error";

const read = (values: Record<string, string>, env: NodeJS.ProcessEnv = {}) => readConfig((key) => values[key], env);

function failing(values: Record<string, string>): ConfigError {
  try {
    read(values);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("readConfig", () => {
  test("defaults", () => {
    expect(read({})).toMatchObject({ maxCallsPerSecond: 10, readTimeout: 60_000 });
  });

  test("region: alicloud-soar, then alicloud, then the environment", () => {
    const env = {
      ALICLOUD_REGION: "us-east-1",
      ALIBABA_CLOUD_REGION: "us-west-1",
      ALIBABA_CLOUD_REGION_ID: "eu-west-1",
    };
    const both = { "alicloud-soar:region": "cn-hangzhou", "alicloud:region": "cn-shanghai" };
    expect(read(both, env).region).toBe("cn-hangzhou");
    expect(read({ "alicloud:region": "cn-shanghai" }, env).region).toBe("cn-shanghai");
    expect(read({}, env).region).toBe("us-east-1");
    expect(read({}, { ...env, ALICLOUD_REGION: " " }).region).toBe("us-west-1");
    expect(read({}, { ALIBABA_CLOUD_REGION_ID: "eu-west-1\n" }).region).toBe("eu-west-1");
  });

  test("credentials of the alicloud namespace serve when alicloud-soar has none", () => {
    const config = read({
      "alicloud:accessKey": "id",
      "alicloud:secretKey": "secret",
      "alicloud:securityToken": "token",
    });
    expect(config).toMatchObject({ accessKeyId: "id", accessKeySecret: "secret", securityToken: "token" });
  });

  test("credentials of two namespaces are never mixed", () => {
    const config = read({
      "alicloud-soar:profile": "soar",
      "alicloud:accessKey": "id",
      "alicloud:secretKey": "secret",
    });
    expect(config.profile).toBe("soar");
    expect(config.accessKeyId).toBeUndefined();
  });

  test("the STS endpoint: alicloud-soar, then alicloud, then the environment", () => {
    const env = { ALIBABA_CLOUD_STS_ENDPOINT: "sts.env.com" };
    const block = { "alicloud:endpoints": '[{"sas":"tds.example.com","sts":"sts.block.com"}]' };
    expect(read({ ...block, "alicloud-soar:stsEndpoint": "sts.own.com" }, env).stsEndpoint).toBe("sts.own.com");
    expect(read(block, env).stsEndpoint).toBe("sts.block.com");
    expect(read({ "alicloud:endpoints": "[{}]" }, env).stsEndpoint).toBe("sts.env.com");
    expect(read({ "alicloud:endpoints": '[{"sas":"a.com"},{"sts":"b.com"}]' }, env).stsEndpoint).toBe("b.com");
    expect(failing({ "alicloud:endpoints": "sts.example.com" }).key).toBe("alicloud:endpoints");
  });

  test("white space around a value is no part of it", () => {
    const config = read({ "alicloud-soar:accessKeyId": "id\n", "alicloud-soar:accessKeySecret": "secret\n" });
    expect(config).toMatchObject({ accessKeyId: "id", accessKeySecret: "secret" });
  });

  test.each([
    ["60s", 60_000],
    ["2m", 120_000],
    ["500ms", 500],
    ["1500", 1_500],
    ["0.5s", 500],
    ["1m30s", 90_000],
  ])("readTimeout %s is %i ms", (text, ms) => {
    expect(read({ "alicloud-soar:readTimeout": text }).readTimeout).toBe(ms);
  });

  test("the environment gives the call log", () => {
    expect(read({}, { ALICLOUD_SOAR_CALL_LOG: "/tmp/calls" }).callLog).toBe("/tmp/calls");
  });

  test.each([
    ["alicloud-soar:maxCallsPerSecond", "0"],
    ["alicloud-soar:maxCallsPerSecond", "many"],
    ["alicloud-soar:readTimeout", "0"],
    ["alicloud-soar:readTimeout", "0s"],
    ["alicloud-soar:readTimeout", "1 minute"],
    ["alicloud-soar:readTimeout", "999999999s"],
    ["alicloud-soar:roleType", "2"],
    ["alicloud-soar:roleFor", "me"],
    ["alicloud-soar:region", "mars-1"],
    ["alicloud-soar:sasEndpoint", "ftp://host"],
    ["alicloud-soar:cloudSiemEndpoint", "https://host/path"],
  ])("%s: %s is refused by name", (key, value) => {
    const error = failing({ [key]: value });
    expect(error.key).toBe(key);
    expect(error.message).toContain(key);
  });

  test("several values that are wrong are told at once, each with its key and once", () => {
    const { key, message } = failing({
      "alicloud-soar:region": "cn-hangzou",
      "alicloud-soar:roleType": "2",
      "alicloud-soar:roleArn": "admin",
      "alicloud-soar:roleSessionName": "x",
      "alicloud-soar:accessKeyId": "id",
      "alicloud-soar:sasEndpoint": "a b",
      "alicloud-soar:cloudSiemEndpoint": "http://127.0.0.1:4010",
      "alicloud:endpoints": "sts.example.com",
    });
    expect(key).toBe("alicloud-soar:roleType");
    expect(message.split("\n")).toEqual([
      expect.stringMatching(/^alicloud-soar:roleType: "2" is neither/),
      expect.stringMatching(/^alicloud-soar:roleArn: "admin" is not the ARN/),
      expect.stringMatching(/^alicloud-soar:roleSessionName: "x" is not/),
      expect.stringMatching(/^alicloud-soar:sasEndpoint is neither a host/),
      expect.stringMatching(/^alicloud:endpoints is not an object/),
      "alicloud-soar:accessKeySecret is missing, but alicloud-soar:accessKeyId is set.",
    ]);
  });

  test("half a key pair is refused, and the secret is not shown", () => {
    const error = failing({ "alicloud-soar:accessKeySecret": "hush-hush" });
    expect(error.key).toBe("alicloud-soar:accessKeyId");
    expect(error.message).not.toContain("hush-hush");
    expect(failing({ "alicloud:accessKey": "id" }).key).toBe("alicloud:secretKey");
    expect(failing({ "alicloud-soar:securityToken": "hush-hush" }).message).not.toContain("hush-hush");
  });
});

describe("where resources are, and whose,", () => {
  test.each(["region", "roleType", "roleFor", "accountId"])("%s set and empty is an error, not the default", (key) => {
    const name = `alicloud-soar:${key}`;
    for (const blank of ["", " \n"]) {
      const error = failing({ [name]: blank });
      expect([error.key, error.message]).toEqual([
        name,
        `${name} is set, and empty: give it a value, or take it away.`,
      ]);
    }
  });

  test("empty variables of the environment and keys of another provider are not set", () => {
    const env = { ALICLOUD_REGION: "", ALICLOUD_ACCOUNT_ID: " " };
    expect(read({ "alicloud:region": "", "alicloud:accountId": "" }, env)).not.toHaveProperty("accountId");
  });
});

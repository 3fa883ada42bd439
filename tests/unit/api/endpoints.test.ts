import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "../../../provider/api/configuration/config";
import {
  dataManagementCentre,
  endpointOf,
  parseEndpoint,
  REGIONS,
  regionDoubt,
} from "../../../provider/api/configuration/endpoints";
import { checkout } from "../../support/project";

describe("dataManagementCentre", () => {
  test.each([
    ["cn-beijing", "cn-hangzhou"],
    ["cn-hongkong", "cn-hangzhou"],
    ["ap-southeast-3", "ap-southeast-1"],
    ["eu-central-1", "ap-southeast-1"],
  ])("%s belongs to %s", (region, centre) => {
    expect(dataManagementCentre({ region })).toBe(centre);
  });

  test("an unknown region is an error that names a few that are like it, and the page that lists all", () => {
    const named = (region: string | undefined) => {
      try {
        return dataManagementCentre({ region });
      } catch (error) {
        const { message } = error as Error;
        expect(message).toContain("; docs/accounts.md of this package lists all.");
        return REGIONS.filter((known) => message.split(/[ ,;]+/).includes(known));
      }
    };
    expect(named("mars-1")).toHaveLength(4);
    expect(named("eu-central-9")).toContain("eu-central-1");
    expect(named(undefined)).toContain("cn-hangzhou");
  });

  test("the page lists every region", () => {
    const page = readFileSync(join(checkout, "docs/accounts.md"), "utf8");
    const [, list = ""] = /^## Regions$(.*?)^## /ms.exec(page) ?? [];
    expect([...list.matchAll(/`([a-z]+-[\w-]+)`/g)].map(([, region]) => region).sort()).toEqual([...REGIONS].sort());
  });

  test.each([
    ["cn-hangzou", "cn-hangzhou"],
    ["eu-central", "eu-central-1"],
    ["CN-Beijing", "cn-beijing"],
  ])("%s is a slip for %s: an error says so, with both endpoints a warning", (region, meant) => {
    const said = `The region "${region}" is unknown: did you mean ${meant}?`;
    expect(() => dataManagementCentre({ region })).toThrow(said);
    expect(regionDoubt({ region, sasEndpoint: "one", cloudSiemEndpoint: "two" })).toContain(said);
  });

  test("a region that is known, or like none, is no slip", () => {
    for (const region of ["cn-hangzhou", "mars-1", undefined]) expect(regionDoubt({ region })).toBeUndefined();
  });

  test("no region is an error that says how to set one", () => {
    expect(() => dataManagementCentre({})).toThrow(/alicloud-soar:region/);
  });

  test("with both endpoints any region will do", () => {
    const endpoints = { sasEndpoint: "one", cloudSiemEndpoint: "two" };
    expect(dataManagementCentre({ ...endpoints, region: "cn-new-1" })).toBe("cn-hangzhou");
    expect(dataManagementCentre({ ...endpoints, region: "mars-1" })).toBe("ap-southeast-1");
    expect(() => dataManagementCentre({ sasEndpoint: "one", region: "mars-1" })).toThrow(/unknown/);
  });
});

describe("endpointOf", () => {
  test.each([
    ["sas", "cn-hangzhou", "tds.cn-shanghai.aliyuncs.com"],
    ["sas", "us-east-1", "tds.ap-southeast-1.aliyuncs.com"],
    ["cloud-siem", "cn-hangzhou", "cloud-siem.cn-shanghai.aliyuncs.com"],
    ["cloud-siem", "me-east-1", "cloud-siem.ap-southeast-1.aliyuncs.com"],
    ["sophonsoar", "cn-qingdao", "sophonsoar.aliyuncs.com"],
    ["sts", "eu-west-1", "sts.eu-west-1.aliyuncs.com"],
    ["sts", "cn-wuhan-lr", "sts.cn-wuhan-lr.aliyuncs.com"],
    ["sts", "cn-shanghai-finance-1", "sts.aliyuncs.com"],
    ["sts", "cn-north-2-gov-1", "sts.aliyuncs.com"],
    ["sophonsoar", "eu-west-1", "sophonsoar.ap-southeast-1.aliyuncs.com"],
  ] as const)("%s of %s is %s", (product, region, host) => {
    expect(endpointOf({ region }, product)).toMatchObject({ protocol: "https", host });
  });

  test("a rule operation goes to the centre that its own RegionId names", () => {
    const { host } = endpointOf({ region: "cn-hangzhou" }, "cloud-siem", "ap-southeast-1");
    expect(host).toBe("cloud-siem.ap-southeast-1.aliyuncs.com");
    expect(endpointOf({}, "cloud-siem", "cn-hangzhou").host).toBe("cloud-siem.cn-shanghai.aliyuncs.com");
  });

  test("a configured endpoint counts, with or without a protocol", () => {
    const config = { sasEndpoint: "http://127.0.0.1:4010", cloudSiemEndpoint: "siem.example.com" };
    expect(endpointOf(config, "sas")).toEqual({
      protocol: "http",
      host: "127.0.0.1:4010",
      key: "alicloud-soar:sasEndpoint",
    });
    expect(endpointOf(config, "sophonsoar", "cn-hangzhou")).toEqual({
      protocol: "https",
      host: "siem.example.com",
      key: "alicloud-soar:cloudSiemEndpoint",
    });
  });

  test.each([
    [{ sasEndpoint: "http://127.0.0.1:4010" }, "127.0.0.1:4010"],
    [{ cloudSiemEndpoint: "http://127.0.0.1:4010" }, "127.0.0.1:4010"],
    [{ sasEndpoint: "tds.example.com" }, "sts.aliyuncs.com"],
    [
      { sasEndpoint: "http://127.0.0.1:4010", stsEndpoint: "sts-vpc.cn-hangzhou.aliyuncs.com" },
      "sts-vpc.cn-hangzhou.aliyuncs.com",
    ],
  ])("with %o, whose the keys are is asked at %s", (config, host) => {
    expect(endpointOf(config, "sts")).toMatchObject({ host, key: "alicloud-soar:stsEndpoint" });
  });

  test("what is no endpoint is refused without being shown", () => {
    expect(() => endpointOf({ sasEndpoint: "https://me:hush@host" }, "sas")).toThrow(/^alicloud-soar:sasEndpoint is/);
    expect(() => endpointOf({ sasEndpoint: "https://me:hush@host" }, "sas")).not.toThrow(/hush/);
  });
});

test.each(["127.0.0.1:8080", "localhost:4010", "localhost", "[::1]:4010"])(
  "%s is this machine, which an emulator's keys must not leave: the protocol has to be said",
  (host) => {
    for (const key of ["sasEndpoint", "cloudSiemEndpoint", "stsEndpoint"] as const) {
      const name = `alicloud-soar:${key}`;
      const read = () => readConfig((asked) => (asked === name ? host : undefined), {});
      expect(read).toThrow(`${name} is ${host}, which is this machine: write http://${host}`);
    }
    expect(parseEndpoint(`https://${host}`, "alicloud-soar:sasEndpoint")).toEqual({ protocol: "https", host });
  },
);

describe("plain HTTP reaches this machine only", () => {
  test.each(["localhost:4010", "soar.localhost", "127.0.0.1:4010", "127.8.9.1", "[::1]:4010"])("http://%s", (host) => {
    expect(parseEndpoint(`http://${host}`, "alicloud-soar:sasEndpoint")).toEqual({ protocol: "http", host });
  });

  test.each([
    "tds.cn-shanghai.aliyuncs.com",
    "10.0.0.1:4010",
    "emulator:4010",
    "127.0.0.1.example.com",
    "0.0.0.0:4010",
  ])("not http://%s, and the error says what to do", (host) => {
    const sasEndpoint = `http://${host}`;
    const problem = `alicloud-soar:sasEndpoint is ${sasEndpoint}, but plain HTTP shows the security token`;
    const read = () => readConfig((key) => (key === "alicloud-soar:sasEndpoint" ? sasEndpoint : undefined), {});
    expect(read).toThrow(problem);
    expect(read).toThrow("use https://");
  });
});

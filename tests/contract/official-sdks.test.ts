/**
 * What we send, and what the emulator takes, is what the newest official SDKs send: tests/official-sdks/operations.json is
 * printed from their code (DescribeAutomateResponseConfigPlayBooks, which they have dropped, from cloud-siem 5.0.5).
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { describe, expect, test } from "vitest";
import type { Operation } from "../../provider/api/calls/operation";
import { flatten } from "../../provider/api/calls/parameters";
import { cancelOnceTask } from "../../provider/api/operations/CancelOnceTask";
import { createSoarStrategyTask } from "../../provider/api/operations/CreateSoarStrategyTask";
import { deleteAutomateResponseConfig } from "../../provider/api/operations/DeleteAutomateResponseConfig";
import { deleteSoarStrategyTask } from "../../provider/api/operations/DeleteSoarStrategyTask";
import { describeAlerts } from "../../provider/api/operations/DescribeAlerts";
import { describeAutomateResponseConfigFeature } from "../../provider/api/operations/DescribeAutomateResponseConfigFeature";
import { describeAutomateResponseConfigPlayBooks } from "../../provider/api/operations/DescribeAutomateResponseConfigPlayBooks";
import { describeCloudSiemEvents } from "../../provider/api/operations/DescribeCloudSiemEvents";
import { describeOnceTask } from "../../provider/api/operations/DescribeOnceTask";
import { describePlaybooks } from "../../provider/api/operations/DescribePlaybooks";
import { describeSoarRecords } from "../../provider/api/operations/DescribeSoarRecords";
import { describeSoarStrategyTaskDetail } from "../../provider/api/operations/DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTasks } from "../../provider/api/operations/DescribeSoarStrategyTasks";
import { generateOnceTask } from "../../provider/api/operations/GenerateOnceTask";
import { getCallerIdentity } from "../../provider/api/operations/GetCallerIdentity";
import { getCheckDetail } from "../../provider/api/operations/GetCheckDetail";
import { getOnceTaskResultInfo } from "../../provider/api/operations/GetOnceTaskResultInfo";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { listCheckInstanceResult } from "../../provider/api/operations/ListCheckInstanceResult";
import { listOperationCheck } from "../../provider/api/operations/ListOperationCheck";
import { listOperationProcess } from "../../provider/api/operations/ListOperationProcess";
import { listOperationTask } from "../../provider/api/operations/ListOperationTask";
import { listUnfinishedOnceTask } from "../../provider/api/operations/ListUnfinishedOnceTask";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { processSoarStrategyTask } from "../../provider/api/operations/ProcessSoarStrategyTask";
import { submitOperationTask } from "../../provider/api/operations/SubmitOperationTask";
import { updateAutomateResponseConfigStatus } from "../../provider/api/operations/UpdateAutomateResponseConfigStatus";
import type { Seed } from "../../provider/emulator";
import { versions } from "../../provider/emulator/operation";
import { operations as emulated } from "../../provider/emulator/operations";
import calls from "../official-sdks/calls.json";
import table from "../official-sdks/operations.json";
import seed from "../official-sdks/seed.json";
import { localEmulator } from "../support/emulated";
import { checkout } from "../support/project";

type Table = typeof table;

/** The parameters that an operation of the SDKs has, the fields of those that are lists of objects included. */
type ParametersOf<Name extends keyof Table> = Table[Name]["parameters"];

/** The names in a request that the SDK does not have: never. */
type Foreign<Request, Known> = {
  [Key in keyof Request]-?: Key extends keyof Known
    ? [Request[Key], Known[Key]] extends [readonly (infer Ours)[] | undefined, (infer Theirs extends object)[]]
      ? Exclude<keyof Ours, keyof Theirs>
      : never
    : Key;
}[keyof Request];

/** An operation whose every parameter its SDK has; any other does not compile. */
function known<Name extends keyof Table, Request extends object>(
  name: Name,
  operation: Operation<Request, unknown> & ([Foreign<Request, ParametersOf<Name>>] extends [never] ? object : never),
): readonly [Name, Pick<Operation<never, unknown>, "action" | "product" | "version" | "verb" | "in">] {
  return [name, operation];
}

const ours = [
  known("PostAutomateResponseConfig", postAutomateResponseConfig),
  known("ListAutomateResponseConfigs", listAutomateResponseConfigs),
  known("UpdateAutomateResponseConfigStatus", updateAutomateResponseConfigStatus),
  known("DeleteAutomateResponseConfig", deleteAutomateResponseConfig),
  known("DescribeAutomateResponseConfigFeature", describeAutomateResponseConfigFeature),
  known("DescribeAutomateResponseConfigPlayBooks", describeAutomateResponseConfigPlayBooks),
  known("CreateSoarStrategyTask", createSoarStrategyTask),
  known("DeleteSoarStrategyTask", deleteSoarStrategyTask),
  known("ProcessSoarStrategyTask", processSoarStrategyTask),
  known("DescribeSoarStrategyTasks", describeSoarStrategyTasks),
  known("DescribeSoarStrategyTaskDetail", describeSoarStrategyTaskDetail),
  known("SubmitOperationTask", submitOperationTask),
  known("ListOperationTask", listOperationTask),
  known("ListOperationCheck", listOperationCheck),
  known("GetCheckDetail", getCheckDetail),
  known("ListOperationProcess", listOperationProcess),
  known("ListCheckInstanceResult", listCheckInstanceResult),
  known("GenerateOnceTask", generateOnceTask),
  known("DescribeOnceTask", describeOnceTask),
  known("GetOnceTaskResultInfo", getOnceTaskResultInfo),
  known("CancelOnceTask", cancelOnceTask),
  known("ListUnfinishedOnceTask", listUnfinishedOnceTask),
  known("DescribePlaybooks", describePlaybooks),
  known("DescribeAlerts", describeAlerts),
  known("DescribeCloudSiemEvents", describeCloudSiemEvents),
  known("DescribeSoarRecords", describeSoarRecords),
  known("GetCallerIdentity", getCallerIdentity),
] as const;

describe("what we send", () => {
  test("is every operation of the provider", () => {
    const files = readdirSync(join(checkout, "provider/api/operations")).filter((file) => file !== "products.ts");
    expect(ours.map(([name]) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  test.each(ours)("%s: name, product, version, verb and place of the parameters", (name, operation) => {
    const { product, version, verb, in: place } = table[name];
    expect(operation).toMatchObject({ action: name, product, version, verb, in: place });
  });
});

/** A parameter of the emulator as the table writes it. */
function typeOf(parameter: object): unknown {
  if ("list" in parameter) return [typeName(parameter.list)];
  if ("listOf" in parameter) {
    return [Object.fromEntries(Object.entries(parameter.listOf as object).map(([key, type]) => [key, typeName(type)]))];
  }
  return typeName("type" in parameter && parameter.type);
}

function typeName(type: unknown): unknown {
  return { int32: "int", int64: "int", boolean: "bool" }[String(type)] ?? type;
}

describe("what the emulator takes", () => {
  test("is every operation of the table", () => {
    expect(emulated.map(({ name }) => name).sort()).toEqual(Object.keys(table).sort());
  });

  test.each(Object.entries(table))("%s: product, version, verb and parameters", (name, expected) => {
    const found = emulated.find((operation) => operation.name === name);
    if (found === undefined) throw new Error(`the emulator has no ${name}`);
    const { product, verb, parametersIn, parameters } = found;
    const { required, ...call } = expected;
    const types = Object.fromEntries(Object.entries(parameters).map(([key, parameter]) => [key, typeOf(parameter)]));
    const own = { product: product.toLowerCase(), version: versions[product], verb, in: parametersIn };
    expect({ ...own, parameters: types }).toEqual(call);
    const isNeeded = (key: string) => Object.entries(parameters).some(([k, p]) => k === key && "required" in p);
    expect(required.filter((key: string) => !isNeeded(key))).toEqual([]);
  });
});

describe("the official client of Node.js", () => {
  test.each(Object.entries(table))(
    "%s: a call with every parameter succeeds",
    async (name, { version, verb, in: place, parameters }) => {
      const request = calls[name as keyof typeof calls];
      expect(Object.keys(request).sort()).toEqual(Object.keys(parameters).sort());
      const emulator = await localEmulator({ state: seed as Seed });
      const client = new OpenApi(
        new Config({
          accessKeyId: emulator.accessKeyId,
          accessKeySecret: emulator.accessKeySecret,
          endpoint: emulator.url.replace("http://", ""),
          protocol: "HTTP",
        }),
      );
      const params = new Params({
        action: name,
        version,
        protocol: "HTTP",
        pathname: "/",
        method: verb,
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
      });
      const sent = new OpenApiRequest({ [place]: flatten(request) });
      const { body } = await client.callApi(params, sent, {} as Parameters<OpenApi["callApi"]>[2]);
      expect(body).toMatchObject({ RequestId: expect.any(String) });
      expect(body.Success ?? true).toBe(true);
    },
  );
});

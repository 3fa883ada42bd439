import { expect, test } from "vitest";
import { type Alert, describeAlerts } from "../../../provider/api/operations/DescribeAlerts";
import { type CloudSiemEvent, describeCloudSiemEvents } from "../../../provider/api/operations/DescribeCloudSiemEvents";
import { describeSoarRecords, type SoarRecord } from "../../../provider/api/operations/DescribeSoarRecords";
import { type JsonObject, readJson } from "../../../provider/json";

const read = (text: string) => readJson(text) as JsonObject;
const page = (entry: string) =>
  read(`{"Success":true,"Code":200,"Data":{"PageInfo":{"TotalCount":1},"ResponseData":[${entry}]}}`);
const alertOf = (entry: string): Alert | undefined => describeAlerts.decode(page(entry)).ResponseData[0];
const eventOf = (entry: string): CloudSiemEvent | undefined =>
  describeCloudSiemEvents.decode(page(entry)).ResponseData[0];
const recordOf = (entry: string): SoarRecord | undefined =>
  describeSoarRecords.decode(read(`{"RequestId":"r","Page":{"TotalCount":1},"SoarExecuteRecords":[${entry}]}`))
    .SoarExecuteRecords[0];

test("an alert keeps what no document names, every digit of it included", () => {
  expect(alertOf('{"Id":9007199254740993,"AlertUuid":"a","Score":9007199254740995,"Deep":{"Er":[1]}}')).toEqual({
    Id: "9007199254740993",
    AlertUuid: "a",
    Score: "9007199254740995",
    Deep: { Er: [1] },
  });
});

test("what an alert does not have stays absent, and what is null stays null", () => {
  expect(alertOf('{"AlertUuid":"a","AlertDesc":null,"AlertName":""}')).toEqual({
    AlertUuid: "a",
    AlertDesc: null,
    AlertName: "",
  });
});

test("entities may come as text or as a structure, and details with more than a key and values", () => {
  const entities = '[{"ip":"192.0.2.1"}]';
  expect(alertOf(`{"EntityList":${JSON.stringify(entities)}}`)?.EntityList).toBe(entities);
  expect(alertOf(`{"EntityList":${entities}}`)?.EntityList).toBe(entities);
  expect(alertOf('{"AlertInfoList":[{"Key":"cmd","Values":"ls","More":1}]}')?.AlertInfoList).toEqual([
    { Key: "cmd", Values: "ls", More: 1 },
  ]);
});

test("an event and a run of a playbook keep what no document names, and read numbers in either form", () => {
  const event = '{"IncidentUuid":"e","ThreatScore":"85.5","Status":"10","AlertNum":3,"Aliuid":9007199254740993,"X":1}';
  expect(eventOf(event)).toEqual({
    IncidentUuid: "e",
    ThreatScore: 85.5,
    Status: 10,
    AlertNum: 3,
    Aliuid: "9007199254740993",
    X: 1,
  });
  expect(recordOf('{"RequestUuid":"r","StartTime":"1735700000000","Status":"running","X":true}')).toEqual({
    RequestUuid: "r",
    StartTime: 1735700000000,
    Status: "running",
    X: true,
  });
});

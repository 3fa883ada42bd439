import { describe, expect, test } from "vitest";
import { Refusal } from "../../../provider/api/calls/errors";
import { describeAutomateResponseConfigFeature } from "../../../provider/api/operations/DescribeAutomateResponseConfigFeature";
import { listAutomateResponseConfigs } from "../../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../../provider/api/operations/PostAutomateResponseConfig";

const envelope = {
  Success: true,
  Code: 200,
  Message: "success",
  RequestId: "9AAA9ED9-78F4-5021-86DC-D51C7511****",
};

const rule = {
  Id: "204859012345678901\n",
  RuleName: "cfw kill quara book",
  AutoResponseType: "event",
  ActionType: "doPlaybook",
  ActionConfig: "[]",
  ExecutionCondition: "[]",
  Status: 100,
  ResponseRuleType: "custom",
  Aliuid: 1234567890123456,
  SubUserId: null,
  GmtCreate: "2022-06-16 10:10:10",
  GmtModified: "2022-06-17 10:10:10",
};

const page = (data: object) =>
  listAutomateResponseConfigs.decode({
    ...envelope,
    Data: { PageInfo: { CurrentPage: 1, PageSize: 100, TotalCount: 1 }, ...data },
  });

describe("the envelope of cloud-siem", () => {
  const { decode } = postAutomateResponseConfig;

  test("a reply that means yes gives its trimmed Data", () => {
    expect(decode({ ...envelope, Data: "123456\n" })).toEqual({ Data: "123456" });
  });

  test.each([
    ["Success is false", { ...envelope, Success: false, Message: "no such rule" }, "Unsuccessful", "no such rule"],
    ["Code is not 200", { ...envelope, Code: 500, Message: "broken" }, "500", "broken"],
    ["Code is a word", { ...envelope, Code: "Throttling.User", Message: "slow" }, "Throttling.User", "slow"],
    ["nothing is explained", { Success: false }, "Unsuccessful", "the service gave no reason"],
  ])("%s: a refusal", (_case, body, code, message) => {
    const refusal = expect(() => decode(body));
    refusal.toThrow(Refusal);
    refusal.toThrow(expect.objectContaining({ code, message }));
  });
});

describe("ListAutomateResponseConfigs", () => {
  test("ids are trimmed digits, whatever type they arrive in", () => {
    const [found] = page({ ResponseData: [rule] }).ResponseData;
    expect(found).toMatchObject({ Id: "204859012345678901", Status: 100 });
    expect(found?.SubUserId).toBeUndefined();
  });

  test("a page that does not tell its number and size is a page", () => {
    expect(page({ PageInfo: { TotalCount: 1 }, ResponseData: [rule] })).toMatchObject({
      PageInfo: { TotalCount: 1 },
      ResponseData: [{ RuleName: "cfw kill quara book" }],
    });
  });

  test("no rules may be null", () => {
    expect(page({ ResponseData: null }).ResponseData).toEqual([]);
  });

  test.each([
    ["a rule without Id", { ResponseData: [{ ...rule, Id: null }] }, "Id is missing"],
    ["no PageInfo", { PageInfo: undefined, ResponseData: [] }, "PageInfo is not an object"],
    ["rules that are no list", { ResponseData: "none" }, "ResponseData is not a list"],
    ["a Status that is no number", { ResponseData: [{ ...rule, Status: "on" }] }, "Status is not a whole number"],
  ])("%s is not taken for an empty list", (_case, data, problem) => {
    expect(() => page(data)).toThrow(problem);
  });
});

test("DescribeAutomateResponseConfigFeature: absent lists are empty, and what nobody reads cannot fail", () => {
  const Data = [
    {
      Feature: "alert_name",
      DataType: "varchar",
      SupportOperators: [{ Operator: "containsString", OperatorName: "contains", HasRightValue: true, Index: "last" }],
    },
  ];
  expect(describeAutomateResponseConfigFeature.decode({ ...envelope, Data }).Data).toEqual([
    {
      Feature: "alert_name",
      DataType: "varchar",
      RightValueEnums: [],
      SupportOperators: [
        {
          Operator: "containsString",
          OperatorDescEn: "",
          HasRightValue: true,
        },
      ],
    },
  ]);
});

test("Post is safe to repeat with Id only", () => {
  const { repeat } = postAutomateResponseConfig;
  if (typeof repeat !== "function") throw new Error("the request decides");
  expect(repeat({ RuleName: "a" })).toBe("unsafe");
  expect(repeat({ Id: "1" })).toBe("safe");
});

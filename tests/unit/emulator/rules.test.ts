import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { ruleParams, signedCall } from "./signed-call";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) } });
});
afterEach(() => emulator.close());

const call = (action: string, params: Record<string, string>) => signedCall(emulator, { action, params });
const post = (params: Record<string, string>) => call("PostAutomateResponseConfig", { ...ruleParams, ...params });
const list = (params: Record<string, string> = {}) =>
  call("ListAutomateResponseConfigs", { CurrentPage: "1", PageSize: "100", ...params });
const names = async (params?: Record<string, string>) =>
  (await list(params)).body.Data.ResponseData.map((rule: { RuleName: string }) => rule.RuleName);

test("a new rule is listed, disabled, with an id whose digits survive", async () => {
  const created = await post({});
  expect(created.body).toMatchObject({
    Success: true,
    Code: 200,
    Message: "success",
    Data: "9007199254740993",
  });
  const listed = await list({ Id: "9007199254740993" });
  expect(listed.text).toContain('"Id":9007199254740993,');
  expect(listed.body.Data.PageInfo).toEqual({ CurrentPage: 1, PageSize: 100, TotalCount: 1 });
  expect(Object.keys(listed.body.Data.ResponseData[0]).sort()).toEqual([
    "ActionConfig",
    "ActionType",
    "Aliuid",
    "AutoResponseType",
    "DataType",
    "ExecutionCondition",
    "GmtCreate",
    "GmtModified",
    "Id",
    "ResponseRuleType",
    "RuleName",
    "Status",
    "SubUserId",
  ]);
  expect(listed.body.Data.ResponseData[0]).toMatchObject({
    RuleName: "block webshell",
    Status: 0,
    ResponseRuleType: "custom",
    GmtCreate: "2026-01-02 03:04:05",
  });
  expect(emulator.state.rules.map((rule) => rule.Id)).toEqual(["9007199254740993"]);
});

test("the same name can be created twice, so that a double creation shows", async () => {
  await post({});
  await post({});
  expect(emulator.state.rules.map((rule) => rule.Id)).toEqual(["9007199254740993", "9007199254740994"]);
});

test("new rules can start enabled", async () => {
  emulator.state.settings.newRuleStatus = "enabled";
  await post({});
  expect(emulator.state.rules[0]?.Status).toBe(100);
});

test("JSON texts come back with other white space and key order, every digit kept", async () => {
  const condition = '[{"left":{"value":"alert_name"},"operator":"equals","right":{"value":12345678901234567890}}]';
  await post({ ExecutionCondition: condition });
  const [rewritten] = (await list()).body.Data.ResponseData;
  expect(rewritten.ExecutionCondition).toBe(
    '[{"right": {"value": 12345678901234567890}, "operator": "equals", "left": {"value": "alert_name"}}]',
  );
  expect(rewritten.ActionConfig).not.toBe(ruleParams.ActionConfig);
  expect(JSON.parse(rewritten.ActionConfig)).toEqual(JSON.parse(ruleParams.ActionConfig));

  emulator.state.settings.ruleTexts = "as-sent";
  expect((await list()).body.Data.ResponseData[0].ExecutionCondition).toBe(condition);
});

test("Post with Id replaces the rule and leaves its status", async () => {
  emulator.seed({ rules: [{ Id: "7", Status: 100 }] });
  emulator.advance(1000);
  const answer = await post({ Id: "7", RuleName: "new name" });
  expect(answer.body).toMatchObject({ Success: true, Data: "7" });
  expect(emulator.state.rules).toMatchObject([
    { Id: "7", RuleName: "new name", Status: 100, GmtModified: "2026-01-02 03:04:06" },
  ]);
});

test("Post with Id changes the creator when SubUserId is sent, and keeps it otherwise", async () => {
  emulator.seed({ rules: [{ Id: "7", SubUserId: "5" }] });
  await post({ Id: "7" });
  expect((await list()).text).toContain('"SubUserId":5,');
  await post({ Id: "7", SubUserId: "9007199254740993" });
  expect((await list()).text).toContain('"SubUserId":9007199254740993,');
  expect(await names({ SubUserId: "9007199254740993" })).toEqual([ruleParams.RuleName]);
});

test("rules of one view are invisible in another", async () => {
  await post({ RuleName: "own" });
  await post({ RuleName: "abroad", RegionId: "ap-southeast-1" });
  await post({ RuleName: "all accounts", RoleType: "1" });
  await post({ RuleName: "member", RoleType: "1", RoleFor: "204859012345678902" });
  expect(await names()).toEqual(["own"]);
  expect(await names({ RegionId: "ap-southeast-1" })).toEqual(["abroad"]);
  expect(await names({ RegionId: "cn-hangzhou", RoleType: "1" })).toEqual(["all accounts"]);
  expect(await names({ RoleType: "1", RoleFor: "204859012345678902" })).toEqual(["member"]);
  const id = emulator.state.rules[1]?.Id ?? "";
  expect((await call("DeleteAutomateResponseConfig", { Id: id })).body.Success).toBe(false);
  expect((await post({ Id: id })).body.Success).toBe(false);
  expect(emulator.state.rules).toHaveLength(4);
});

test("lists page by page, newest first", async () => {
  emulator.seed({ rules: Array.from({ length: 1000 }, (_, index) => ({ RuleName: `rule-${index}` })) });
  const page = await list({ CurrentPage: "4", PageSize: "3" });
  expect(page.body.Data.PageInfo.TotalCount).toBe(1000);
  expect(page.body.Data.ResponseData.map((rule: { RuleName: string }) => rule.RuleName)).toEqual([
    "rule-990",
    "rule-989",
    "rule-988",
  ]);
  expect(await names({ CurrentPage: "11" })).toEqual([]);
});

test("filters", async () => {
  emulator.seed({
    rules: [
      { RuleName: "abc", SubUserId: "5", AutoResponseType: "event" },
      { RuleName: "abcd", Status: 100, ActionType: "doPlaybook,changeEventStatus" },
      { RuleName: "preset", ResponseRuleType: "preset", ActionConfig: '[{"playbookUuid":"u-2"}]' },
    ],
  });
  expect(await names({ RuleName: "abc" })).toEqual(["abcd", "abc"]);
  expect(await names({ SubUserId: "5" })).toEqual(["abc"]);
  expect(await names({ AutoResponseType: "event" })).toEqual(["abc"]);
  expect(await names({ Status: "100" })).toEqual(["abcd"]);
  expect(await names({ ActionType: "changeEventStatus" })).toEqual(["abcd"]);
  expect(await names({ ResponseRuleType: "preset" })).toEqual(["preset"]);
  expect(await names({ PlaybookUuid: "u-2" })).toEqual(["preset"]);
});

test.each([
  ["no name", { RuleName: "" }],
  ["condition that is no array", { ExecutionCondition: "{}" }],
  ["condition that is no JSON", { ExecutionCondition: "[" }],
  ["actions that are no array", { ActionConfig: '"x"' }],
  ["action type that is not named", { ActionType: "changeEventStatus" }],
  ["missing rule", { Id: "404" }],
])("Post refuses a rule with HTTP 200: %s", async (_case, params) => {
  const answer = await post(params);
  expect(answer).toMatchObject({ status: 200, body: { Success: false, Code: 500 } });
  expect(answer.body.Data).toBeUndefined();
  expect(emulator.state.rules).toEqual([]);
});

const condition = (field: string, operator: string) =>
  JSON.stringify([{ left: { value: field }, operator, right: { value: "x" } }]);

test.each([
  ["a field", { ExecutionCondition: condition("alert_nme", "equals") }, "no field alert_nme of alert rules"],
  ["a field of events", { ExecutionCondition: condition("threat_level", "equals") }, "no field threat_level of alert"],
  ["an operator", { ExecutionCondition: condition("alert_name", "<=") }, "no operator <= of the field alert_name"],
  ["a playbook", { ActionConfig: '[{"actionType":"doPlaybook","playbookUuid":"u-1"}]' }, "no playbook u-1"],
])(
  "Post refuses a rule with %s that is not listed, unless the rule has it already or a setting says so",
  async (...row) => {
    const [, unlisted, message] = row;
    const answer = await post(unlisted);
    expect(answer).toMatchObject({ status: 200, body: { Success: false } });
    expect(answer.body.Message).toContain(message);
    emulator.seed({ rules: [{ Id: "7", ...ruleParams, ...unlisted }] });
    expect((await post({ ...unlisted, Id: "7", RuleName: "renamed" })).body.Success).toBe(true);
    expect((await post({ Id: "7" })).body.Success).toBe(true);
    expect((await post({ ...unlisted, Id: "7" })).body.Success).toBe(false);
    emulator.state.settings.unlistedNames = "accepted";
    expect((await post({ ...unlisted, Id: "7" })).body.Success).toBe(true);
  },
);

test.each(["containsString", "equals", "=", "<>", "in", "not in", "REGEXP", "NOT REGEXP", "isNull", "isNotNull"])(
  "a new emulator has the documented operator %s",
  async (operator) => {
    expect((await post({ ExecutionCondition: condition("alert_name", operator) })).body.Success).toBe(true);
  },
);

test.each(["<=", ">=", "BETWEEN"])("a new emulator has the documented operator %s of levels", async (operator) => {
  expect((await post({ ExecutionCondition: condition("alert_level", operator) })).body.Success).toBe(true);
});

test("a preset rule can be switched, not edited and not deleted", async () => {
  emulator.seed({ rules: [{ Id: "7", RuleName: "preset", ResponseRuleType: "preset" }] });
  expect((await post({ Id: "7" })).body.Success).toBe(false);
  expect((await call("DeleteAutomateResponseConfig", { Id: "7" })).body.Success).toBe(false);
  const enabled = await call("UpdateAutomateResponseConfigStatus", { Ids: "[7]", InUse: "true" });
  expect(enabled.body.Success).toBe(true);
  expect(emulator.state.rules).toMatchObject([{ RuleName: "preset", Status: 100 }]);
});

test("status changes take several ids of 64 bits, or none of them", async () => {
  emulator.seed({ rules: [{ Id: "9007199254740993" }, { Id: "9007199254740992" }, { Id: "3" }] });
  const update = (Ids: string, InUse: string) => call("UpdateAutomateResponseConfigStatus", { Ids, InUse });
  const statuses = () => emulator.state.rules.map((rule) => rule.Status);
  await update("[9007199254740993, 3]", "true");
  expect(statuses()).toEqual([100, 0, 100]);
  expect((await update("[9007199254740992,404]", "true")).body.Success).toBe(false);
  expect((await update('["3"]', "false")).body.Success).toBe(false);
  expect((await update("3,", "false")).body.Success).toBe(false);
  expect(statuses()).toEqual([100, 0, 100]);
  await update("[3]", "false");
  expect(statuses()).toEqual([100, 0, 0]);
});

test("status changes take what official clients send: ids without brackets, booleans as capitalised words", async () => {
  emulator.seed({ rules: [{ Id: "9007199254740993" }, { Id: "3" }] });
  const params = { Ids: "9007199254740993, 3", InUse: "True" };
  expect((await call("UpdateAutomateResponseConfigStatus", params)).body.Success).toBe(true);
  expect(emulator.state.rules.map((rule) => rule.Status)).toEqual([100, 100]);
});

test("a deleted rule is gone; deleting it again is refused", async () => {
  emulator.seed({ rules: [{ Id: "1" }, { Id: "2" }] });
  expect((await call("DeleteAutomateResponseConfig", { Id: "1" })).body.Success).toBe(true);
  expect(emulator.state.rules.map((rule) => rule.Id)).toEqual(["2"]);
  expect((await call("DeleteAutomateResponseConfig", { Id: "1" })).body.Success).toBe(false);
});

test("condition fields depend on the type of the rule", async () => {
  const fields = async (params: Record<string, string>) =>
    (await call("DescribeAutomateResponseConfigFeature", params)).body.Data.map((f: { Feature: string }) => f.Feature);
  expect(await fields({ AutoResponseType: "alert" })).toEqual(["alert_name", "alert_desc", "alert_level"]);
  expect(await fields({ AutoResponseType: "event" })).toEqual([
    "alert_name",
    "alert_desc",
    "alert_level",
    "threat_level",
  ]);
});

test("playbooks by the entity that they act on, spelled as in the document", async () => {
  const { body } = await call("DescribeAutomateResponseConfigPlayBooks", { EntityType: "file" });
  expect(body.Data).toEqual([
    {
      Uuid: "system_aliyun_aegis_kill_quara_book",
      Name: "aliyun_aegis_kill_quara_book",
      DisplayName: "aliyun_aegis_kill_quara_book",
      Description: "",
      ParamType: "template-filee",
    },
  ]);
});

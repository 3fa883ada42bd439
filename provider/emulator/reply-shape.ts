import { ApiError } from "./api-error";
import { type Json, readJson, rewriteJson, writeJson } from "./json";
import type { Body } from "./operation";
import type { Settings } from "./settings";

type Members = { [key: string]: Json };

/** The reply of an operation as a service with these settings gives it. Throws ApiError where a refusal is one. */
export function shapeReply(operation: string, body: Body, settings: Settings): Body {
  if (body.Success === false && settings.refusals !== "http-200") throw refusal(body, settings.refusals);
  if (body.CanCreate === false && settings.onceTaskLimitReply === "http-400") {
    throw new ApiError(400, "TaskLimitExceeded", "too many tasks are running");
  }
  const shaped = shapeMembers(body, settings);
  return shapes[operation]?.(shaped, settings) ?? shaped;
}

function refusal({ Message }: Body, how: "http-400" | "http-500"): ApiError {
  if (how === "http-500") return new ApiError(500, "InternalError", "The request processing has failed.");
  return new ApiError(400, "InvalidParameter", String(Message));
}

/** By operation: what its documents leave open. */
const shapes: Readonly<Record<string, (body: Body, settings: Settings) => Body>> = {
  PostAutomateResponseConfig: (body, { postData }) => {
    if (String(body.Success) !== "true" || postData === "id") return body;
    return { ...body, Data: { "other-number": "1", word: "success", nothing: undefined }[postData] };
  },
  ListAutomateResponseConfigs: (body, settings) => {
    const data = body.Data;
    if (!isMembers(data) || !Array.isArray(data.ResponseData)) return body;
    const ResponseData = data.ResponseData.map((rule) => {
      if (!isMembers(rule)) return rule;
      const [ActionConfig, ExecutionCondition] = [rule.ActionConfig, rule.ExecutionCondition].map((text) =>
        typeof text === "string" ? ruleJson(text, settings) : text,
      );
      return { ...rule, ActionConfig, ExecutionCondition };
    });
    return { ...body, Data: { ...data, ResponseData } };
  },
  SubmitOperationTask: (body, { operateCode }) => {
    if ("OperateCode" in body) return body;
    return { ...body, OperateCode: { absent: undefined, null: null, empty: "", success: "Success" }[operateCode] };
  },
  DescribeSoarStrategyTaskDetail: (body, { strategyParams }) => {
    const detail = body.TaskDetail;
    if (!isMembers(detail) || typeof detail.Params !== "string") return body;
    return { ...body, TaskDetail: { ...detail, Params: strategyJson(detail.Params, strategyParams) } };
  },
};

function strategyJson(text: string, how: Settings["strategyParams"]): Json {
  switch (how) {
    case "as-sent":
      return text;
    case "rewritten":
      return rewriteJson(text);
    case "added":
      return writeJson(eachObject(readJson(text), (members) => ({ ...members, extraInfo: "" })));
    case "hidden":
      return undefined;
  }
}

function ruleJson(text: string, { ruleKeys, ruleTexts }: Settings): Json {
  const value = withKeys(readable(text), ruleKeys);
  if (value === undefined) return text;
  if (ruleTexts === "structure") return value;
  if (ruleTexts === "rewritten") return rewriteJson(writeJson(value));
  return ruleKeys === "none" ? text : writeJson(value);
}

/** The keys are those of a sibling of the conditions (DescribeWhiteRuleList, Expression). */
function withKeys(value: Json, how: Settings["ruleKeys"]): Json {
  if (how === "none" || !Array.isArray(value)) return value;
  const side = (part: Json) => {
    if (!isMembers(part)) return part;
    const added = { items: {}, added: { type: "varchar", isVar: false }, nulls: { modifier: null } }[how];
    return { ...added, ...part };
  };
  return value.map((item) => {
    if (!isMembers(item)) return item;
    if ("actionType" in item) {
      return { ...{ items: {}, added: { index: 0 }, nulls: { description: null } }[how], ...item };
    }
    const added = how === "nulls" ? { itemId: null } : { isNot: false, itemId: 0 };
    const right = "right" in item ? { right: side(item.right) } : how === "nulls" ? { right: null } : {};
    return { ...added, ...item, left: side(item.left), ...right };
  });
}

function readable(text: string): Json {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function shapeMembers(members: Members, settings: Settings): Members {
  const shaped = Object.entries(members).map(([key, value]) => [key, shape(value, settings)] as const);
  const extra = settings.unknownFields === "added" ? { ExtendInfo: "x" } : {};
  return { ...Object.fromEntries(shaped), ...extra };
}

function shape(value: Json, settings: Settings): Json {
  if (value === undefined || value === null || value === "") return empty(value, settings.emptyFields);
  if (Array.isArray(value)) {
    if (value.length === 0) return empty(value, settings.emptyLists);
    return value.map((item) => (isMembers(item) ? shapeMembers(item, settings) : item));
  }
  if (isMembers(value)) return shapeMembers(value, settings);
  if (typeof value === "boolean") return settings.booleans === "text" ? String(value) : value;
  if (typeof value === "number" || typeof value === "bigint") {
    return settings.integers === "text" ? String(value) : value;
  }
  return value;
}

function empty(value: Json, how: Settings["emptyFields"]): Json {
  return { sent: value, "left-out": undefined, null: null }[how];
}

function eachObject(value: Json, change: (members: Members) => Members): Json {
  if (Array.isArray(value)) return value.map((item) => eachObject(item, change));
  if (!isMembers(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, eachObject(member, change)] as const);
  return change(Object.fromEntries(members));
}

function isMembers(value: Json): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { JsonObject } from "../../json";
import { id, integer, object, objects, optionalId, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type ViewParameters } from "./products";

/** Parameters of ListAutomateResponseConfigs. */
export interface ListAutomateResponseConfigsRequest extends ViewParameters {
  /** Page, from 1. */
  readonly CurrentPage: number;
  /** Rules a page, at most 100. */
  readonly PageSize: number;
  /** Exact id of a rule, digits. */
  readonly Id?: string;
  /** RAM user who created the rule, digits. */
  readonly SubUserId?: string;
  /** Name of the rule; whether the match is exact or fuzzy is undocumented. */
  readonly RuleName?: string;
  /** Uuid of a playbook that the rule runs. */
  readonly PlaybookUuid?: string;
  /** `event` or `alert`. */
  readonly AutoResponseType?: string;
  /** Action type of the rule. */
  readonly ActionType?: string;
  /** 0 disabled, 100 enabled. */
  readonly Status?: number;
  /** `preset` or `custom`. */
  readonly ResponseRuleType?: string;
}

/** One automated response rule as the service lists it. The view (RegionId, RoleType, RoleFor) is not returned. */
export interface AutomateResponseRule {
  /** Id of the rule, digits. */
  readonly Id: string;
  /** Name of the rule. */
  readonly RuleName: string;
  /** `event` or `alert`. */
  readonly AutoResponseType: string;
  /** Action types, comma separated. */
  readonly ActionType: string;
  /** Actions: the text of a JSON array. */
  readonly ActionConfig: string;
  /** Trigger condition: the text of a JSON array. */
  readonly ExecutionCondition: string;
  /** 0 disabled, 100 enabled. */
  readonly Status: number;
  /** `preset` (made by Alibaba Cloud: can be switched, not edited or deleted) or `custom`. */
  readonly ResponseRuleType: string;
  /** Account that owns the rule, digits. */
  readonly Aliuid?: string;
  /** RAM user who created the rule, digits. */
  readonly SubUserId?: string;
  /** Creation time `YYYY-MM-DD hh:mm:ss`, no time zone given. */
  readonly GmtCreate: string;
  /** Time of the last change, the same format. */
  readonly GmtModified: string;
}

/** `Data` of the reply of ListAutomateResponseConfigs. */
export interface ListAutomateResponseConfigsResponse {
  /** The page that was returned, and how many rules match in all. */
  readonly PageInfo: { readonly CurrentPage: number; readonly PageSize: number; readonly TotalCount: number };
  /** The rules of the page. */
  readonly ResponseData: readonly AutomateResponseRule[];
}

/** Lists rules; with `Id` it is the only way to read one. */
export const listAutomateResponseConfigs: Operation<
  ListAutomateResponseConfigsRequest,
  ListAutomateResponseConfigsResponse
> = {
  ...cloudSiem2022,
  action: "ListAutomateResponseConfigs",
  repeat: "safe",
  ramAction: "yundun-sas:ListAutomateResponseConfigs",
  decode: enveloped((body) => {
    const data = object(body.Data, "Data");
    const page = object(data.PageInfo, "PageInfo");
    return {
      PageInfo: {
        CurrentPage: integer(page.CurrentPage, "CurrentPage"),
        PageSize: integer(page.PageSize, "PageSize"),
        TotalCount: integer(page.TotalCount, "TotalCount"),
      },
      ResponseData: objects(data.ResponseData, "ResponseData").map(rule),
    };
  }),
};

function rule(item: JsonObject): AutomateResponseRule {
  return {
    Id: id(item.Id, "Id"),
    RuleName: text(item.RuleName, "RuleName"),
    AutoResponseType: text(item.AutoResponseType, "AutoResponseType"),
    ActionType: text(item.ActionType, "ActionType"),
    ActionConfig: text(item.ActionConfig, "ActionConfig"),
    ExecutionCondition: text(item.ExecutionCondition, "ExecutionCondition"),
    Status: integer(item.Status, "Status"),
    ResponseRuleType: text(item.ResponseRuleType, "ResponseRuleType"),
    Aliuid: optionalId(item.Aliuid, "Aliuid"),
    SubUserId: optionalId(item.SubUserId, "SubUserId"),
    GmtCreate: text(item.GmtCreate, "GmtCreate"),
    GmtModified: text(item.GmtModified, "GmtModified"),
  };
}

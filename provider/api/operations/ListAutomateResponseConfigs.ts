import { type Decoded, id, integer, jsonText, maybe, optional, record, text } from "../calls/decode";
import { cloudSiem2022, type Page, siemPage, type View } from "./products";

/** Which rules, and which page of them, at most 100. */
export interface ListAutomateResponseConfigsRequest extends Page, View {
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
export type AutomateResponseRule = Decoded<typeof rule>;
const rule = record({
  Id: id,
  RuleName: text,
  /** `event` or `alert`. */
  AutoResponseType: text,
  /** Actions: the text of a JSON array. */
  ActionConfig: maybe(jsonText),
  /** Trigger condition: the text of a JSON array. */
  ExecutionCondition: maybe(jsonText),
  /** 0 disabled, 100 enabled. */
  Status: integer,
  /** `preset` (made by Alibaba Cloud: can be switched, not edited or deleted) or `custom`. */
  ResponseRuleType: text,
  /** Account of the rule, digits. */
  Aliuid: optional(id),
  /** RAM user who created the rule, digits. */
  SubUserId: optional(id),
  /** Creation and last change, `YYYY-MM-DD hh:mm:ss`, no time zone given. */
  GmtCreate: text,
  GmtModified: text,
});

const page = siemPage(rule);

/** Lists rules; with `Id` it is the only way to read one. */
export const listAutomateResponseConfigs = cloudSiem2022<ListAutomateResponseConfigsRequest, ReturnType<typeof page>>({
  action: "ListAutomateResponseConfigs",
  repeat: "safe",
  decode: page,
});

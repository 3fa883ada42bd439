import { accepted, rulesInView, viewParameters } from "../cloud-siem";
import { rewriteJson } from "../json";
import { type Body, defineOperation } from "../operation";
import { cutPage } from "../page";
import type { Rule } from "../records";

/** Lists the rules of one view, newest first. RuleName finds every rule whose name contains it. */
export const listAutomateResponseConfigs = defineOperation({
  name: "ListAutomateResponseConfigs",
  product: "cloud-siem",
  parameters: {
    CurrentPage: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
    Id: { type: "int64" },
    SubUserId: { type: "int64" },
    RuleName: { type: "string" },
    PlaybookUuid: { type: "string" },
    AutoResponseType: { type: "string" },
    ActionType: { type: "string" },
    Status: { type: "int32" },
    ResponseRuleType: { type: "string", values: ["preset", "custom"] },
    ...viewParameters,
  },
  run(args, { state }) {
    const { CurrentPage, PageSize } = args;
    const found = rulesInView(state, args).filter((rule) => {
      return (
        (args.Id === undefined || rule.Id === args.Id) &&
        (args.SubUserId === undefined || rule.SubUserId === args.SubUserId) &&
        rule.RuleName.includes(args.RuleName ?? "") &&
        (!args.PlaybookUuid || rule.ActionConfig.includes(JSON.stringify(args.PlaybookUuid))) &&
        (!args.AutoResponseType || rule.AutoResponseType === args.AutoResponseType) &&
        (!args.ActionType || rule.ActionType.split(",").includes(args.ActionType)) &&
        (args.Status === undefined || rule.Status === args.Status) &&
        (!args.ResponseRuleType || rule.ResponseRuleType === args.ResponseRuleType)
      );
    });
    return accepted({
      PageInfo: { CurrentPage, PageSize, TotalCount: found.length },
      ResponseData: cutPage(found, CurrentPage, PageSize).map((rule) => show(rule, state.rewriteRuleJson)),
    });
  },
});

function show({ RegionId, RoleType, RoleFor, ...rule }: Rule, rewrite: boolean): Body {
  return {
    ...rule,
    Id: BigInt(rule.Id),
    Aliuid: BigInt(rule.Aliuid),
    SubUserId: BigInt(rule.SubUserId),
    ActionConfig: rewrite ? rewriteJson(rule.ActionConfig) : rule.ActionConfig,
    ExecutionCondition: rewrite ? rewriteJson(rule.ExecutionCondition) : rule.ExecutionCondition,
  };
}

import { accepted, rulesInView, viewParameters } from "../cloud-siem";
import { type Body, defineOperation } from "../operation";
import { cutPage } from "../page";
import type { Rule } from "../records";
import type { Settings } from "../settings";

/** Lists the rules of one view, newest first. The setting `ruleNameFilter` says what RuleName finds. */
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
        (args.RuleName === undefined || isNamed(rule, args.RuleName, state.settings)) &&
        (!args.PlaybookUuid || rule.ActionConfig.includes(JSON.stringify(args.PlaybookUuid))) &&
        (!args.AutoResponseType || rule.AutoResponseType === args.AutoResponseType) &&
        (!args.ActionType || rule.ActionType.split(",").includes(args.ActionType)) &&
        (args.Status === undefined || rule.Status === args.Status) &&
        (!args.ResponseRuleType || rule.ResponseRuleType === args.ResponseRuleType)
      );
    });
    return accepted({
      PageInfo: { CurrentPage, PageSize, TotalCount: found.length },
      ResponseData: cutPage(found, CurrentPage, PageSize).map(show),
    });
  },
});

function isNamed({ RuleName }: Rule, wanted: string, { ruleNameFilter }: Settings): boolean {
  return { contains: RuleName.includes(wanted), exact: RuleName === wanted, ignored: true }[ruleNameFilter];
}

function show({ RegionId, RoleType, RoleFor, ...rule }: Rule): Body {
  return {
    ...rule,
    Id: BigInt(rule.Id),
    Aliuid: BigInt(rule.Aliuid),
    SubUserId: BigInt(rule.SubUserId),
  };
}

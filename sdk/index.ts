/** Response automation in Alibaba Cloud Security Center, as code. */

export type {
  Action,
  ChangeEventStatusAction,
  ChangeThreatLevelAction,
  Conditions,
  ConditionValue,
  DoPlaybookAction,
  ExecutionConditionItem,
  OtherAction,
} from "../provider/rule-language";
export * from "./automate-response-config";
export type { FunctionOptions } from "./functions/context";
export * from "./functions/get-automate-response-configs";
export * from "./functions/get-response-rule-fields";
export { Provider, type ProviderArgs } from "./provider";

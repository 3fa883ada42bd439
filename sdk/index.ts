/** Response automation in Alibaba Cloud Security Center, as code. */

export type { OnceTaskParam } from "../provider/resources/once-task/param";
export type { OperationTaskResult, RollbackPlanItem } from "../provider/resources/operation-task/properties";
export type { OperationTaskInstance, RepairParameter } from "../provider/resources/operation-task/values";
export type { StrategyTaskParam } from "../provider/resources/soar-strategy-task/values";
export type {
  Action,
  ChangeEventStatusAction,
  ChangeThreatLevelAction,
  DoPlaybookAction,
  OtherAction,
} from "../provider/rule-language/actions";
export type {
  Conditions,
  ConditionValue,
  ExecutionConditionItem,
} from "../provider/rule-language/conditions";
export * from "./automate-response-config";
export type { FunctionOptions } from "./functions/context";
export * from "./functions/get-automate-response-configs";
export * from "./functions/get-once-tasks";
export * from "./functions/get-operation-processes";
export * from "./functions/get-operation-tasks";
export * from "./functions/get-playbooks";
export * from "./functions/get-response-rule-fields";
export * from "./functions/get-soar-strategy-tasks";
export * from "./once-task";
export * from "./operation-task";
export { Provider, type ProviderArgs } from "./provider";
export * from "./soar-strategy-task";
export * from "./soar-strategy-task-state";

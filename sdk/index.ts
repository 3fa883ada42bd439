/** Response automation in Alibaba Cloud Security Center, as code. */

// What properties of resources hold.
export type { Timeouts } from "../provider/lifecycle/kind";
export type { Outcome as OnceTaskOutcome } from "../provider/resources/once-task/properties";
export type { OnceTaskParam } from "../provider/resources/once-task/values";
export type { OperationTaskResult, RollbackPlanItem } from "../provider/resources/operation-task/properties";
export type { OperationTaskInstance, RepairParameter } from "../provider/resources/operation-task/values";
export type { StrategyTaskParam } from "../provider/resources/soar-strategy-task/values";
export type { TaskAction } from "../provider/resources/task-action";
export type {
  Action,
  ChangeEventStatusAction,
  ChangeThreatLevelAction,
  DoPlaybookAction,
  OtherAction,
} from "../provider/rule-language/actions";
export type { Conditions, ConditionValue, ExecutionConditionItem } from "../provider/rule-language/conditions";
export type { PlaybookName, PlaybookUuid, SoarCatalog } from "../provider/rule-language/soar-catalog";
export type { Verbatim } from "../provider/rule-language/verbatim";

// Resources, each with its Args, and explicit providers. With `export *` an editor shows what a class is behind `new`.
export * from "./automate-response-config";
// Functions, each as a promise and as an output, with its arguments and its result, and what they fail with.
export { isSoarError, SoarError } from "./errors";
export type { FunctionOptions } from "./functions/function";
export * from "./functions/get-automate-response-configs";
export * from "./functions/get-failing-instances";
export * from "./functions/get-once-tasks";
export * from "./functions/get-operation-processes";
export * from "./functions/get-operation-tasks";
export * from "./functions/get-playbooks";
export * from "./functions/get-response-rule-fields";
export * from "./functions/get-soar-strategy-tasks";
export * from "./once-task";
export * from "./operation-task";
export * from "./provider";
export * from "./soar-strategy-task";
export * from "./soar-strategy-task-state";

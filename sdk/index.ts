/** Response automation in Alibaba Cloud Security Center, as code. */

// Resources, each with its Args. By name, an editor would not show what a class is where `new` stands before it.

export * from "./automate-response-config";
export * from "./once-task";
export * from "./operation-task";
export * from "./provider";
export * from "./soar-strategy-task";
export * from "./soar-strategy-task-state";

// What properties of resources hold.

export type { OnceTaskParam } from "../provider/resources/once-task/values";
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

// Functions, each as a promise and as an output, and what they fail with.

export { isSoarError, SoarError } from "./errors";
export {
  getAutomateResponseConfigs,
  getAutomateResponseConfigsOutput,
} from "./functions/get-automate-response-configs";
export { getOnceTasks, getOnceTasksOutput } from "./functions/get-once-tasks";
export { getOperationProcesses, getOperationProcessesOutput } from "./functions/get-operation-processes";
export { getOperationTasks, getOperationTasksOutput } from "./functions/get-operation-tasks";
export { getPlaybooks, getPlaybooksOutput } from "./functions/get-playbooks";
export { getResponseRuleFields, getResponseRuleFieldsOutput } from "./functions/get-response-rule-fields";
export { getSoarStrategyTasks, getSoarStrategyTasksOutput } from "./functions/get-soar-strategy-tasks";

// What functions are asked with, and what they answer.

export type { FunctionOptions } from "./functions/function";
export type {
  AutomateResponseConfigSummary,
  GetAutomateResponseConfigsArgs,
  GetAutomateResponseConfigsResult,
} from "./functions/get-automate-response-configs";
export type { GetOnceTasksArgs, GetOnceTasksResult, OnceTaskSummary } from "./functions/get-once-tasks";
export type {
  GetOperationProcessesArgs,
  GetOperationProcessesResult,
  OperationProcessSummary,
} from "./functions/get-operation-processes";
export type {
  GetOperationTasksArgs,
  GetOperationTasksResult,
  OperationTaskSummary,
} from "./functions/get-operation-tasks";
export type { GetPlaybooksArgs, GetPlaybooksResult, PlaybookSummary } from "./functions/get-playbooks";
export type {
  GetResponseRuleFieldsArgs,
  GetResponseRuleFieldsResult,
  ResponseRuleField,
  ResponseRuleOperator,
} from "./functions/get-response-rule-fields";
export type {
  GetSoarStrategyTasksArgs,
  GetSoarStrategyTasksResult,
  SoarStrategyTaskSummary,
} from "./functions/get-soar-strategy-tasks";

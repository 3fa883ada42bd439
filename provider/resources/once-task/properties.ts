import type { GenerateOnceTaskRequest } from "../../api/operations/GenerateOnceTask";
import type { CommonInputs } from "../../lifecycle/kind";
import { type Filled, field, local, propertyTable } from "../../lifecycle/rows";
import { flag, name, text } from "../../lifecycle/value";
import { type RunArgs, type RunDefaults, runRows } from "../run-record";
import { type OnceTaskParam, parameters } from "./values";

/** The types that the documents of GenerateOnceTask name. */
export const TASK_TYPES = [
  "CLIENT_PROBLEM_CHECK",
  "CLIENT_DEV_OPS",
  "ASSET_SECURITY_CHECK",
  "ASSETS_COLLECTION",
  "IMAGE_SCAN",
  "AI_SECURITY_CHECK",
  "IDC_PROBE_SCAN",
  "ATTACK_SURFACE_SCAN",
  "ASSET_EXPOSURE_SCAN",
  "VUL_CHECK_TASK",
] as const;

/** What a scan or client task is declared with. */
export interface OnceTaskArgs extends RunArgs {
  /** What runs, e.g. `CLIENT_PROBLEM_CHECK`, a diagnosis of the client on servers. (API: TaskType) */
  taskType: (typeof TASK_TYPES)[number] | (string & {});
  /** Name of the task. Default: the `taskType`, as the documents show it. (API: TaskName) */
  taskName?: string;
  /**
   * What the task works on, or the JSON text of it, e.g. `{ mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }`.
   * Keys depend on the type of the task. (API: Param)
   */
  param: OnceTaskParam | string;
  /** Source of the task, e.g. `Manual`. Default: none is sent. (API: Source) */
  source?: string;
  /** Whether an unfinished task is cancelled when the resource is deleted. Default: false. */
  cancelOnDelete?: boolean;
}

/** What a scan or client task is declared with, after check. */
export interface OnceTaskInputs extends Filled<OnceTaskArgs, RunDefaults | "cancelOnDelete">, CommonInputs {
  param: OnceTaskParam;
}

/** How a run ended, `running` as far as is known, or `forgotten` where the service does not tell any more. */
export type Outcome = "running" | "succeeded" | "failed" | "timedOut" | "forgotten";

/** The record of a scan or client task. Its `id` is the task's. */
export interface OnceTaskState extends OnceTaskInputs {
  /** How the run ended, `running` as far as is known, or `forgotten` where the service does not tell any more. (API: TaskStatusText) */
  outcome: Outcome;
  /** Servers that are done; absent where the service does not tell. (API: SuccessCount) */
  successCount?: number;
  /** Servers that failed; absent where the service does not tell. (API: FailCount) */
  failCount?: number;
  /** Whether it joined a task that was under way already: such a task is not cancelled. */
  joined?: boolean;
  /** Result in the service's words. (API: ResultInfo) */
  resultInfo?: string;
  /** When the run began, milliseconds since 1970. (API: TaskStartTime) */
  taskStartTime?: number;
  /** When the run ended, milliseconds since 1970. (API: TaskEndTime) */
  taskEndTime?: number;
}

type Api = { request: GenerateOnceTaskRequest; updates: false };

/** The property table. @internal */
export const properties = propertyTable<OnceTaskArgs, OnceTaskInputs, Api>()({
  taskType: {
    type: text('the type of a task, e.g. "CLIENT_PROBLEM_CHECK"'),
    wire: field("TaskType"),
    onChange: "replace",
    known: TASK_TYPES,
  },
  taskName: { type: name("the name of the task"), wire: field("TaskName"), onChange: "replace", optional: true },
  param: { type: parameters, wire: field("Param"), onChange: "replace" },
  source: {
    type: text('the source of the task, e.g. "Manual"'),
    wire: field("Source"),
    onChange: "replace",
    optional: true,
  },
  ...runRows,
  cancelOnDelete: { type: flag, wire: local, onChange: "none", default: false },
});

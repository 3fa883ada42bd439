import { type Decoded, flag, id, integerOrZero, list, record, text, trimmed, withDefault } from "../calls/decode";
import { type Page, pageInfo, sas2018 } from "./products";

/** Which tasks, and which page of them. Whether TaskId takes a RootTaskId is undocumented. */
export interface ListOperationTaskRequest extends Page {
  /** Exact id of a task. */
  readonly TaskId?: string;
  /** `REPAIR` or `ROLLBACK`. */
  readonly Type?: string;
  /** Check item, digits. */
  readonly CheckId?: string;
  /** Instances, any of which a task is on. */
  readonly OperationTaskInstances?: readonly { readonly InstanceId?: string; readonly RegionId?: string }[];
  /** Statuses, any of which a task has. */
  readonly Statuses?: readonly string[];
  /** Language of names and messages: `zh` or `en`. */
  readonly Lang?: string;
}

const listed = record({
  /** Id of the task: what a rollback names. */
  TaskId: id,
  /** Id of the run. */
  RootTaskId: trimmed,
  /** Check item, digits. */
  CheckId: trimmed,
  /** Display name of the check item. */
  CheckShowName: text,
  InstanceId: trimmed,
  RegionId: trimmed,
  /** `REPAIR` or `ROLLBACK`. */
  Type: text,
  /** One of 20 words such as `REPAIRING`. */
  Status: text,
  /** Why it failed, as a code and in words; empty otherwise. */
  ErrorCode: text,
  ErrorMsg: text,
  /** Time of the last step, milliseconds since 1970. */
  DealTime: integerOrZero,
  /** Time of the last check of the instance, milliseconds since 1970. */
  LastCheckTime: integerOrZero,
  /** Whether the instance is released. */
  InstanceFreed: withDefault(flag, false),
  /** 1 repair and rollback, 2 repair only, 3 by a third party. */
  RepairSupportType: integerOrZero,
  /** Risk level of the check item, e.g. `high`. */
  RiskLevel: text,
  /** Whether the repair can be rolled back. */
  SupportRollBack: withDefault(flag, false),
});

/** The repair or rollback of one instance; those of one submission share a RootTaskId. */
export type OperationTask = Decoded<typeof listed>;

/** A task without a run counts as a run of its own. */
const task = (value: unknown, path?: string): OperationTask => {
  const found = listed(value, path);
  return { ...found, RootTaskId: found.RootTaskId || found.TaskId };
};

const reply = record({ OperationTasks: list(task), PageInfo: pageInfo });

/** Lists repairs and rollbacks, one for each instance. The only place where their results are. */
export const listOperationTask = sas2018<ListOperationTaskRequest, Decoded<typeof reply>>({
  action: "ListOperationTask",
  verb: "GET",
  repeat: "safe",
  ramAction: "yundun-sas:ListOperatedTask",
  decode: reply,
});

import type { JsonObject } from "../../json";
import { id, integer, object, objects, optionalId, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of ListOperationTask. Whether TaskId takes a RootTaskId is undocumented. */
export interface ListOperationTaskRequest {
  /** Page, from 1. */
  readonly CurrentPage: number;
  /** Tasks a page. */
  readonly PageSize: number;
  /** Exact id of a task. */
  readonly TaskId?: string;
  /** `REPAIR` or `ROLLBACK`. */
  readonly Type?: string;
  /** Check item, digits. */
  readonly CheckId?: string;
  /** Statuses, any of which a task has. */
  readonly Statuses?: readonly string[];
  /** Language of names and messages: `zh` or `en`. */
  readonly Lang?: string;
}

/** The repair or rollback of one instance; those of one submission share a RootTaskId. */
export interface OperationTask {
  /** Id of the task: what a rollback names. */
  readonly TaskId: string;
  /** Id of the run; a task without one counts as a run of its own. */
  readonly RootTaskId: string;
  /** Check item, digits. */
  readonly CheckId: string;
  /** Display name of the check item. */
  readonly CheckShowName: string;
  readonly InstanceId: string;
  readonly RegionId: string;
  /** `REPAIR` or `ROLLBACK`. */
  readonly Type: string;
  /** One of 20 words such as `REPAIRING`. */
  readonly Status: string;
  /** Why it failed; empty otherwise. */
  readonly ErrorCode: string;
  /** Why it failed, in words; empty otherwise. */
  readonly ErrorMsg: string;
  /** Time of the last step, milliseconds since 1970; 0 where the service names none. */
  readonly DealTime: number;
  /** Time of the last check of the instance, milliseconds since 1970; 0 where the service names none. */
  readonly LastCheckTime: number;
  /** Whether the instance is released. */
  readonly InstanceFreed: boolean;
  /** 1 repair and rollback, 2 repair only, 3 by a third party; 0 where the service says nothing. */
  readonly RepairSupportType: number;
  readonly RiskLevel: string;
  /** Whether the repair can be rolled back. */
  readonly SupportRollBack: boolean;
}

/** Reply of ListOperationTask. */
export interface ListOperationTaskResponse {
  readonly OperationTasks: readonly OperationTask[];
  /** `TotalCount`: tasks on all pages. */
  readonly PageInfo: { readonly TotalCount: number };
}

/** Lists repairs and rollbacks, one for each instance. The only place where their results are. */
export const listOperationTask: Operation<ListOperationTaskRequest, ListOperationTaskResponse> = {
  ...sas2018,
  action: "ListOperationTask",
  verb: "GET",
  repeat: "safe",
  ramAction: "yundun-sas:ListOperatedTask",
  decode: (body) => ({
    OperationTasks: objects(body.OperationTasks, "OperationTasks").map(task),
    PageInfo: { TotalCount: integer(object(body.PageInfo, "PageInfo").TotalCount, "TotalCount") },
  }),
};

function task(item: JsonObject): OperationTask {
  return {
    TaskId: id(item.TaskId, "TaskId"),
    RootTaskId: optionalId(item.RootTaskId, "RootTaskId") ?? id(item.TaskId, "TaskId"),
    CheckId: text(item.CheckId, "CheckId").trim(),
    CheckShowName: text(item.CheckShowName, "CheckShowName"),
    InstanceId: text(item.InstanceId, "InstanceId").trim(),
    RegionId: text(item.RegionId, "RegionId").trim(),
    Type: text(item.Type, "Type"),
    Status: text(item.Status, "Status"),
    ErrorCode: text(item.ErrorCode, "ErrorCode"),
    ErrorMsg: text(item.ErrorMsg, "ErrorMsg"),
    DealTime: integer(item.DealTime ?? 0, "DealTime"),
    LastCheckTime: integer(item.LastCheckTime ?? 0, "LastCheckTime"),
    InstanceFreed: item.InstanceFreed === true,
    RepairSupportType: integer(item.RepairSupportType ?? 0, "RepairSupportType"),
    RiskLevel: text(item.RiskLevel, "RiskLevel"),
    SupportRollBack: item.SupportRollBack === true,
  };
}

import { type Decoded, id, record, trimmed } from "../calls/decode";
import { Refusal } from "../calls/errors";
import { sas2018 } from "./products";

/** A repair or rollback to start. Which fields of an instance which Type needs is undocumented. */
export interface SubmitOperationTaskRequest {
  /** Check item, digits. */
  readonly CheckId: string;
  /** `REPAIR` or `ROLLBACK`. */
  readonly Type: string;
  /** `INSTANCE` or `CHECK_ID`. */
  readonly DimensionType?: string;
  /** The instances that are repaired, or whose repairs are rolled back. */
  readonly OperationTaskInstances?: readonly OperationTaskInstance[];
  /** Parameters of this repair alone. */
  readonly RepairTempParam?: readonly { readonly Name: string; readonly Value: string }[];
  /** BusinessType that CreateAssetSelectionConfig returned, in place of instances. */
  readonly RelationKey?: string;
}

/** An instance of SubmitOperationTask. */
interface OperationTaskInstance {
  /** Numeric code of the provider: 0 Alibaba Cloud, 1 outside the cloud, 2 data centre, 3 4 5 7 other clouds, 8 lightweight. */
  readonly Vendor?: string;
  readonly RegionId?: string;
  readonly InstanceId: string;
  /** The repair that is rolled back: TaskId of ListOperationTask, not RootTaskId. */
  readonly TaskId?: string;
}

/** Why the service refused. What a success has there is not documented. */
const refusal = record({ OperateCode: trimmed });
/** Id of the run. */
const reply = record({ RootTaskId: id });

/** The refusals: those that the document has, and the one of SubmitCheck, its neighbour. */
const REFUSALS = ["AuthorizationExhaust", "ActionTrialUnauthorized", "Throttling"];
/** Nothing, or a word that can only mean yes. */
const SUCCESS = /^(|success|ok|200)$/i;

/** Starts a repair or a rollback. A refusal arrives with HTTP 200, perhaps beside a RootTaskId (OperateCode). */
export const submitOperationTask = sas2018<SubmitOperationTaskRequest, Decoded<typeof reply>>({
  action: "SubmitOperationTask",
  repeat: "unsafe",
  // The English document shows no RAM action; the Chinese and the Japanese one show this.
  ramAction: "yundun-sas:OperateCheck",
  decode: (body) => {
    const { OperateCode } = refusal(body);
    if (REFUSALS.includes(OperateCode)) throw new Refusal(OperateCode, "the service refused to start the task");
    if (!SUCCESS.test(OperateCode)) throw new TypeError(`OperateCode is ${OperateCode}, which may be a yes or a no`);
    return reply(body);
  },
});

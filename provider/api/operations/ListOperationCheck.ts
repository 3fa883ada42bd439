import { type Decoded, id, integerOrZero, list, record, text, trimmed } from "../calls/decode";
import { sas2018 } from "./products";

/** The repairs or rollbacks of which check item, on which instances. */
interface ListOperationCheckRequest {
  /** Check item, digits. */
  readonly CheckId: string;
  /** `REPAIR` or `ROLLBACK`. */
  readonly Type: string;
  /** The instances; their Vendor is `ALIYUN` here. */
  readonly OperationTaskInstances: readonly {
    readonly Vendor: string;
    readonly RegionId?: string;
    readonly InstanceId: string;
  }[];
  /** Language of names and messages: `zh` or `en`. */
  readonly Lang?: string;
}

const config = record({
  Name: trimmed,
  /** Name for a person. */
  ShowName: text,
  /** Value that the parameter has for the instance now. */
  Value: text,
});

const task = record({
  TaskId: trimmed,
  /** When it ran, milliseconds since 1970; 0 for what the service does not tell. */
  OperateTime: integerOrZero,
  /** The parameters of the repair. */
  RepairConfigs: list(config),
});

/** What ran on one instance. */
export type OperatedInstance = Decoded<typeof instance>;
const instance = record({ InstanceId: id, RegionId: trimmed, Repair: list(task) });

const reply = record({ RequestId: id, OperationTaskInstanceDetails: list(instance) });

/** Lists repairs or rollbacks of a check item, by instance, with the parameters of each. */
export const listOperationCheck = sas2018<ListOperationCheckRequest, Decoded<typeof reply>>({
  action: "ListOperationCheck",
  verb: "GET",
  repeat: "safe",
  ramAction: "yundun-sas:ListOperatedCheck",
  decode: reply,
});

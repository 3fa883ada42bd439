import { type Decoded, flag, id, integer, list, maybe, optional, record, text, trimmed } from "../calls/decode";
import { sas2018 } from "./products";

/** Which check item. */
interface GetCheckDetailRequest {
  /** Check item, digits. */
  readonly CheckId: string;
  /** Language of names: `zh` or `en`. */
  readonly Lang?: string;
}

const parameter = record({
  Name: trimmed,
  /** Name for a person. */
  ShowName: text,
  /** Value where nobody gives another; absent or empty where there is none. */
  DefaultValue: maybe(text),
  /** Value that somebody configured for the check item. */
  Value: maybe(text),
  /** 1: of the asset, 2: configured, 3: given to a run. */
  UsageType: optional(integer),
  /** 1 or 2: it goes over the wire encrypted. */
  DataTransformType: optional(integer),
});

const setting = record({
  /** Whether the service can repair what the check item finds. */
  RepairSupport: optional(flag),
  /** Whether something has to be restarted after a repair. */
  RepairReset: optional(flag),
  /** 1: a repair can be rolled back; 2: it cannot; 3: it is made on another platform. */
  RepairSupportType: optional(integer),
  RepairConfigs: list(parameter),
});

const reply = record({ RequestId: id, RepairSetting: optional(setting) });

/** What a check item is, and what its repair does. */
export const getCheckDetail = sas2018<GetCheckDetailRequest, Decoded<typeof reply>>({
  action: "GetCheckDetail",
  repeat: "safe",
  decode: reply,
});

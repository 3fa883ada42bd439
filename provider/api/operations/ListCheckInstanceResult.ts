import { type Decoded, id, integer, list, optional, record, text, trimmed, withDefault } from "../calls/decode";
import { type Page, pageInfo, sas2018 } from "./products";

/** Which instances of a check item, and which page of them. */
export interface ListCheckInstanceResultRequest extends Page {
  /** Check item, digits. */
  readonly CheckId: string;
  /** Statuses, any of which an instance has. */
  readonly Statuses?: readonly string[];
  /** Ids of instances, any of which it is. */
  readonly InstanceIds?: readonly string[];
  /** Region of the instances. */
  readonly RegionIdKey?: string;
  /** Language of names and messages: `zh` or `en`. */
  readonly Lang?: string;
}

const setting = record({
  Name: trimmed,
  /** Name for a person. */
  ShowName: text,
  /** What it is now. */
  Value: text,
});

const info = record({
  /** First and latest check, milliseconds since 1970. */
  FirstUpdateTime: optional(integer),
  LastUpdateTime: optional(integer),
  /** What the check item looks at, as it is now. */
  Config: list(setting),
});

/** The result of a check item for one instance. */
export type CheckInstance = Decoded<typeof instance>;
const instance = record({
  /** Id of the result, digits. */
  Id: optional(id),
  InstanceId: id,
  InstanceName: text,
  RegionId: trimmed,
  /** `PASS`, `NOT_PASS`, `CHECKING`, `NOT_CHECK`, `WHITELIST` or `FAILED`, the check itself; several as a comma list. */
  Status: text,
  /** Why it could not be checked. */
  StatusMessage: text,
  /** Account at another cloud. */
  VendorUserName: text,
  InstanceInfo: withDefault(info, { Config: [] }),
});

const reply = record({ BasicData: list(instance), PageInfo: pageInfo });

/** Lists the instances of a check item with its result for each. */
export const listCheckInstanceResult = sas2018<ListCheckInstanceResultRequest, Decoded<typeof reply>>({
  action: "ListCheckInstanceResult",
  repeat: "safe",
  decode: reply,
});

import { type Decoded, id, jsonText, list, maybe, optional, text, wholeRecord } from "../calls/decode";
import { cloudSiem2022, type Page, siemPage, type View } from "./products";

/** Which alerts, and which page of them, at most 100. In which order they come is undocumented. */
interface DescribeAlertsRequest extends Page, View {
  /** Earliest and latest time, milliseconds since 1970; of which of an alert's times is undocumented. */
  readonly StartTime?: number;
  readonly EndTime?: number;
}

const detail = wholeRecord({ Key: maybe(text), KeyName: maybe(text), Values: maybe(jsonText) });

/**
 * An alert as the service lists it: what it does not tell is absent, and what the documents do not name is as it came. Times are
 * texts `YYYY-MM-DD hh:mm:ss`, no time zone given.
 */
export type Alert = Decoded<typeof alert>;
const alert = wholeRecord({
  /** Digits of a 64-bit integer. */
  Id: optional(id),
  AlertUuid: optional(id),
  /** Name in the language of the console, its code, and its English. */
  AlertName: maybe(text),
  AlertNameCode: maybe(text),
  AlertNameEn: maybe(text),
  AlertTitle: maybe(text),
  AlertTitleEn: maybe(text),
  AlertDesc: maybe(text),
  AlertDescEn: maybe(text),
  /** `serious`, `suspicious` or `remind`. */
  AlertLevel: maybe(text),
  AlertType: maybe(text),
  AlertTypeCode: maybe(text),
  AlertTypeEn: maybe(text),
  AlertStatus: maybe(text),
  /** Product that raised it, and which part of it. */
  AlertSrcProd: maybe(text),
  AlertSrcProdModule: maybe(text),
  /** Technique of ATT&CK. */
  AttCk: maybe(text),
  CloudCode: maybe(text),
  VendorId: maybe(text),
  ProductId: maybe(text),
  DetectionRuleId: maybe(text),
  /** The event that it belongs to. */
  IncidentUuid: maybe(text),
  /** `0` detected, `1` blocked. */
  IsDefend: maybe(text),
  /** The text of a JSON array: the entities. What an entity looks like is undocumented. */
  EntityList: maybe(jsonText),
  /** The text of a JSON array: the assets. */
  AssetList: maybe(jsonText),
  AlertInfoList: maybe(list(detail)),
  /** JSON texts. */
  AlertDetail: maybe(jsonText),
  ExtendContent: maybe(jsonText),
  /** Account, and RAM user or member. */
  MainUserId: optional(id),
  SubUserId: optional(id),
  SubUserName: maybe(text),
  OccurTime: maybe(text),
  LogTime: maybe(text),
  StartTime: maybe(text),
  EndTime: maybe(text),
  GmtCreate: maybe(text),
  GmtModified: maybe(text),
  LogUuid: maybe(text),
});

const page = siemPage(alert);

/** Lists alerts. */
export const describeAlerts = cloudSiem2022<DescribeAlertsRequest, ReturnType<typeof page>>({
  action: "DescribeAlerts",
  repeat: "safe",
  decode: page,
});

import {
  type Decoded,
  decimal,
  id,
  integer,
  jsonText,
  list,
  maybe,
  optional,
  text,
  wholeRecord,
} from "../calls/decode";
import { cloudSiem2022, type Page, siemPage, type View } from "./products";

/** Which events, and which page of them, at most 100. The last changed comes first. */
interface DescribeCloudSiemEventsRequest extends Page, View {
  /** Earliest and latest time, milliseconds since 1970; of which of an event's times is undocumented. */
  readonly StartTime?: number;
  readonly EndTime?: number;
}

const stage = wholeRecord({ TacticId: maybe(text), TacticName: maybe(text), AlertNum: optional(integer) });

/** An event as the service lists it: what it does not tell is absent, and what the documents do not name is as it came. */
export type CloudSiemEvent = Decoded<typeof event>;
const event = wholeRecord({
  IncidentUuid: id,
  IncidentName: maybe(text),
  IncidentNameEn: maybe(text),
  /** `net-attack` by an expert's rule, `graph` by graph computing. */
  IncidentType: maybe(text),
  Description: maybe(text),
  DescriptionEn: maybe(text),
  /** `serious`, `suspicious` or `remind`. */
  ThreatLevel: maybe(text),
  /** 0 to 100. */
  ThreatScore: optional(decimal),
  /** 0 unhandled, 1 in progress, 5 failed, 10 handled. */
  Status: optional(integer),
  AlertNum: optional(integer),
  AssetNum: optional(integer),
  AttCkLabels: maybe(list(text)),
  AttckStages: maybe(list(stage)),
  DataSources: maybe(list(text)),
  RuleId: maybe(text),
  ReferAccount: maybe(text),
  Remark: maybe(text),
  /** JSON text. */
  ExtContent: maybe(jsonText),
  Aliuid: optional(id),
  /** Times, `YYYY-MM-DD hh:mm:ss`, no time zone given. */
  GmtCreate: maybe(text),
  GmtModified: maybe(text),
});

const page = siemPage(event);

/** Lists events. */
export const describeCloudSiemEvents = cloudSiem2022<DescribeCloudSiemEventsRequest, ReturnType<typeof page>>({
  action: "DescribeCloudSiemEvents",
  repeat: "safe",
  decode: page,
});

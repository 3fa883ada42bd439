import { type Decoded, id, integer, jsonText, list, maybe, optional, record, text, wholeRecord } from "../calls/decode";
import { type NumberedPage, pageInfo, sophonsoar2022 } from "./products";

/** Which runs of playbooks, and which page of them. In which order they come is undocumented. */
interface DescribeSoarRecordsRequest extends NumberedPage {
  /** Earliest and latest start, milliseconds since 1970. */
  readonly StartMillis?: number;
  readonly EndMillis?: number;
  /** Language of the reply: `zh` or `en`. */
  readonly Lang?: string;
}

const output = wholeRecord({ NodeName: maybe(text), ActionUuid: maybe(text), Content: maybe(jsonText) });

/** A run of a playbook as the service lists it: what it does not tell is absent, and the rest is as it came. */
export type SoarRecord = Decoded<typeof run>;
const run = wholeRecord({
  /** Id of the run. */
  RequestUuid: id,
  /** UUID of the playbook. */
  TaskName: maybe(text),
  /** `success`, `fail` or `running`. */
  Status: maybe(text),
  /** `siem` by an alert or event, `manual`, `debug`, `timer`, `SubInvoke` or `stream`. */
  TriggerType: maybe(text),
  /** Account that ran it. */
  TriggerUser: maybe(text),
  /** Milliseconds since 1970; the end is absent before. */
  StartTime: optional(integer),
  EndTime: optional(integer),
  ErrorMsg: maybe(text),
  /** JSON text: what the playbook was given. */
  RawEventReq: maybe(jsonText),
  TaskflowMd5: maybe(text),
  OutputList: maybe(list(output)),
});

const reply = record({ Page: pageInfo, SoarExecuteRecords: list(run) });

/** Lists runs of playbooks. */
export const describeSoarRecords = sophonsoar2022<DescribeSoarRecordsRequest, Decoded<typeof reply>>({
  action: "DescribeSoarRecords",
  repeat: "safe",
  decode: reply,
});

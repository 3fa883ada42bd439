import { type Decoded, id, integer, integerOrZero, list, optional, record, text } from "../calls/decode";
import { type NumberedPage, pageInfo, sophonsoar2022 } from "./products";

/** One playbook. */
export type Playbook = Decoded<typeof playbook>;
const playbook = record({
  PlaybookUuid: id,
  /** Name of the playbook: the only one that this operation tells. */
  DisplayName: text,
  /** What it does. */
  Description: text,
  /** 1 enabled, 0 disabled. */
  Active: optional(integer),
  /** `preset` or `user`. */
  OwnType: text,
  /** Trigger type, e.g. `template-ip`. */
  ParamType: text,
  /** Creation, last change and last run, milliseconds since 1970; 0 for what has not come. */
  GmtCreate: integerOrZero,
  GmtModified: integerOrZero,
  LastRuntime: integerOrZero,
});

const reply = record({ Page: pageInfo, Playbooks: list(playbook) });

/** Which playbooks, and which page of them. */
export interface DescribePlaybooksRequest extends NumberedPage {
  /** Part of the name. */
  readonly Name?: string;
  /** 1 enabled, 0 disabled. */
  readonly Active?: number;
  /** `preset` or `user`. */
  readonly OwnType?: string;
  /** Trigger types, comma list. */
  readonly ParamTypes?: string;
  /** Language of names and descriptions: `zh` or `en`. */
  readonly Lang?: string;
}

/** Lists playbooks. */
export const describePlaybooks = sophonsoar2022<DescribePlaybooksRequest, Decoded<typeof reply>>({
  action: "DescribePlaybooks",
  repeat: "safe",
  decode: reply,
});

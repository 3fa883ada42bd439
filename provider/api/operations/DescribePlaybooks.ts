import { type Decoded, id, integer, list, optional, record, text } from "../calls/decode";
import type { Operation } from "../calls/operation";

interface DescribePlaybooksRequest {
  /** Page, from 1. */
  readonly PageNumber: number;
  /** Playbooks a page. */
  readonly PageSize: number;
  /** Language of the texts: `zh` or `en`. */
  readonly Lang?: string;
}

/** One playbook. */
export type Playbook = Decoded<typeof playbook>;
const playbook = record({
  /** UUID of the playbook, trimmed. */
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
});

const reply = record({
  /** `TotalCount`: playbooks on all pages. */
  Page: record({ TotalCount: integer }),
  Playbooks: list(playbook),
});

/** Lists playbooks. */
export const describePlaybooks: Operation<DescribePlaybooksRequest, Decoded<typeof reply>> = {
  product: "sophonsoar",
  version: "2022-07-28",
  verb: "GET",
  in: "query",
  action: "DescribePlaybooks",
  repeat: "safe",
  ramAction: "yundun-sas:DescribePlaybooks",
  decode: reply,
};

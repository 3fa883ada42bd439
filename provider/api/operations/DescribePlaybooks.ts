import { type Decoded, id, integer, list, optional, record, text } from "../calls/decode";
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
});

const reply = record({ Page: pageInfo, Playbooks: list(playbook) });

/** Lists playbooks, in the language `zh` or `en`. */
export const describePlaybooks = sophonsoar2022<NumberedPage & { readonly Lang?: string }, Decoded<typeof reply>>({
  action: "DescribePlaybooks",
  repeat: "safe",
  decode: reply,
});

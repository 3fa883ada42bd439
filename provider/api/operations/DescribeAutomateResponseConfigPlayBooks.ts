import { type Decoded, id, list, record, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type View } from "./products";

const playbook = record({
  /** UUID of the playbook, trimmed. */
  Uuid: id,
  /** Name of the playbook, e.g. `WafBlockIP`. */
  Name: text,
  /** Name as the console shows it. */
  DisplayName: text,
  /** What it does. */
  Description: text,
  /** Trigger type: `template-ip`, `template-process` or, with the document's double e, `template-filee`. */
  ParamType: text,
});

const reply = record({ Data: list(playbook) });

/** Lists the playbooks that rules can run. The product's newest SDKs no longer have it; accounts may still. */
export const describeAutomateResponseConfigPlayBooks: Operation<View, Decoded<typeof reply>> = {
  ...cloudSiem2022,
  action: "DescribeAutomateResponseConfigPlayBooks",
  repeat: "safe",
  decode: enveloped(reply),
};

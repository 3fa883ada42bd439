import { type Decoded, id, list, record, text } from "../calls/decode";
import { cloudSiem2022, type View } from "./products";

const playbook = record({
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
export const describeAutomateResponseConfigPlayBooks = cloudSiem2022<View, Decoded<typeof reply>>({
  action: "DescribeAutomateResponseConfigPlayBooks",
  repeat: "safe",
  decode: reply,
});

import { id, objects, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type ViewParameters } from "./products";

/** Reply of DescribeAutomateResponseConfigPlayBooks. */
export interface DescribeAutomateResponseConfigPlayBooksResponse {
  /** The playbooks. */
  readonly Data: readonly {
    /** UUID of the playbook, trimmed. */
    readonly Uuid: string;
    /** Name of the playbook, e.g. `WafBlockIP`. */
    readonly Name: string;
    /** Name as the console shows it. */
    readonly DisplayName: string;
    /** Description. */
    readonly Description: string;
    /** Trigger type: `template-ip`, `template-process` or, with the document's double e, `template-filee`. */
    readonly ParamType: string;
  }[];
}

/** Lists the playbooks that rules can run. The product's newest SDKs no longer have it; accounts may still. */
export const describeAutomateResponseConfigPlayBooks: Operation<
  ViewParameters,
  DescribeAutomateResponseConfigPlayBooksResponse
> = {
  ...cloudSiem2022,
  action: "DescribeAutomateResponseConfigPlayBooks",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeAutomateResponseConfigPlayBooks",
  decode: enveloped((body) => ({
    Data: objects(body.Data, "Data").map((item) => ({
      Uuid: id(item.Uuid, "Uuid"),
      Name: text(item.Name, "Name"),
      DisplayName: text(item.DisplayName, "DisplayName"),
      Description: text(item.Description, "Description"),
      ParamType: text(item.ParamType, "ParamType"),
    })),
  })),
};

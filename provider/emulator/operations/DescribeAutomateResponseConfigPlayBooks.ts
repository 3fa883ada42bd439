import { accepted, viewParameters } from "../cloud-siem";
import { defineOperation } from "../operation";

/** The playbooks that rules can run. */
export const describeAutomateResponseConfigPlayBooks = defineOperation({
  name: "DescribeAutomateResponseConfigPlayBooks",
  product: "cloud-siem",
  parameters: {
    AutoResponseType: { type: "string" },
    EntityType: { type: "string", values: ["ip", "process", "file"] },
    ...viewParameters,
  },
  run({ EntityType }, { state }) {
    const found = state.playbooks.filter(({ ParamType }) => !EntityType || ParamType === `template-${EntityType}`);
    return accepted(
      found.map(({ PlaybookUuid, Name, DisplayName, Description, ParamType }) => ({
        Uuid: PlaybookUuid,
        Name,
        DisplayName,
        Description,
        // The document spells this one value with a double e.
        ParamType: ParamType === "template-file" ? "template-filee" : ParamType,
      })),
    );
  },
});

import { accepted, viewParameters } from "../cloud-siem";
import { defineOperation } from "../operation";

/** The fields and operators that conditions may use. */
export const describeAutomateResponseConfigFeature = defineOperation({
  name: "DescribeAutomateResponseConfigFeature",
  product: "cloud-siem",
  parameters: { AutoResponseType: { type: "string" }, ...viewParameters },
  run({ AutoResponseType }, { state }) {
    const offered = state.features.filter((feature) => {
      return AutoResponseType === undefined || feature.AutoResponseTypes.includes(AutoResponseType);
    });
    return accepted(offered.map(({ AutoResponseTypes, ...feature }) => feature));
  },
});

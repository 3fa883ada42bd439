import { defineOperation } from "../operation";
import { instancesOfCheck } from "../timeline";

/** What a check item is, and what its repair does: its parameters are what it looks at, unless the state says otherwise. */
export const getCheckDetail = defineOperation({
  name: "GetCheckDetail",
  product: "Sas",
  parameters: {
    CheckId: { type: "int64", required: true },
    RegionId: { type: "string" },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run({ CheckId }, { state }) {
    const [{ Config = [] } = {}] = instancesOfCheck(state, CheckId);
    const { RepairConfigs, ...given } = state.repairSettings[CheckId] ?? {};
    const configs = RepairConfigs ?? Config.map(({ Name, ShowName }) => ({ Name, ShowName, UsageType: 1 }));
    return {
      Description: { Type: "text", Value: `Check item ${CheckId}`, Link: "" },
      CustomConfigs: [],
      RepairSetting: {
        RepairSupport: true,
        RepairReset: false,
        RepairSupportType: 1,
        FlowStep: [],
        ...given,
        RepairConfigs: configs.map((config) => ({
          ShowName: config.Name,
          TypeDefine: '{"type":"STRING"}',
          DefaultValue: "",
          CustomFlag: true,
          EmptyParamSwitch: 0,
          DataTransformType: 0,
          ExclusiveName: [],
          FlowId: "flow",
          ...config,
        })),
      },
    };
  },
});

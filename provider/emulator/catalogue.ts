import type { Feature, Playbook, Strategy } from "./records";

type Operators = Feature["SupportOperators"];

function operators(names: readonly string[], dataType: string): Operators {
  return names.map((name, index) => ({
    Operator: name,
    OperatorName: name,
    OperatorDescCn: name,
    OperatorDescEn: name,
    HasRightValue: !["isNull", "isNotNull"].includes(name),
    Index: index,
    SupportDataType: dataType,
    SupportTag: [],
  }));
}

const levels = ["serious", "suspicious", "remind"].map((value) => ({ Value: value, ValueMds: value }));
const always = ["equals", "=", "<>", "in", "not in", "isNull", "isNotNull"];
const textOperators = ["containsString", ...always, "REGEXP", "NOT REGEXP"];
const levelOperators = [...always, "<=", ">=", "BETWEEN"];

/** Condition fields of a new emulator: those that the documents name. */
export const defaultFeatures: Partial<Feature>[] = [
  { Feature: "alert_name", SupportOperators: operators(textOperators, "varchar") },
  { Feature: "alert_desc", SupportOperators: operators(textOperators, "varchar") },
  {
    Feature: "alert_level",
    DataType: "enum",
    RightValueEnums: levels,
    SupportOperators: operators(levelOperators, "enum"),
  },
  {
    Feature: "threat_level",
    DataType: "enum",
    RightValueEnums: levels,
    SupportOperators: operators(levelOperators, "enum"),
    AutoResponseTypes: ["event"],
  },
];

/** Playbooks of a new emulator: the preset ones that the documents name, and the one of their rule example. */
export const defaultPlaybooks: Partial<Playbook>[] = [
  {
    PlaybookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
    Name: "WafBlockIP",
    ParamType: "template-ip",
  },
  {
    PlaybookUuid: "system_aliyun_waf_whole_process_book",
    Name: "aliyun_waf_whole_process_book",
    OwnType: "preset",
    ParamType: "template-ip",
  },
  {
    PlaybookUuid: "system_aliyun_clb_process_book",
    Name: "aliyun_clb_process_book",
    OwnType: "preset",
    ParamType: "template-ip",
  },
  {
    PlaybookUuid: "system_aliyun_aegis_kill_quara_book",
    Name: "aliyun_aegis_kill_quara_book",
    OwnType: "preset",
    ParamType: "template-file",
  },
];

/** Strategies of a new emulator: those of the documents' samples, subscribed. */
export const defaultStrategies: Partial<Strategy>[] = [
  {
    Id: "8000",
    Name: "Automated Batch Vulnerability Fixing Policy for Multiple Servers",
    Description: "Fixes vulnerabilities of many servers at a planned time.",
  },
  {
    Id: "13840",
    Name: "Automated Batch Vulnerability Fix Policy",
    Description: "Fixes vulnerabilities of many servers at a planned time.",
    OtherNames: ["漏洞自动化批量修复策略"],
  },
];

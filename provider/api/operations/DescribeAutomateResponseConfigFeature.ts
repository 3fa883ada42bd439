import type { JsonObject } from "../../json";
import { integer, objects, text } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { cloudSiem2022, enveloped, type ViewParameters } from "./products";

/** Parameters of DescribeAutomateResponseConfigFeature. */
export interface DescribeAutomateResponseConfigFeatureRequest extends ViewParameters {
  /** `event` or `alert`. */
  readonly AutoResponseType: string;
}

/** An operator that a field supports. */
interface AutomateResponseOperator {
  /** What stands in a condition, e.g. `containsString`. */
  readonly Operator: string;
  /** Display name. */
  readonly OperatorName: string;
  /** Description in Chinese. */
  readonly OperatorDescCn: string;
  /** Description in English. */
  readonly OperatorDescEn: string;
  /** Whether a condition with this operator has a right-hand side. */
  readonly HasRightValue: boolean;
  /** Place in the console's list. */
  readonly Index: number;
  /** Data types that the operator supports. */
  readonly SupportDataType: string;
  /** Tags that the operator supports. */
  readonly SupportTag: readonly string[];
}

/** A field that a condition can name. */
interface AutomateResponseFeature {
  /** What stands on the left of a condition, e.g. `alert_name`. */
  readonly Feature: string;
  /** Data type of the field, e.g. `varchar`. */
  readonly DataType: string;
  /** Values that the right-hand side can take; empty when any will do. */
  readonly RightValueEnums: readonly {
    /** What stands in a condition. */
    readonly Value: string;
    /** Key of the display text. */
    readonly ValueMds: string;
  }[];
  /** Operators that the field supports. */
  readonly SupportOperators: readonly AutomateResponseOperator[];
}

/** Reply of DescribeAutomateResponseConfigFeature. */
export interface DescribeAutomateResponseConfigFeatureResponse {
  /** The fields. */
  readonly Data: readonly AutomateResponseFeature[];
}

/** Lists the fields and operators that conditions of rules can use. */
export const describeAutomateResponseConfigFeature: Operation<
  DescribeAutomateResponseConfigFeatureRequest,
  DescribeAutomateResponseConfigFeatureResponse
> = {
  ...cloudSiem2022,
  action: "DescribeAutomateResponseConfigFeature",
  repeat: "safe",
  ramAction: "yundun-sas:DescribeAutomateResponseConfigFeature",
  decode: enveloped((body) => ({ Data: objects(body.Data, "Data").map(feature) })),
};

function feature(item: JsonObject): AutomateResponseFeature {
  return {
    Feature: text(item.Feature, "Feature"),
    DataType: text(item.DataType, "DataType"),
    RightValueEnums: objects(item.RightValueEnums, "RightValueEnums").map((choice) => ({
      Value: text(choice.Value, "Value"),
      ValueMds: text(choice.ValueMds, "ValueMds"),
    })),
    SupportOperators: objects(item.SupportOperators, "SupportOperators").map(operator),
  };
}

function operator(item: JsonObject): AutomateResponseOperator {
  const tags: readonly unknown[] = Array.isArray(item.SupportTag) ? item.SupportTag : [];
  return {
    Operator: text(item.Operator, "Operator"),
    OperatorName: text(item.OperatorName, "OperatorName"),
    OperatorDescCn: text(item.OperatorDescCn, "OperatorDescCn"),
    OperatorDescEn: text(item.OperatorDescEn, "OperatorDescEn"),
    HasRightValue: item.HasRightValue !== false,
    Index: integer(item.Index ?? 0, "Index"),
    SupportDataType: text(item.SupportDataType, "SupportDataType"),
    SupportTag: tags.map((tag) => text(tag, "SupportTag")),
  };
}

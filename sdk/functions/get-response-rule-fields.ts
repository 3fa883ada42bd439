import { defineFunction, type Listed } from "./function";

/** Whose fields are wanted. */
export interface GetResponseRuleFieldsArgs {
  /** What the rule watches: `alert` or `event`. (API: AutoResponseType) */
  autoResponseType: string;
}

/** An operator that a field supports. */
export interface ResponseRuleOperator {
  /** What stands in a condition, e.g. `containsString`. */
  operator: string;
  /** What it does, in English. */
  description: string;
  /** Whether a condition with it has a value; `true` is written where not. */
  takesValue: boolean;
}

/** A field that a condition can name. */
export interface ResponseRuleField {
  /** What stands in a condition, e.g. `alert_name`. */
  field: string;
  /** Its data type, e.g. `varchar`. */
  dataType: string;
  /** The values it can have; empty when any will do. */
  values: string[];
  /** The operators it supports. */
  operators: ResponseRuleOperator[];
}

/** The fields that `getResponseRuleFields` found. */
export type GetResponseRuleFieldsResult = Listed<"fields", ResponseRuleField>;

const ask = defineFunction<GetResponseRuleFieldsArgs, GetResponseRuleFieldsResult>(
  "getResponseRuleFields",
  { autoResponseType: { needed: "text" } },
  async (context, args) => {
    const { describeAutomateResponseConfigFeature } = await import(
      "../../provider/api/operations/DescribeAutomateResponseConfigFeature.js"
    );
    const { configuredView } = await import("../../provider/api/collections/rules.js");
    const request = { AutoResponseType: args.autoResponseType, ...configuredView(context.config) };
    const { Data } = await context.call(describeAutomateResponseConfigFeature, request);
    const fields = Data.map(({ Feature, DataType, RightValueEnums, SupportOperators }) => ({
      field: Feature,
      dataType: DataType,
      values: RightValueEnums.map(({ Value }) => Value),
      operators: SupportOperators.map(({ Operator, OperatorDescEn, HasRightValue }) => {
        return { operator: Operator, description: OperatorDescEn, takesValue: HasRightValue };
      }),
    }));
    return { fields };
  },
);

/**
 * Lists the fields, operators and values that conditions can use (DescribeAutomateResponseConfigFeature): the only
 * authoritative source of them. Fails with a `SoarError`.
 *
 * @example
 * const { fields } = await soar.getResponseRuleFields({
 *   autoResponseType: "alert",
 * });
 * for (const { field, operators } of fields) {
 *   console.log(field, operators.map(({ operator }) => operator).join(", "));
 * }
 */
export const getResponseRuleFields = ask.promise;

/** `getResponseRuleFields` for arguments that are outputs. */
export const getResponseRuleFieldsOutput = ask.output;

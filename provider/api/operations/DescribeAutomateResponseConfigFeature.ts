import { type Decoded, flag, list, record, text, withDefault } from "../calls/decode";
import { cloudSiem2022, type View } from "./products";

/** An operator that a field supports. */
const operator = record({
  /** What stands in a condition, e.g. `containsString`. */
  Operator: text,
  /** Description in English. */
  OperatorDescEn: text,
  /** Whether a condition with this operator has a right-hand side. */
  HasRightValue: withDefault(flag, true),
});

/** A field that a condition can name. */
export type Feature = Decoded<typeof feature>;
const feature = record({
  /** What stands on the left of a condition, e.g. `alert_name`. */
  Feature: text,
  /** Data type of the field, e.g. `varchar`. */
  DataType: text,
  /** Values that the right-hand side can take; empty when any will do. */
  RightValueEnums: list(record({ Value: text })),
  SupportOperators: list(operator),
});

const reply = record({ Data: list(feature) });

/** Lists the fields and operators that conditions of rules can use, those for `event` or for `alert`. */
export const describeAutomateResponseConfigFeature = cloudSiem2022<
  View & { readonly AutoResponseType: string },
  Decoded<typeof reply>
>({
  action: "DescribeAutomateResponseConfigFeature",
  repeat: "safe",
  decode: reply,
});

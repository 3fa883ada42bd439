import { type Decoded, record, trimmed } from "../calls/decode";
import { cloudSiem2022, type View } from "./products";

/** A rule to add or update. Whether an update replaces or patches is undocumented: send the whole rule. */
export interface PostAutomateResponseConfigRequest extends View {
  /** Rule to update, digits. Absent: a new rule is added. */
  readonly Id?: string;
  /** RAM user who created the rule, digits. */
  readonly SubUserId?: string;
  readonly RuleName?: string;
  /** What triggers the rule: `event` or `alert`. */
  readonly AutoResponseType?: string;
  /** Trigger condition: the text of a JSON array of `{left, operator, right}`. */
  readonly ExecutionCondition?: string;
  /** Action types, comma separated: `doPlaybook`, `changeEventStatus`, `changeThreatLevel`. */
  readonly ActionType?: string;
  /** Actions in their order: the text of a JSON array of objects with `actionType`. */
  readonly ActionConfig?: string;
}

/** `Data`: "the return value of the request". Digits that look like the rule's id; the documents do not say so. */
const reply = record({ Data: trimmed });

/** Adds a rule, or updates the one that `Id` names. Two Posts without Id may make two rules. */
export const postAutomateResponseConfig = cloudSiem2022<PostAutomateResponseConfigRequest, Decoded<typeof reply>>({
  action: "PostAutomateResponseConfig",
  repeat: (request) => (request.Id === undefined ? "unsafe" : "safe"),
  decode: reply,
});

/** The language of automated response rules: conditions and actions, on the wire, as written, and in a sentence. */

export {
  type Action,
  actionTypeOf,
  type ChangeEventStatusAction,
  type ChangeThreatLevelAction,
  type DoPlaybookAction,
  type OtherAction,
  sameActions,
} from "./actions";
export {
  type Conditions,
  type ConditionValue,
  type ExecutionConditionItem,
  itemsOf,
  sameConditions,
  writeLike,
} from "./conditions";
export { ruleSentence } from "./sentence";

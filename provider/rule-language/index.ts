/** The language of automated response rules: conditions and actions, on the wire, as written, and in a sentence. */
export { ACTION_TYPES, type Action, actionTypeOf, sameActions } from "./actions";
export {
  type Conditions,
  type ExecutionConditionItem,
  itemsOf,
  sameConditions,
  sortItems,
  writeLike,
} from "./conditions";
export { parseObjects } from "./json-text";
export { ruleSentence } from "./summary";

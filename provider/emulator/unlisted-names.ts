import { arrayIn, memberOf, textAt } from "./json";
import type { Rule } from "./records";
import type { State } from "./state";

/**
 * What a rule names and no list has: a field, an operator of a field, or a playbook. What is not written as the documents
 * write it names nothing.
 * @param content what is sent of it
 * @param before the rule as it is, which may go on naming what it names
 */
export function newUnlistedName(state: State, content: Partial<Rule>, before?: Rule): string | undefined {
  const known = new Set(before && unlistedNames(state, before));
  return unlistedNames(state, { ...before, ...content }).find((name) => !known.has(name));
}

function unlistedNames({ features, playbooks }: State, rule: Partial<Rule>): string[] {
  const { AutoResponseType = "", ExecutionCondition = "", ActionConfig = "" } = rule;
  const offered = features.filter(({ AutoResponseTypes }) => AutoResponseTypes.includes(AutoResponseType));
  const conditions = (arrayIn(ExecutionCondition) ?? []).flatMap((condition) => {
    const [field, operator] = [textAt(memberOf(condition, "left"), "value"), textAt(condition, "operator")];
    if (field === "") return [];
    const feature = offered.find(({ Feature }) => Feature === field);
    if (feature === undefined) return [`no field ${field} of ${AutoResponseType} rules`];
    const isListed = feature.SupportOperators.some(({ Operator }) => Operator === operator);
    return isListed ? [] : [`no operator ${operator} of the field ${field}`];
  });
  const actions = (arrayIn(ActionConfig) ?? []).flatMap((action) => {
    const uuid = textAt(action, "playbookUuid");
    const isListed = uuid === "" || playbooks.some(({ PlaybookUuid }) => PlaybookUuid === uuid);
    return textAt(action, "actionType") !== "doPlaybook" || isListed ? [] : [`no playbook ${uuid}`];
  });
  return [...conditions, ...actions];
}

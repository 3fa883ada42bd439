import type { Rules } from "../../api/collections/rules";
import type { Context } from "../../api/context";
import type { AutomateResponseRule as Rule } from "../../api/operations/ListAutomateResponseConfigs";
import { declaredTwice, Ownership } from "../../lifecycle/ownership";
import { differences, needsRequest } from "../../lifecycle/wire";
import { type AutomateResponseConfigInputs as Inputs, properties } from "./properties";

/** The properties in which a rule differs from what is wanted, but for its status. */
export function bodyDifferences(rule: Rule, inputs: Inputs): readonly string[] {
  return differences(properties, rule, inputs)
    .filter((name) => needsRequest(properties, [name]))
    .map((name) => (name === "executionCondition" ? "conditions" : name));
}

/** Whether the service evaluates a rule that is to be off, or the reverse. */
export function statusDiffers(rule: Rule, inputs: Inputs): boolean {
  return differences(properties, rule, inputs).includes("enabled");
}

/** Whether a rule is what is wanted, but for its status. */
export function means(rule: Rule, inputs: Inputs): boolean {
  return bodyDifferences(rule, inputs).length === 0;
}

/** Looks for a rule of the wanted name, which a killed deployment or a person may have left. */
export async function findMatch(context: Context, rules: Rules, inputs: Inputs): Promise<Rule | undefined> {
  const listed = (await rules.all(context)).filter(({ RuleName }) => RuleName === inputs.ruleName);
  const asked = await Promise.all(listed.map(({ Id }) => rules.byId(context, Id)));
  const named = asked.filter((rule) => rule !== undefined).filter(({ RuleName }) => RuleName === inputs.ruleName);
  if (named.length === 0) return undefined;
  const owned = named.find(({ Id }) => Ownership.of(context).holds("AutomateResponseConfig", Id));
  if (owned) throw declaredTwice("AutomateResponseConfig", `"${inputs.ruleName}"`, owned.Id);
  const same = named.find((rule) => means(rule, inputs));
  if (same) {
    context.log(`Took over rule ${same.Id} "${same.RuleName}": it exists already and means the same.`);
    return same;
  }
  const [first, ...others] = named;
  const edits = (rule: Rule) => [...bodyDifferences(rule, inputs), ...(statusDiffers(rule, inputs) ? ["enabled"] : [])];
  if (inputs.adopt && first && others.length === 0) {
    context.log(`Adopting rule ${first.Id} "${first.RuleName}": updating its ${edits(first).join(", ")}.`);
    return first;
  }
  const found = named.map((rule) => `${rule.Id} (other ${edits(rule).join(", ")})`).join("; ");
  throw new Error(
    `A rule named "${inputs.ruleName}" exists already: ${found}. Set "adopt: true" to take it over and update it` +
      `${others.length > 0 ? ", after removing all but one," : ""} or choose another ruleName.`,
  );
}

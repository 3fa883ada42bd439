import type { JudgedRule } from "../rule-language/judged-rule";
import { judgedRule, type Properties } from "./properties";

/** The rules of an account, of what `listRules` finds. */
export function rulesOfAccount(
  found: readonly { readonly id: string; readonly state: object & { readonly ruleName: string } }[],
): JudgedRule[] {
  return found.map(({ id, state }) => judgedRule({ name: state.ruleName, id }, state as unknown as Properties));
}

import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { isVerbatim } from "../rule-language/verbatim";
import { hasHidden } from "../unknown";
import { contradiction, type Said, saidBy } from "./implication";

/** A rule, ready to be looked at beside others. */
export interface ReadyRule {
  readonly rule: JudgedRule;
  /** Its conditions; absent where they are not to be seen, or a text that no document describes. */
  readonly conditions?: readonly Said[];
  /** The conditions that cannot hold together, where some cannot. */
  readonly contradiction?: readonly Said[];
  /** One text for all rules that watch the same things; absent where that is not to be seen. */
  readonly watches?: string;
  /** Whether it is certain that the service evaluates it. */
  readonly isOn: boolean;
}

/** Makes a rule ready. */
export function ready(rule: JudgedRule): ReadyRule {
  const { autoResponseType, conditions, enabled, roleType = 0, roleFor = "", regionId = "", provider = "" } = rule;
  const watched = [autoResponseType, String(roleType), roleFor, regionId, provider];
  const said = isHidden(conditions) || isVerbatim(conditions) ? undefined : conditions.map(saidBy);
  const against = said && contradiction(said);
  return {
    rule,
    ...(said && { conditions: said }),
    ...(against && { contradiction: against }),
    ...(!hasHidden(watched) && { watches: watched.join("\0") }),
    isOn: enabled === true,
  };
}

import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import {
  type ListedField,
  type ListedPlaybook,
  misnamedPlaybook,
  namedConditions,
  namedPlaybooks,
  UNLISTED_VALUE_REMEDY,
  unlistedName,
  unlistedPlaybook,
  unlistedValue,
} from "../rule-language/names";
import { hasHidden } from "../unknown";
import { finding, type LintFinding } from "./finding";

/** What the account lists, as far as it is known: of what is absent here, nothing is told. */
export interface Listed {
  /** The fields of rules, by what these watch: `alert`, `event`. */
  readonly fields?: { readonly [autoResponseType: string]: readonly ListedField[] | undefined };
  readonly playbooks?: readonly ListedPlaybook[];
}

/** What a rule names that the account does not list; also of a rule that is off, which is sent like any other. */
export function listedFindings(rule: JudgedRule, { fields = {}, playbooks }: Listed = {}): LintFinding[] {
  const { autoResponseType, conditions, actions } = rule;
  const listed = Object.hasOwn(fields, autoResponseType) ? fields[autoResponseType] : undefined;
  const named = isHidden(conditions) ? [] : namedConditions({ executionCondition: conditions });
  const run = isHidden(actions) ? [] : namedPlaybooks(actions);
  return [
    ...(listed ? named.filter(({ field, operator }) => !hasHidden([field, operator])) : []).flatMap((one) => {
      return conditionFinding(rule, one, listed ?? [], typesWith(one.field, fields)) ?? [];
    }),
    ...(playbooks ? run.filter(({ uuid }) => !hasHidden(uuid)) : []).flatMap((one) => {
      const sentence = unlistedPlaybook(one, playbooks ?? []);
      if (sentence === undefined) return misnamedFinding(rule, one, playbooks ?? []) ?? [];
      return rule.allowUnknownFields ? [] : finding("SOAR204", rule, { about: one.uuid, sentence, remedy: REMEDY });
    }),
  ];
}

/** The types of rules that a field is listed for. */
function typesWith(field: string, fields: NonNullable<Listed["fields"]>): string[] {
  return Object.keys(fields).filter((type) => fields[type]?.some((one) => one.field === field));
}

const REMEDY = "Correct it; if the account has it by now, write the catalogue anew; or say allowUnknownFields.";

function misnamedFinding(
  rule: JudgedRule,
  named: ListedPlaybook,
  playbooks: readonly ListedPlaybook[],
): LintFinding | undefined {
  const sentence = hasHidden(named.name) ? undefined : misnamedPlaybook(named, playbooks);
  if (sentence === undefined) return undefined;
  const remedy = "Write the name that the catalogue has, which a reviewer reads, or the UUID that is meant.";
  return finding("SOAR205", rule, { about: named.name, sentence: sentence, remedy });
}

function conditionFinding(
  rule: JudgedRule,
  named: ReturnType<typeof namedConditions>[number],
  fields: readonly ListedField[],
  elsewhere: readonly string[],
): LintFinding | undefined {
  const { field, operator, values } = named;
  const unlisted = unlistedName({ field, operator }, fields, elsewhere);
  if (unlisted !== undefined) {
    if (rule.allowUnknownFields) return undefined;
    const code = fields.some((one) => one.field === field) ? "SOAR202" : "SOAR201";
    return finding(code, rule, {
      about: code === "SOAR202" ? `${field} ${operator}` : field,
      sentence: unlisted,
      remedy: REMEDY,
    });
  }
  const sentence = hasHidden(values) ? undefined : unlistedValue(named, fields);
  const remedy = UNLISTED_VALUE_REMEDY;
  return sentence === undefined ? undefined : finding("SOAR203", rule, { about: field, sentence, remedy });
}

import { isHidden, type JudgedRule } from "../rule-language/judged-rule";
import { hasHidden } from "../unknown";

/** What a preview says of a change. */
export interface Said {
  /** What is done with the rule, e.g. `update`; `same` where nothing changes. */
  readonly operation?: string;
  /** Paths of the properties that change, e.g. `conditions.alert_name.containsString`. */
  readonly changed?: readonly string[];
}

/** What of a rule may change where it is not to be seen, so that before and after look alike: two secrets do. */
export interface Unseen {
  /** Whether it is what the rule watches, whether it is on, or its conditions as a whole. */
  readonly isWhole: boolean;
  /** Fields of single conditions. */
  readonly fields: ReadonlySet<string>;
}

/** What of a rule may change unseen. Where a preview names no paths, all that is hidden may. */
export function unseenChanges(
  rules: readonly JudgedRule[],
  { operation = "same", changed = [] }: Said,
): Unseen | undefined {
  if (operation === "same") return undefined;
  const isNamed = (name: string, field?: string) =>
    changed.length === 0 || changed.some((path) => mayBeOf(path, name, field));
  const areNamed = (field?: string) => isNamed("conditions", field) || isNamed("executionCondition");
  const fields = rules.flatMap(({ conditions }) =>
    Array.isArray(conditions)
      ? conditions.filter(hasHidden).flatMap(({ left }) => (areNamed(left.value) ? left.value : []))
      : [],
  );
  const isWhole = rules.some(
    ({ autoResponseType, conditions, enabled }) =>
      (hasHidden(autoResponseType) && isNamed("autoResponseType")) ||
      (isHidden(enabled) && isNamed("enabled")) ||
      (!Array.isArray(conditions) && areNamed()),
  );
  return isWhole || fields.length > 0 ? { isWhole, fields: new Set(fields) } : undefined;
}

/** Whether a path may be of a property, and of a field in it; a key that is quoted there may be any. */
function mayBeOf(path: string, name: string, field?: string): boolean {
  const [top, key] = path.split(/(?=[.[])/);
  if (top !== name) return false;
  return field === undefined || key === undefined || key.startsWith("[") || key === `.${field}`;
}

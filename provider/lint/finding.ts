/** How bad a finding is, in the words of SARIF. */
export type Level = "error" | "warning" | "note";

interface Check {
  /** One word for it. */
  readonly name: string;
  readonly level: Level;
  /** What is found: a sentence. */
  readonly finds: string;
}

/** Every check. A code never changes its meaning; one that goes is not used again. */
export const CHECKS = {
  SOAR101: {
    name: "same-conditions",
    level: "warning",
    finds: "Two rules have the same conditions.",
  },
  SOAR102: {
    name: "covered",
    level: "warning",
    finds: "Whatever the rule answers, another answers with the same actions.",
  },
  SOAR103: {
    name: "contradicted",
    level: "warning",
    finds: "Whatever the rule answers, another answers with an action that contradicts.",
  },
  SOAR104: {
    name: "never-matches",
    level: "error",
    finds: "The conditions of the rule cannot hold together.",
  },
  SOAR105: {
    name: "idle-condition",
    level: "note",
    finds: "A condition of the rule holds wherever another of its conditions does.",
  },
  SOAR106: {
    name: "matches-everything",
    level: "error",
    finds: "The rule runs a playbook, and has no condition that leaves anything out.",
  },
  SOAR107: {
    name: "loop",
    level: "warning",
    finds: "The rule watches updates of events, and its own change leaves its conditions as they are.",
  },
  SOAR201: {
    name: "unlisted-field",
    level: "error",
    finds: "A condition names a field that the catalogue does not have.",
  },
  SOAR202: {
    name: "unlisted-operator",
    level: "error",
    finds: "A condition names an operator that the catalogue does not have for its field.",
  },
  SOAR203: {
    name: "unlisted-value",
    level: "warning",
    finds: "A condition compares with a value that the catalogue does not have for its field.",
  },
  SOAR204: {
    name: "unlisted-playbook",
    level: "error",
    finds: "An action runs a playbook that the catalogue does not have.",
  },
  SOAR205: {
    name: "misnamed-playbook",
    level: "warning",
    finds: "An action has the name of another playbook beside its UUID, or a mistyped one.",
  },
  SOAR301: {
    name: "matched-nothing",
    level: "note",
    finds: "The rule answers nothing in the history.",
  },
  SOAR901: {
    name: "expired-ignore",
    level: "warning",
    finds: "A finding is ignored beyond the date that was set for it.",
  },
  SOAR902: {
    name: "unused-ignore",
    level: "note",
    finds: "What is to be ignored is not found.",
  },
} as const satisfies { readonly [code: string]: Check };

/** Code of a check, e.g. `SOAR102`. */
export type Code = keyof typeof CHECKS;

/** What was found of one rule. */
export interface LintFinding {
  /** Never changes its meaning. */
  readonly code: Code;
  /** One word for the code, e.g. `covered`. */
  readonly name: string;
  readonly level: Level;
  /** Name of the rule: of the resource, or in an account of the rule. */
  readonly rule: string;
  /** URN of the resource, where there is one. */
  readonly urn?: string;
  /** What it is about besides the rule: the name of another rule, a field, a UUID. Tells findings of one code and rule apart. */
  readonly about?: string;
  /** What is found: a sentence. */
  readonly sentence: string;
  /** What to do: a sentence. */
  readonly remedy: string;
}

/** A finding that somebody decided to leave. */
export interface IgnoredFinding extends LintFinding {
  /** Why, as it was written. */
  readonly reason: string;
  /** The last day on which it is left, `2026-12-31`. */
  readonly expires: string;
}

/** What `alicloud-soar lint --json` prints. */
export interface LintReport {
  /** The version of this package. */
  readonly version: string;
  /** How many rules were read. */
  readonly rules: number;
  /** By rule, then code. */
  readonly findings: readonly LintFinding[];
  /** What would be a finding, and is ignored with a reason. */
  readonly ignored: readonly IgnoredFinding[];
  /** Names of rules of which a part was not to be seen: known after apply, or a secret. Of these, nothing is found by guess. */
  readonly hidden: readonly string[];
}

/** A finding of a check. */
export function finding(
  code: Code,
  { name: rule, urn }: { readonly name: string; readonly urn?: string },
  found: Pick<LintFinding, "about" | "sentence" | "remedy">,
): LintFinding {
  const { name, level } = CHECKS[code];
  return { code, name, level, rule, ...(urn !== undefined && { urn }), ...found };
}

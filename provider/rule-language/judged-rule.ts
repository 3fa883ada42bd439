import type { Actions } from "./actions";
import type { RawConditions } from "./conditions";

/** What is not to be seen where a rule was read: `unknown` is known after apply, `secret` is not shown. */
export interface Hidden {
  readonly hidden: "unknown" | "secret";
}

/** Where a program makes a resource. */
export interface Source {
  /** Path of the file from the folder of Pulumi.yaml. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/**
 * A rule to be judged, wherever it was read: a preview, a stack's state, the account, a program under mocks. Inside conditions
 * and actions stands `UNKNOWN` or `SECRET` (provider/unknown.ts) for a part that is not to be seen.
 */
export interface JudgedRule {
  /** What readers know it by: the name of the resource, or in an account the name of the rule. */
  readonly name: string;
  /** URN of the resource, where there is one. */
  readonly urn?: string;
  /** The rule's Id, where it exists already. */
  readonly id?: string;
  /** Name of the rule in the account; absent where it is not known. (API: RuleName) */
  readonly ruleName?: string;
  /** What the rule watches, `alert` or `event`; `UNKNOWN` or `SECRET` where it is not to be seen. (API: AutoResponseType) */
  readonly autoResponseType: string;
  /** What must hold, in the canonical raw form. (API: ExecutionCondition) */
  readonly conditions: RawConditions | Hidden;
  /** What is done, in this order. (API: ActionConfig) */
  readonly actions: Actions | Hidden;
  /** Whether the service evaluates the rule. */
  readonly enabled: boolean | Hidden;
  /** 1: all accounts that the administrator manages. */
  readonly roleType?: number;
  /** Member account whose view is taken, as digits. */
  readonly roleFor?: string;
  /** Data-management centre. (API: RegionId) */
  readonly regionId?: string;
  /** URN of the Pulumi provider: what tells rules of several accounts apart. */
  readonly provider?: string;
  /** The account that it is in, as the state has it. */
  readonly account?: string;
  /** Where the program makes it, as far as the engine tells. */
  readonly source?: Source;
  /** Present where the program says that the service need not list what the rule names. */
  readonly allowUnknownFields?: true;
}

/** Whether a part of a rule is not to be seen. */
export function isHidden(part: unknown): part is Hidden {
  return typeof part === "object" && part !== null && "hidden" in part;
}

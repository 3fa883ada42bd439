import { createHash } from "node:crypto";
import { isUnknown, UNKNOWN } from "../unknown";
import { nameIn } from "../urn";

/** The name that a resource gets where the program gives none: the resource's, and what tells this place from others. */
export interface AutoNaming {
  /** The organization and the URN of the resource, as its class sends them. */
  readonly urn?: string;
  /** What is recorded: a recorded name is kept. */
  readonly olds: Readonly<Record<string, unknown>>;
}

const HEX_DIGITS = 7;

/**
 * `<resource name>-<7 hex digits>`: the same for the same place and inputs, another one in every other stack.
 * @param of inputs that a name stands for, too; none of them secret
 */
export function autoName(urn: string, of: readonly unknown[]): string {
  if (of.some(isUnknown)) return UNKNOWN;
  const digest = createHash("sha256")
    .update(JSON.stringify([urn, ...of]))
    .digest("hex");
  return `${nameIn(urn).trim()}-${digest.slice(0, HEX_DIGITS)}`;
}

import { messageOf } from "../wording";

/** What one look found out. No part of a credential is in it. */
export interface Finding {
  /** What was looked at: `Pulumi CLI`, `alicloud-soar:region`, or the name of an operation. */
  readonly check: string;
  /** `wrong`: something is to be done. `not tried`: nobody can look, or what it needs is wrong itself. */
  readonly status: "ok" | "wrong" | "not tried";
  /** What was found, and what to do where something is wrong: one sentence or several. */
  readonly found: string;
  /** Why it was not tried, without what else `found` says; absent for what is no operation. */
  readonly reason?: string;
  /** The RAM action that permits the operation; absent for what is no operation. */
  readonly ramAction?: string;
}

/** What `alicloud-soar doctor --json` prints. */
export interface Report {
  /** The version of this package. */
  readonly version: string;
  /** Whether nothing is wrong. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** What one look comes to; one that fails is a finding like any other, and the others go on. */
export async function look(check: string, work: () => Promise<Omit<Finding, "check">>): Promise<Finding> {
  try {
    return { check, ...(await work()) };
  } catch (error) {
    return { check, status: "wrong", found: messageOf(error) };
  }
}

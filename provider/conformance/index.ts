import { ApiError } from "../api/calls/errors";
import type { Context } from "../api/context";
import { messageOf } from "../wording";
import type { Finding } from "./finding";
import { read } from "./reading";
import { TrialRules } from "./trial-rule";
import { write } from "./writing";

/** What the service answered. */
export interface Report {
  readonly findings: readonly Finding[];
  /** Names of rules of runs that were stopped, which this run found and removed. */
  readonly removed: readonly string[];
  /** Names of rules that are there still, though they were made by this command. */
  readonly left: readonly string[];
  /** Why the writing part ended early. */
  readonly stopped?: string;
}

/** Asks the service what no document tells. Without `writes`, nothing is created, changed or deleted. */
export async function askService(context: Context, { writes }: { readonly writes: boolean }): Promise<Report> {
  const findings = await read(context);
  if (!writes) return { findings, removed: [], left: [] };
  const trial = new TrialRules(context);
  const earlier = await trial.clear();
  const written: Finding[] = [];
  const stopped = await write(context, trial, written).then(() => undefined, reason);
  const { found, left } = await trial.clear();
  const late = found.filter((name) => name !== trial.name);
  const removed = [...new Set([...earlier.found, ...late])].filter((name) => !left.includes(name));
  return { findings: merged([...findings, ...written]), removed, left, stopped };
}

/** One finding a question: the last one that has an answer, else the last one. */
function merged(findings: readonly Finding[]): Finding[] {
  const byQuestion = new Map<string, Finding>();
  for (const found of findings) {
    if (found.answer !== undefined || byQuestion.get(found.question)?.answer === undefined)
      byQuestion.set(found.question, found);
  }
  return [...byQuestion.values()];
}

function reason(error: unknown): string {
  // A message of the service may name what the account has.
  if (error instanceof ApiError) return `${error.operation} failed: code ${error.code}`;
  return messageOf(error);
}

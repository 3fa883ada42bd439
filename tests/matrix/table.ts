import type { Result } from "./cases.ts";
import type { Moment } from "./clouds.ts";

const COLUMNS = ["scenario", "kind", "refresh", "runs", "interrupted at", "lost", "doubled", "taken", "unsettled"];

/** The table that the command prints, in Markdown. */
export function table(results: readonly Result[]): string {
  const lines = results.map(({ scenario, kind, refresh, runs, moments, verdict }) => {
    const { lost, doubled, taken, unsettled } = verdict;
    const counts = [lost, doubled, taken, unsettled].map(({ length }) => length);
    return [scenario, kind, refresh ? "yes" : "no", runs, inShort(moments), ...counts];
  });
  const total = (column: number) => lines.reduce((sum, line) => sum + Number(line[column]), 0);
  const last = ["**all**", "", "", total(3), "", total(5), total(6), total(7), total(8)];
  return [COLUMNS, COLUMNS.map(() => "---"), ...lines, last].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

/** `ListAutomateResponseConfigs 1–2, …`; calls of the other cloud have a prime. */
function inShort(moments: readonly Moment[]): string {
  const nths = new Map<string, number[]>();
  for (const { cloud, operation, nth } of moments) {
    const name = `${operation}${cloud === 0 ? "" : "′"}`;
    nths.set(name, [...(nths.get(name) ?? []), nth]);
  }
  return [...nths].map(([name, all]) => `${name}${all.length === 1 ? "" : ` ×${all.length}`}`).join(", ");
}

/** Everything that went wrong, a line each. */
export function problems(results: readonly Result[]): readonly string[] {
  return results.flatMap(({ scenario, kind, refresh, verdict }) =>
    Object.entries(verdict).flatMap(([what, sentences]: [string, readonly string[]]) =>
      sentences.map((sentence) => `${what}: ${scenario} / ${kind}${refresh ? " / refresh" : ""}: ${sentence}`),
    ),
  );
}

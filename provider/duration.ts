const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/** The longest that a timer of Node.js waits, milliseconds; it takes anything longer for 1. (Node.js, setTimeout) */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether `text` is a duration as in Pulumi's customTimeouts: `90s`, `10m`, `1h30m`. */
export function isDuration(text: string): boolean {
  return DURATION.test(text) && durationMs(text) > 0;
}

/** Milliseconds of a duration that passed `isDuration`. */
export function durationMs(text: string): number {
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return total;
}

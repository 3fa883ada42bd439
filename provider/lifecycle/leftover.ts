import type { Context } from "../api/context";

const DAY_MS = 24 * 3_600_000;
/** The farthest that a clock's zone is from UTC, either way. */
const ZONE_MS = 14 * 3_600_000;
/** How wrong the clock of a machine may be. */
const SKEW_MS = 15 * 60_000;

/** How long a resource of the same deployment may take to say what it holds, or gives up, milliseconds. */
const NEWS_MS = 1_000;

/**
 * Waits for news of the other resources: the engine compares one when the program declares it and, with `--refresh
 * --run-program`, has read it, which may be after another one's creation or update began.
 */
export async function newsOfOthers({ clock, signal }: Context): Promise<void> {
  await clock.sleep(NEWS_MS, signal);
}

/**
 * Whether a thing is young enough to be what a deployment left that was stopped: created within a day.
 * @param created milliseconds since 1970, also as digits, a text `YYYY-MM-DD hh:mm:ss` of unknown zone, or one that says its zone;
 * one that cannot be read is old
 */
export function isYoung(created: number | string | undefined, now: number): boolean {
  const text = String(created ?? "")
    .trim()
    .replace(" ", "T");
  const isExact = /^\d+$|(Z|[+-]\d{2}:?\d{2})$/.test(text);
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(isExact ? text : `${text}Z`);
  if (Number.isNaN(at)) return false;
  const age = now - at;
  const zone = isExact ? 0 : ZONE_MS;
  return age >= -zone - SKEW_MS && age <= DAY_MS + zone;
}

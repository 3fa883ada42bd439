import { randomOf } from "./random";

/**
 * The past that DescribeAlerts, DescribeCloudSiemEvents and DescribeSoarRecords show, beside what the lists hold: made up at
 * each call, so that one of a million alerts costs no memory. The same numbers give the same past.
 */
export interface Past {
  /** Default 1. */
  seed: number;
  /** How many alerts. Default 1000. */
  alerts: number;
  /** How many events. Default 60. */
  events: number;
  /** How many playbook runs. Default 200. */
  soarRecords: number;
  /** How many hosts they concern; few have most. Default 40. */
  hosts: number;
  /** Over how many days they are spread, fewer at night. Default 30. */
  days: number;
  /** Time of the end, milliseconds since 1970. Default: when the emulator started. */
  until: number;
}

/** What the past consists of. */
export type PastKind = "alerts" | "events" | "soarRecords";

/** The past of an emulator that starts `now`. */
export function defaultPast(now: number): Past {
  return { seed: 1, alerts: 1_000, events: 60, soarRecords: 200, hosts: 40, days: 30, until: now };
}

/** Index from which those that are put in are counted. */
export const FIRST_HELD = 2 ** 30;

const DAY_MS = 24 * 3_600_000;
/** How much of the traffic of a day comes and goes with its hours. */
const BY_DAY = 0.6;

/** The time of the entry with this index, from 0; a later one has a later time. */
export function timeOf(past: Past, kind: PastKind, index: number): number {
  const { seed, days, until } = past;
  const share = (index + randomOf(seed, `${kind} time`, index)()) / past[kind];
  const turns = 2 * Math.PI * Math.max(1, Math.round(days));
  const shifted = share - (BY_DAY * Math.sin(turns * share)) / turns;
  return Math.floor(until - days * DAY_MS * (1 - shifted));
}

/** How many entries have a time before `time`. */
export function countBefore(past: Past, kind: PastKind, time: number): number {
  let [low, high] = [0, past[kind]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(past, kind, middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

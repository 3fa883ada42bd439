import type { Alert } from "../api/operations/DescribeAlerts";
import type { CloudSiemEvent } from "../api/operations/DescribeCloudSiemEvents";
import type { SoarRecord } from "../api/operations/DescribeSoarRecords";

/** What an account has of each kind, as the service lists it. */
export interface Kinds {
  /** An alert (DescribeAlerts). */
  readonly alert: Alert;
  /** An event (DescribeCloudSiemEvents). */
  readonly event: CloudSiemEvent;
  /** A run of a playbook (DescribeSoarRecords). */
  readonly record: SoarRecord;
}

/** What a history consists of. */
export type HistoryKind = keyof Kinds;

/**
 * One line of a history file. Keys that were left out when it was read are absent, those without which an entry has no id
 * included.
 */
export type HistoryEntry = {
  readonly [Kind in HistoryKind]: { readonly kind: Kind; readonly entry: Partial<Kinds[Kind]> };
}[HistoryKind];

/** The first line of a history file. */
export interface HistoryHeader {
  readonly kind: "history";
  readonly version: 1;
  /** The time that was read, milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  /** What was read of it. */
  readonly kinds: readonly HistoryKind[];
}

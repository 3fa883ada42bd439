import { randomUUID } from "node:crypto";
import type { FaultName } from "./faults";
import type { Request } from "./front-door";

/** One call, in the order of arrival. */
export interface JournalEntry {
  /** Arrival by the clock of the emulator, ISO 8601. */
  time: string;
  /** Name of the operation as sent, perhaps unknown. */
  operation: string;
  version: string;
  /** Host header. */
  host: string;
  /** Parameters by their names on the wire, as received. */
  params: Record<string, string>;
  /** HTTP status; absent when no answer was sent. */
  status?: number;
  /** Code of the error body; absent on HTTP 200. */
  code?: string;
  requestId: string;
  /** As sent, perhaps unknown. */
  accessKeyId: string;
  /** The fault that hit this call. */
  fault?: FaultName;
}

/** The entry of a call that arrives at `now`, before anything is known of its answer. */
export function newEntry(request: Request, now: number): JournalEntry {
  const [, accessKeyId = ""] = /Credential=([^,]*)/.exec(request.headers.authorization ?? "") ?? [];
  return {
    time: new Date(now).toISOString(),
    operation: request.headers["x-acs-action"] ?? "",
    version: request.headers["x-acs-version"] ?? "",
    host: request.headers.host ?? "",
    params: Object.fromEntries([...request.query, ...new URLSearchParams(request.body.toString())]),
    requestId: randomUUID().toUpperCase(),
    accessKeyId,
  };
}

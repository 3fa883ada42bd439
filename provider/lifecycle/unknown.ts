/**
 * How the engine writes "not known before apply" in a preview, wherever the value stands.
 * Pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether `value` is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Shows a value in a sentence for reviewers, as JSON, with words where a part is not known yet. */
export function inWords(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isUnknown(part) ? "(known after apply)" : part));
}

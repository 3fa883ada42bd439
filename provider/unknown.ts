/**
 * How the engine writes "not known before apply" in a preview, wherever the value stands.
 * Pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * How the program's class (sdk/given.ts) writes what was given and holds nothing, wherever it stands: Pulumi drops an
 * undefined value, or makes it null, as if it had not been given (sdk/nodejs/runtime/rpc.ts, `serializeProperty`).
 */
export const UNDEFINED = "undefined:5d0c7a64-93f1-4f0e-8a0b-6e2b1c9d7f38";

/** What stands in a sentence for a value that is not known yet. */
export const LATER = "(known after apply)";

/** Whether `value` is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether anything in `value` is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

const LONGEST = 60;

/** A value inside a sentence: as JSON, shortened, with words where a part is not known yet. */
export function quote(value: unknown, longest = LONGEST): string {
  if (value === undefined || value === null) return "nothing";
  if (isUnknown(value)) return LATER;
  const text = JSON.stringify(value, (_key, part: unknown) => (isUnknown(part) ? LATER : part));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** An id or a name inside a sentence, as it is. */
export function word(value: string): string {
  return isUnknown(value) ? LATER : value;
}

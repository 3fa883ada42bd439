/**
 * How the engine writes "not known before apply" in a preview, wherever the value stands.
 * Pulumi, sdk/nodejs/runtime/rpc.ts, `unknownValue`.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * How the program's class (sdk/given.ts) writes what was given and would not arrive, wherever it stands, with what it is after
 * it. Pulumi drops an undefined value and a function, as if they had not been given, and
 * makes an empty object of a Set, a Date and the like (sdk/nodejs/runtime/rpc.ts, `serializeProperty`). Signs
 * without a shape, as the engine prints the value in its message (pkg/resource/deploy, step_generator.go).
 */
export const NO_DATA = "\u2063\u2062\u2064\u2063";

const HOLDS_NOTHING =
  "is undefined: what the program gives here holds nothing, as an output of a misspelt name or the first of an empty list " +
  "does. Give it a value, or leave it out where it is optional";

/** What Pulumi makes a text of an output, in place of its value. Pulumi, sdk/nodejs/output.ts, `toString` and `toJSON`. */
const OUTPUT_IN_TEXT = /Calling \[(toString|toJSON)\] on an \[Output<T>\] is not supported/;

/** Why a value that was given would not have arrived, after the name of what it was given for; undefined when it did. */
export function whyLost(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const [, how] = OUTPUT_IN_TEXT.exec(value) ?? [];
  if (how !== undefined) {
    return `holds an output that was put into a text: use pulumi.${how === "toJSON" ? "jsonStringify" : "interpolate"}`;
  }
  if (!value.startsWith(NO_DATA)) return undefined;
  const what = value.slice(NO_DATA.length);
  if (what === "undefined") return HOLDS_NOTHING;
  return `is ${what}: only texts, numbers, booleans, lists and plain objects can be sent. Write it as one of these`;
}

/** How the engine writes a secret that a preview does not show. Pulumi, pkg/backend/display/json.go, `massagePropertyValue`. */
export const SECRET = "[secret]";

/** Whether `value` is not known yet. */
export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether anything in `value` is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasUnknown);
  return isUnknown(value);
}

/** Whether `value` stands for what is not to be seen: not known yet, or a secret that is not shown. */
export function isMark(value: unknown): boolean {
  return value === UNKNOWN || value === SECRET;
}

/** Whether anything in `value` is not to be seen. */
export function hasHidden(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(hasHidden);
  return isMark(value);
}

import * as v from "valibot";
import { isObject, LOST_KEYS, parseJson } from "../json";
import { isUnknown } from "../unknown";

/** Validates an input and makes a `Value` of it. */
export type Schema<Value> = v.GenericSchema<unknown, Value>;

/** The schema, or a value that is not known before apply. For what stands inside another value. */
export function orUnknown<Value>(schema: Schema<Value>): Schema<Value> {
  return v.lazy((input) => (isUnknown(input) ? v.any() : schema));
}

/** A text that is not empty, or blank. */
export function nonEmpty(what: string) {
  const message = `must be ${what}`;
  return v.pipe(v.string(message), v.regex(/\S/, message));
}

/** A name. A service that takes blanks at its ends away has another name than the one that is looked for. */
export function nameOf(what: string) {
  const message = `must be ${what}`;
  const isTrimmed = (text: string) => text === text.trim();
  return v.pipe(
    v.string(message),
    v.nonEmpty(message),
    v.check(isTrimmed, `must be ${what}, without blanks at its ends`),
  );
}

/** An object with these keys and any others. A missing key is told in the words of its own schema. */
export function shape<Entries extends v.ObjectEntries>(entries: Entries, message: string) {
  const missing = Object.fromEntries(
    Object.entries(entries)
      .filter(([, schema]) => schema.type !== "optional")
      .map(([name]) => [name, undefined]),
  );
  return v.pipe(
    v.custom<object>(isObject, message),
    v.transform((given) => ({ ...missing, ...given })),
    v.looseObject(entries, message),
  );
}

/** An object whose keys are names of the user's choice. A list is none, though valibot's `record` takes it for one. */
export function mapOf<Value>(value: Schema<Value>, message: string) {
  return v.pipe(v.custom<object>(isObject, message), v.record(v.string(), value, message));
}

/** A list of at least one. An item may be unknown before apply. */
export function listOf<Item>(item: Schema<Item>, message: string) {
  return v.pipe(v.array(orUnknown(item), message), v.minLength(1, message));
}

/** A list in which no two objects have one name: which of the two counts, no document tells. */
export function namesOnce(list: readonly unknown[]): boolean {
  const names = list
    .map((item) => (isObject(item) ? item.name : undefined))
    .filter((name) => name !== undefined && !isUnknown(name));
  return new Set(names).size === names.length;
}

/** A value that JSON carries without loss, then what `schema` wants of it. */
export function json<Value>(schema: Schema<Value>): Schema<Value> {
  return v.pipe(v.unknown(), lossless, schema);
}

/** What is said of a text that is meant to be JSON and is not; `whyUnreadable` says more, with a part of the text. */
export const UNREADABLE = "must be JSON text that can be read";

/** What is wrong in a text that should be JSON, in a sentence that quotes it; undefined where nothing is. */
export function whyUnreadable(text: unknown): string | undefined {
  try {
    parseJson(String(text));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * The same, where the value may be written as its JSON text, too. A text that is no JSON at all is told in the words of
 * `schema`; one that is meant to be JSON, with what is wrong in it.
 */
export function jsonOrText<Value>(schema: Schema<Value>): Schema<Value> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
      if (typeof value !== "string") return value;
      if (whyUnreadable(value) === undefined) return parseJson(value);
      if (!/^[\s\uFEFF]*[[{]/.test(value)) return value;
      addIssue({ message: UNREADABLE, input: value });
      return NEVER;
    }),
    lossless,
    schema,
  );
}

const lossless = v.rawCheck<unknown>(({ dataset, addIssue }) => {
  const walk = (input: unknown, path: readonly v.UnknownPathItem[]): void => {
    const [first, ...rest] = path;
    const complain = (message: string) => addIssue({ message, input, path: first && [first, ...rest] });
    const loss = lossIn(input);
    if (loss !== undefined) complain(loss);
    if (typeof input !== "object" || input === null) return;
    for (const [key, value] of Object.entries(input)) {
      const step = { input, key: Array.isArray(input) ? Number(key) : key, value };
      if (LOST_KEYS.includes(key)) complain(`must not have the key "${key}": it would be lost`);
      else walk(value, [...path, { type: "unknown", origin: "value", ...step }]);
    }
  };
  if (dataset.typed) walk(dataset.value, []);
});

/** What JSON would lose of a value itself. */
function lossIn(value: unknown): string | undefined {
  if (typeof value !== "number") return undefined;
  if (!Number.isFinite(value)) return "must be a number that JSON can hold";
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return undefined;
  return "must be written as a string: a number above 2^53 loses digits";
}

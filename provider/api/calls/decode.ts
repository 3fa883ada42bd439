import { isObject, type JsonObject, readJson } from "../../json";

/**
 * Reads one value of a reply: a reply's type and its reader are one declaration.
 * `path` is where the value stands, for messages.
 * @throws TypeError when the value is of another kind, or is missing
 */
export type Decoder<Value> = (value: unknown, path?: string) => Value;

/** What a decoder reads. */
export type Decoded<Reader> = Reader extends Decoder<infer Value> ? Value : never;

type Fields = { readonly [key: string]: Decoder<unknown> };

type OptionalKey<Of> = { [Key in keyof Of]: undefined extends Decoded<Of[Key]> ? Key : never }[keyof Of];

/** Mapped over the declaration itself, so that the comments of its keys are those of the type. */
type RecordOf<Of> = {
  readonly [Key in keyof Omit<Of, OptionalKey<Of>>]: Decoded<Of[Key]>;
} & {
  readonly [Key in keyof Pick<Of, OptionalKey<Of>>]?: Decoded<Of[Key]>;
};

/** An object with these fields, or its JSON text. Fields that are not named are not read. */
export function record<const Of extends Fields>(fields: Of): Decoder<RecordOf<Of>> {
  return (value, path = "") => {
    const found = structure(value);
    if (!isObject(found)) throw new TypeError(`${path || "the reply"} is not an object`);
    const entries = Object.entries(fields).map(([key, read]) => [key, read(found[key], path ? `${path}.${key}` : key)]);
    return Object.fromEntries(entries) as RecordOf<Of>;
  };
}

/** As `record`, with every field that is not named as it came: what a document does not name may matter to others. */
export function wholeRecord<const Of extends Fields>(fields: Of): Decoder<RecordOf<Of> & JsonObject> {
  const read = record(fields);
  return (value, path) => {
    const named = Object.entries(read(value, path)).filter(([, field]) => field !== undefined);
    return { ...(structure(value) as JsonObject), ...Object.fromEntries(named) } as RecordOf<Of> & JsonObject;
  };
}

/** A list, or its JSON text; absent or null is an empty list. */
export function list<Item>(read: Decoder<Item>): Decoder<readonly Item[]> {
  return (value, path) => {
    const found = structure(value ?? []);
    if (!Array.isArray(found)) throw new TypeError(`${path} is not a list`);
    return found.map((item: unknown, index) => read(item, `${path}[${index}]`));
  };
}

/** What may be absent, null or blank: undefined then. */
export function optional<Value>(read: Decoder<Value>): Decoder<Value | undefined> {
  return withDefault<Value | undefined>(read, undefined);
}

/** What may be absent or null: undefined then. A blank text is one. */
export function maybe<Value>(read: Decoder<Value>): Decoder<Value | undefined> {
  return (value, path) => (value === null || value === undefined ? undefined : read(value, path));
}

/** What may be absent, null or blank: `fallback` then. */
export function withDefault<Value>(read: Decoder<Value>, fallback: Value): Decoder<Value> {
  return (value, path) => {
    const isAbsent = value === null || value === undefined || (typeof value === "string" && !value.trim());
    return isAbsent ? fallback : read(value, path);
  };
}

/** A text; absent or null is the empty text. */
export const text: Decoder<string> = (value, path) => {
  const found = value ?? "";
  if (typeof found === "object") throw new TypeError(`${path} is not a text`);
  return String(found);
};

/** A text without the line feed in which samples of the documents end; absent or null is the empty text. */
export const trimmed: Decoder<string> = (value, path) => text(value, path).trim();

/** A 64-bit id as digits, or another id, trimmed; never empty. */
export const id: Decoder<string> = (value, path) => {
  const found = trimmed(value, path);
  if (found === "") throw new TypeError(`${path} is missing`);
  return found;
};

/** A whole number up to 2^53, or its text. */
export const integer: Decoder<number> = (value, path) => {
  const number = numberIn(value);
  if (Number.isSafeInteger(number)) return number;
  throw new TypeError(`${path} is not a whole number`);
};

/** A number, or its text. */
export const decimal: Decoder<number> = (value, path) => {
  const number = numberIn(value);
  if (Number.isFinite(number)) return number;
  throw new TypeError(`${path} is not a number`);
};

/** A whole number; 0 where the service says nothing. */
export const integerOrZero = withDefault(integer, 0);

/** true or false, or the word. */
export const flag: Decoder<boolean> = (value, path) => {
  const word = trimmed(value, path).toLowerCase();
  if (word !== "true" && word !== "false") throw new TypeError(`${path} is neither true nor false`);
  return word === "true";
};

/** JSON text, or the structure itself, of which it makes the text; absent or null is the empty text. */
export const jsonText: Decoder<string> = (value, path) =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : text(value, path);

/** A reply that tells nothing we need: it only has to be one. */
export const nothing: Decoder<void> = () => {};

/** A reply of which nothing but the RequestId says that the service did what it was asked for. */
export const acknowledged: Decoder<void> = (body) => {
  record({ RequestId: id })(body);
};

/** A number, or that of its text; NaN for anything else. */
function numberIn(value: unknown): number {
  if (typeof value === "string" && value.trim() !== "") return Number(value);
  return typeof value === "number" ? value : Number.NaN;
}

function structure(value: unknown): unknown {
  return typeof value === "string" ? readJson(value) : value;
}

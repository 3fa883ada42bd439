import { canonicalText, isObject, type JsonObject } from "../json";
import { SIGNATURE } from "../judged-rules/properties";
import { SECRET, UNKNOWN } from "../unknown";
import { LATER, quote } from "../wording";

/** What stands for a secret that a preview does not show. */
const HIDDEN = "(secret)";

/** A property of a resource before and after, as a reader sees it. */
export interface PropertyChange {
  /** As the engine writes paths, e.g. `conditions.alert_name.containsString`. */
  readonly path: string;
  /** JSON text, shortened; absent where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/** Whether a property changes from one secret to another, which look alike. */
export function isUnseen({ before, after }: PropertyChange): boolean {
  return before === HIDDEN && after === HIDDEN;
}

/** How much of a value is shown, in characters. */
const LONGEST = 300;

/**
 * The properties that a program gave to a resource. A secret is `SECRET`, also where it is in the text, and what is not a
 * property of the user's is left out.
 */
export function givenTo(resource: JsonObject | undefined): JsonObject {
  const inputs = resource && isObject(resource.inputs) ? resource.inputs : {};
  const own = Object.entries(inputs).filter(([name]) => !name.startsWith("__"));
  return Object.fromEntries(own.map(([name, value]) => [name, withoutSecrets(value)]));
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  if (Object.hasOwn(value, SIGNATURE)) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]));
}

/**
 * What differs between the properties before and after.
 * @param changed paths that the engine names; without one, all properties are compared
 */
export function differingProperties(
  before: JsonObject,
  after: JsonObject,
  changed: readonly string[],
): PropertyChange[] {
  const meant = new Set(changed.map(topOf));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => name !== "summary" && (meant.size === 0 || meant.has(name)),
  );
  return names.sort().flatMap((name) => {
    const [old, present] = [leaves(before[name], name), leaves(after[name], name)];
    return [...new Set([...old.keys(), ...present.keys()])].flatMap((path) => {
      const [was, is] = [old.get(path), present.get(path)];
      // Two secrets look alike.
      if (was === is && !(was === HIDDEN && changed.some((one) => one.startsWith(path)))) return [];
      return [{ path, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
    });
  });
}

/** Whether one of these properties differs. */
export function differs(
  before: JsonObject,
  after: JsonObject,
  changed: readonly string[],
  names: readonly string[],
): boolean {
  const meant = new Set(changed.map(topOf));
  return names.some((name) => meant.has(name) || textOf(before[name]) !== textOf(after[name]));
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? "" : canonicalText(value);
}

function topOf(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? path;
}

/** Every value inside a value, by its path. */
function leaves(value: unknown, path: string, found = new Map<string, string>()): Map<string, string> {
  const parts = isObject(value) || Array.isArray(value) ? Object.entries(value) : [];
  if (parts.length > 0) {
    for (const [key, part] of parts) leaves(part, Array.isArray(value) ? `${path}[${key}]` : below(path, key), found);
  } else if (value !== undefined && value !== null) {
    found.set(path, shown(value));
  }
  return found;
}

/** The path of a key: quoted where it could be taken for several. (Pulumi, sdk/go/common/resource/property_path.go) */
function below(path: string, key: string): string {
  return /^[\p{L}\p{N}_$-]+$/u.test(key) ? `${path}.${key}` : `${path}[${quote(key)}]`;
}

function shown(value: unknown): string {
  if (value === UNKNOWN) return LATER;
  return value === SECRET ? HIDDEN : quote(value, LONGEST);
}

/** A sentence with words where a part is not to be seen. */
export function withWords(sentence: string): string {
  return sentence
    .replaceAll(JSON.stringify(UNKNOWN), LATER)
    .replaceAll(UNKNOWN, LATER)
    .replaceAll(JSON.stringify(SECRET), HIDDEN)
    .replaceAll(SECRET, HIDDEN);
}

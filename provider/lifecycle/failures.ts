/** One thing wrong with the inputs, found before any call. */
export interface CheckFailure {
  /** Path of the property as a user writes it, e.g. `conditions.alert_name.containsString` or `actions[0].playbookUuid`. */
  readonly property: string;
  /** One sentence that says what is allowed and what was given. */
  readonly reason: string;
}

/** Writes a property path: names joined by dots, positions in brackets. */
export function propertyPath(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
    "",
  );
}

const LONGEST_SHOWN = 60;

/** Shows a value inside a sentence, shortened. The engine prints `<nil>` for the value of a nested path. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

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

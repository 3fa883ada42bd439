/** Why it cannot be told whether a condition holds, in a sentence's second half. */
const WORDS = {
  missing: "the entry has no such key",
  "no value": "the entry has no value there, and no document says how that compares",
  empty: "the entry has an empty value there, and no document says whether that counts as a value",
  structure: "the entry has a list or an object there, and no document says how that compares",
  differing: "entities of the entry differ in it, and no document says which of them counts",
  case: "it holds only if capitals do not count, which no document says",
  digits: "it holds only if the two compare as numbers, which no document says",
  "not numbers": "the two are not both numbers, and no document says how such values are ordered",
  "known later": "the value is known after apply",
  secret: "the value is a secret that is not shown here",
  "unknown operator": "no document says what this operator does",
  negated: 'no document says what "isNot" does in such a rule',
  "unknown keys": "the condition has keys that no document describes",
  value: "the condition's value is none that the operator takes",
  pattern: "the pattern is none that can be read safely",
  verbatim: "the conditions are a text that no document describes",
  update: "a history shows an event as it is now, not its updates",
  kind: "the entry shows neither that it is an alert nor that it is an event",
  type: "no document says what rules of this type watch",
} as const;

/** Why it cannot be told whether something holds. */
export type Doubt = keyof typeof WORDS;

/** Whether something holds, or why that cannot be told. */
export type Finding = boolean | Doubt;

/** A doubt in words, the second half of a sentence. */
export function inWords(doubt: Doubt): string {
  return WORDS[doubt];
}

/** Whether a finding is one that cannot be told. */
export function isDoubt(finding: Finding): finding is Doubt {
  return typeof finding === "string";
}

/** All must hold: a certain no decides, then a doubt. */
export function all<Item, Of>(items: readonly Item[], find: (item: Item, of: Of) => Finding, of: Of): Finding {
  return quantified(items, find, of, false);
}

/** One must hold: a certain yes decides, then a doubt. */
export function any<Item, Of>(items: readonly Item[], find: (item: Item, of: Of) => Finding, of: Of): Finding {
  return quantified(items, find, of, true);
}

function quantified<Item, Of>(
  items: readonly Item[],
  find: (item: Item, of: Of) => Finding,
  of: Of,
  decides: boolean,
): Finding {
  let doubt: Finding = !decides;
  for (const item of items) {
    const finding = find(item, of);
    if (finding === decides) return decides;
    if (doubt === !decides) doubt = finding;
  }
  return doubt;
}

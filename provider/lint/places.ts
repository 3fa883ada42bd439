/** Where something stands in a text, both from 1. */
export interface Position {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column: number;
}

/** Where the text of a program names a resource: where it is made of our class, if that can be seen, else where it is named first. */
export function positionOfResource(text: string, name: string): Position | undefined {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const quoted = `(["'\`])${escaped}\\1`;
  const made = new RegExp(`AutomateResponseConfig\\(\\s*(?=${quoted})`).exec(text);
  const at = made ? made.index + made[0].length : new RegExp(quoted).exec(text)?.index;
  return at === undefined ? undefined : positionOf(text, at);
}

/** Where the text of a list of what is to be ignored names the rule and the code. */
export function positionOfIgnore(text: string, rule: string, code: string): Position | undefined {
  const objects = [...text.matchAll(/\{[^{}]*\}/g)];
  const meant = objects.find(([one]) => one.includes(JSON.stringify(rule)) && one.includes(JSON.stringify(code)));
  return meant && positionOf(text, meant.index);
}

function positionOf(text: string, at: number): Position {
  const before = text.slice(0, at).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

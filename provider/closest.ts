/** The name that a mistyped one means: a few letters away, or one that begins with it, in capitals or not. */
export function closest(typed: string, known: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  const isMeant = (steps: number) => steps <= 1 + wanted.length / 5 && steps < wanted.length;
  const near = byDistance(wanted, known);
  return near.find(({ name, steps }) => isMeant(steps) || name.toLowerCase().startsWith(wanted))?.name;
}

/** The few names that are most like one that may mean none of them. */
export function mostAlike(typed: string, known: Iterable<string>): string[] {
  return byDistance(typed.toLowerCase(), known)
    .slice(0, 4)
    .map(({ name }) => name);
}

function byDistance(wanted: string, known: Iterable<string>) {
  return [...known]
    .map((name) => ({ name, steps: distance(wanted, name.toLowerCase()) }))
    .sort((one, other) => one.steps - other.steps);
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at++) {
      const [corner = 0, above = 0, left = 0] = [row[at], row[at + 1], next[at]];
      next.push(Math.min(above + 1, left + 1, corner + (letter === other[at] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

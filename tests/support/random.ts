/** Numbers from 0 up to 1 that follow from a seed (mulberry32), so that a sample can be drawn again. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of them, drawn without putting back, in the order in which they stand. */
export function draw<Thing>(all: readonly Thing[], count: number, next: () => number): readonly Thing[] {
  const keys = new Map(all.map((thing) => [thing, next()]));
  const chosen = new Set([...all].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0)).slice(0, count));
  return all.filter((thing) => chosen.has(thing));
}

/** Numbers from 0 to 1 that look random; the same for the same seed, kind and index (mulberry32). */
export function randomOf(seed: number, kind: string, index: number): () => number {
  let state = mix(mix(seed) + index);
  for (const character of kind) state = mix(state ^ character.charCodeAt(0));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

/** One of a list, each as likely. */
export function pick<Item>(next: () => number, list: readonly Item[]): Item {
  return list[Math.floor(next() * list.length)] as Item;
}

/** One of a list, the first ones far more often: few hosts have most of the alerts. */
export function pickSkewed<Item>(next: () => number, list: readonly Item[]): Item {
  return list[Math.floor(next() ** 3 * list.length)] as Item;
}

/** A UUID that no other index of the kind has. */
export function uuidOf(seed: number, kind: string, index: number): string {
  const next = randomOf(seed, `${kind} uuid`, index);
  const hex = (digits: number) =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${index.toString(16).padStart(12, "0")}`;
}

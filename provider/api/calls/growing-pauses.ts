/** How pauses grow, milliseconds: `first`, then each time `factor` times as long, at most `longest`. */
interface Growth {
  readonly first: number;
  readonly longest: number;
  readonly factor: number;
}

/** Growing pauses without an end. */
export function* growingPauses({ first, longest, factor }: Growth): Generator<number, never> {
  for (let pause = first; ; pause = Math.min(pause * factor, longest)) yield pause;
}

/** Growing pauses without an end, milliseconds: `first`, then each time `factor` times as long, at most `longest`. */
export function* pauses({
  first,
  longest,
  factor,
}: {
  readonly first: number;
  readonly longest: number;
  readonly factor: number;
}): Generator<number, never> {
  for (let pause = first; ; pause = Math.min(pause * factor, longest)) yield pause;
}

import type { CallContext } from "../calls/call-context";

/**
 * Waits for work that others wait for, too, but not beyond the deadline of `context`: the work goes on without it.
 * @param late makes the error at the deadline, which was so many seconds ahead
 * @throws what the work throws
 */
export async function untilDeadline<Result>(
  context: CallContext,
  work: Promise<Result>,
  late: (seconds: number) => Error,
): Promise<Result> {
  const { clock, deadline } = context;
  if (deadline === undefined) return work;
  const seconds = secondsLeft(context);
  const over = Promise.withResolvers<never>();
  const cancel = clock.alarm(deadline, () => over.reject(late(seconds)));
  try {
    // Work that is done counts, even at the deadline: the first one settled wins.
    return await Promise.race([work, over.promise]);
  } finally {
    cancel();
  }
}

/** Seconds from now to the deadline, for the error there. */
export function secondsLeft({ clock, deadline = 0 }: CallContext): number {
  return Math.max(0, Math.round((deadline - clock.now()) / 1_000));
}

import type { CallContext } from "../calls/call-context";
import { ApiError } from "../calls/errors";
import { growingPauses } from "../calls/growing-pauses";
import { secondsLeft, untilDeadline } from "./until-deadline";

const PAUSES = { first: 2_000, longest: 15_000, factor: 1.5 };

/** What an attempt came to: the id of what was started, or why nothing was, to end the sentence at the deadline. */
export type Attempt = { readonly id: string } | { readonly blocked: string };

/**
 * The queue for the limit of concurrent tasks, 10 by default whatever their types (GenerateOnceTask, CanCreate). Whose
 * turn it is alone tries to start its task, at growing intervals, until it is started or its time is over.
 */
export class Queue {
  #turns: Promise<void> = Promise.resolve();

  /**
   * Waits for its turn, then tries until `start` gives an id. Once it has waited, an attempt that was not sent is no end.
   * @param title what is to be started, as progress lines and errors begin
   * @throws at the deadline of the context; nothing was started then
   */
  async take(context: CallContext, title: string, start: () => Promise<Attempt>): Promise<string> {
    const { clock, signal, guidance, deadline = Number.POSITIVE_INFINITY } = context;
    const joined = clock.now();
    const what = `The ${title} was not started within ${secondsLeft(context)} s`;
    const late = (reason: string) =>
      new Error(`${what}: ${reason}. Run ${guidance.again} again later. ${guidance.moreTime}`);
    const turn = this.#turns;
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    this.#turns = turn.then(() => left);
    try {
      await untilDeadline(context, turn, () => late("others were before it in the queue"));
      const pause = growingPauses(PAUSES);
      for (let reported = false; ; reported = true) {
        const attempt = await start().catch((error: unknown) => {
          if (reported && error instanceof ApiError && error.meaning === "unsent") return { blocked: error.message };
          throw error;
        });
        if ("id" in attempt) return attempt.id;
        const seconds = Math.round((clock.now() - joined) / 1_000);
        if (!reported) context.progress({ title, text: "waits for a running task to end", seconds });
        await clock.sleep(Math.min(pause.next().value, Math.max(0, deadline - clock.now())), signal);
        if (clock.now() >= deadline) throw late(attempt.blocked);
      }
    } finally {
      leave();
    }
  }
}

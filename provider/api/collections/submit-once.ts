import type { CallContext } from "../calls/call-context";
import { isAmbiguous, serviceAnswered } from "../calls/errors";
import { pauses } from "../calls/pauses";

/** Something that starts work or creates an object, and so must not be sent twice. */
export interface Submission<Result> {
  /** Sends it, once. */
  readonly send: () => Promise<Result>;
  /** Looks for what `send` would have made. Throws when that cannot be seen. */
  readonly find: () => Promise<Result | undefined>;
  /** Ends the message of the error when that cannot be seen: what to check, what to do. */
  readonly advice: string;
}

/** How often, and with which pauses between: a list may lag behind a write. */
const LOOKS = 4;
const PAUSES = { first: 1_000, longest: 4_000, factor: 2 };

/**
 * Sends, and after a failure that leaves doubt looks before anything else happens. Found: that is the result.
 * Not found and the service itself had answered: sent a second time, the last. Not found and the request may still be
 * under way: an error that says what to check.
 */
export async function submitOnce<Result>(context: CallContext, submission: Submission<Result>): Promise<Result> {
  const { send, find, advice } = submission;
  for (let sent = 1; ; sent++) {
    try {
      return await send();
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      const inDoubt = (...reasons: unknown[]) =>
        new Error([...reasons.map(messageOf), advice].join(" "), { cause: error });
      const found = await lookFor(context, find).catch((reason: unknown) => {
        throw inDoubt(error, reason);
      });
      if (found !== undefined) return found;
      if (sent === 2 || !serviceAnswered(error)) throw inDoubt(error);
    }
  }
}

/** Looks a few times, with growing pauses, until there is something to see. */
export async function lookFor<Result>(
  { clock, signal }: CallContext,
  find: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const pause = pauses(PAUSES);
  for (let look = 1; ; look++) {
    const found = await find();
    if (found !== undefined || look === LOOKS) return found;
    await clock.sleep(pause.next().value, signal);
  }
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

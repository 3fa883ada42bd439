import { messageOf } from "../../wording";
import type { CallContext } from "../calls/call-context";
import { isAmbiguous, serviceAnswered } from "../calls/errors";
import { growingPauses } from "../calls/growing-pauses";

/** Something that starts work or creates an object, and so must not be sent twice. */
interface Submission<Result> {
  /** What it is called in a line that names it: `repair of check 132`. */
  readonly title: string;
  /** Sends it, once. */
  readonly send: () => Promise<Result>;
  /**
   * Looks for what `send` would have made: whatever appeared since and overlaps with it, however the service shows it. Throws
   * when that cannot be seen.
   */
  readonly find: () => Promise<readonly Candidate<Result>[]>;
  /** Ends the message of the error when nothing appeared, or when that cannot be seen: what to check, what to do. */
  readonly advice: string;
  /** The same when something appeared that may be it: what to look at, what to do. Default: `advice`. */
  readonly unclear?: string;
}

interface Candidate<Result> {
  readonly result: Result;
  /** What it is called at the start of a sentence: `Task 7`. */
  readonly title: string;
  /** Whether it shows all that was sent; if not, it may be it all the same. */
  readonly isSame: boolean;
}

/** How often, and with which pauses between: for a minute, because a list may lag behind a write. */
const LOOKS = 8;
const PAUSES = { first: 1_000, longest: 15_000, factor: 2 };

/**
 * Sends, and after a failure that leaves doubt looks before anything else happens. Found: that is the result. Something that
 * may be it: an error that names it. Nothing, and the service itself had answered: sent a second time, the last. Nothing, and
 * the request may still be under way: an error that says what to check.
 */
export async function submitOnce<Result>(context: CallContext, submission: Submission<Result>): Promise<Result> {
  const { title, send, find, advice, unclear = advice } = submission;
  for (let sent = 1; ; sent++) {
    try {
      return await send();
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      const inDoubt = (...reasons: unknown[]) =>
        new Error([error, ...reasons].map(messageOf).join(" "), { cause: error });
      const isThere = (candidates: readonly Candidate<Result>[]) => candidates.some(({ isSame }) => isSame);
      const appeared = await lookFor(context, find, isThere).catch((reason: unknown) => {
        throw inDoubt(reason, advice);
      });
      const [same, ...others] = appeared.filter(({ isSame }) => isSame);
      if (same !== undefined && others.length === 0) return same.result;
      const titles = appeared.map(({ title }) => title).join(", ");
      if (appeared.length > 0) throw inDoubt(`${titles} appeared since, and may be this one.`, unclear);
      if (sent === 2 || !serviceAnswered(error)) throw inDoubt(advice);
      // No look can rule out a list that lags longer.
      context.log(
        `warning: ${title}: ${messageOf(error)} Nothing of it is listed after a minute: it is sent once more.`,
      );
    }
  }
}

/**
 * Looks for a minute, with growing pauses, until there is something to see. Returns what the last look gave.
 * @param until when no further look begins; default: not before the minute is over
 */
export async function lookFor<Result>(
  { clock, signal }: CallContext,
  find: () => Promise<Result>,
  isThere: (found: Result) => boolean = (found) => found !== undefined,
  until = Number.POSITIVE_INFINITY,
): Promise<Result> {
  const pause = growingPauses(PAUSES);
  for (let look = 1; ; look++) {
    const found = await find();
    const { value: wait } = pause.next();
    if (isThere(found) || look === LOOKS || clock.now() + wait > until) return found;
    await clock.sleep(wait, signal);
  }
}

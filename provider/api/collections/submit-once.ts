import type { CallContext } from "../calls/call-context";
import { isAmbiguous, serviceAnswered } from "../calls/errors";
import { pauses } from "../calls/pauses";

/** Something that starts work or creates an object, and so must not be sent twice. */
export interface Submission<Result> {
  /** Sends it, once. */
  send(): Promise<Result>;
  /** Looks for what `send` would have made. Throws when that cannot be seen. */
  find(): Promise<Result | undefined>;
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
  const first = await sendOrFind(context, submission);
  if ("result" in first) return first.result;
  if (!serviceAnswered(first.doubt)) throw inDoubt(first.doubt, submission.advice);
  const second = await sendOrFind(context, submission);
  if ("result" in second) return second.result;
  throw inDoubt(second.doubt, submission.advice);
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

async function sendOrFind<Result>(
  context: CallContext,
  submission: Submission<Result>,
): Promise<{ readonly result: Result } | { readonly doubt: unknown }> {
  try {
    return { result: await submission.send() };
  } catch (error) {
    if (!isAmbiguous(error)) throw error;
    const found = await lookFor(context, submission.find).catch((reason: unknown) => {
      throw inDoubt(error, `${messageOf(reason)} ${submission.advice}`);
    });
    return found === undefined ? { doubt: error } : { result: found };
  }
}

function inDoubt(cause: unknown, advice: string): Error {
  return new Error(`${messageOf(cause)} ${advice}`, { cause });
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

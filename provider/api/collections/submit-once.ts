import type { CallContext } from "../calls/call-context";
import { isAmbiguous, serviceAnswered } from "../calls/errors";

/** Something that starts work or creates an object, and so must not be sent twice. */
export interface Submission<Result> {
  /** Sends it, once. */
  send(): Promise<Result>;
  /** Looks for what `send` would have made. Throws when looking cannot tell. */
  find(): Promise<Result | undefined>;
  /** Ends the message of the error when looking cannot tell: what to check, what to do. */
  readonly advice: string;
}

/** Pauses before each look: a list may lag behind a write. */
const PAUSES_MS = [0, 1_000, 2_000, 4_000];

/**
 * Sends, and after a failure that leaves doubt looks before anything else happens. Found: that is the result.
 * Not found and the service itself had answered: sent a second time, the last. Not found and the request may still be
 * under way: an error that says what to check.
 */
export async function submitOnce<Result>(
  context: CallContext,
  submission: Submission<Result>,
): Promise<Result> {
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
  for (const pause of PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause, signal);
    const found = await find();
    if (found !== undefined) return found;
  }
  return undefined;
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

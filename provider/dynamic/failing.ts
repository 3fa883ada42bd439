import { PartialFailure } from "../lifecycle/partial-failure";
import { withoutUndefined } from "../lifecycle/state";

/** Gives a partial failure the shape in which the host hands id and state to the engine. */
export async function recording<Result>(
  __provider: string | undefined,
  verb: () => Promise<Result>,
): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    throw Object.assign(new Error(error.message), {
      id: error.id,
      properties: { ...withoutUndefined(error.state), __unfinished: error.message, __provider },
      reasons: [error.message],
    });
  }
}

/** The host prints the stack of an error of read and delete; a stack of ours tells the reader nothing. */
export async function briefly<Result>(verb: () => Promise<Result>): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    if (error instanceof Error && !isDefect(error)) error.stack = error.message;
    throw error;
  }
}

function isDefect(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

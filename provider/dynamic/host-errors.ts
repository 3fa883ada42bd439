import { PartialFailure } from "../lifecycle/partial-failure";

/**
 * Gives a partial failure the shape in which the host hands id and state to the engine.
 * @param recorded what is recorded of a state
 */
export async function recording<Result>(
  recorded: (state: object) => object,
  verb: () => Promise<Result>,
): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    throw Object.assign(new Error(error.message), {
      id: error.id,
      properties: recorded({ ...error.state, __unfinished: error.message }),
      reasons: [error.message],
    });
  }
}

/**
 * The host prints an error of diff, read and delete as a line of its own, with its stack, and the engine prints its message with
 * the resource (dynamic-provider/index.ts, read). The message is enough; the line only says what failed.
 */
export async function briefly<Result>(what: string, verb: () => Promise<Result>): Promise<Result> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof Error) || isDefect(error)) throw error;
    const told = new Error(error.message, { cause: error });
    throw Object.assign(told, { toString: () => what, stack: "failed" });
  }
}

function isDefect(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}

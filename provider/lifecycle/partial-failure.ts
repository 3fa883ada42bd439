import { messageOf } from "../wording";

/**
 * The cloud accepted something and a later step failed. The engine keeps id and state, marks the resource, and calls
 * `update` on the next `up` even when nothing was edited. (Pulumi, ErrorResourceInitFailed)
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";

  constructor(
    readonly id: string,
    readonly state: object,
    cause: unknown,
  ) {
    super(messageOf(cause), { cause });
  }
}

/** Runs what follows an accepted request; whatever fails there keeps the id and `state`. */
export async function afterAcceptance<Result>(
  id: string,
  state: object,
  steps: () => Promise<Result>,
): Promise<Result> {
  try {
    return await steps();
  } catch (error) {
    throw error instanceof PartialFailure ? error : new PartialFailure(id, state, error);
  }
}

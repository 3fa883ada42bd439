import type { CallContext } from "../calls/call-context";
import { getCallerIdentity } from "../operations/GetCallerIdentity";
import { secondsLeft, untilDeadline } from "./deadline";

/** The account that the credentials are of. It is asked for once; all resources share the answer. */
export class Account {
  #asked: Promise<string> | undefined;

  /** @param unlimited a context without a deadline: who asked first may have less time than who waits with it */
  constructor(private readonly unlimited: CallContext) {}

  /**
   * Id of the account, digits.
   * @throws ApiError, or at the deadline of the context
   */
  id(context: CallContext): Promise<string> {
    const seconds = secondsLeft(context);
    this.#asked ??= this.#ask();
    const late = () =>
      new Error(
        `Which account the credentials are of was not answered within ${seconds} s. ${context.guidance.moreTime}`,
      );
    return untilDeadline(context, this.#asked, late);
  }

  async #ask(): Promise<string> {
    try {
      return (await this.unlimited.call(getCallerIdentity, {})).AccountId;
    } catch (error) {
      this.#asked = undefined;
      throw error;
    }
  }
}

import type { CallContext } from "../calls/call-context";
import { getCallerIdentity } from "../operations/GetCallerIdentity";
import { untilDeadline } from "./until-deadline";

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
    this.#asked ??= this.#ask();
    return untilDeadline(context, this.#asked, (seconds) => {
      const what = "The service did not say whose the credentials are";
      return new Error(`${what} within ${seconds} s. ${context.guidance.moreTime}`);
    });
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

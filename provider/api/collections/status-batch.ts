import type { CallContext } from "../calls/call-context";
import { serviceAnswered } from "../calls/errors";
import type { View } from "../operations/products";
import { updateAutomateResponseConfigStatus } from "../operations/UpdateAutomateResponseConfigStatus";
import { untilDeadline } from "./until-deadline";

/** How long changes are gathered. */
const WINDOW_MS = 50;
/** Ids a call; the documents give no limit, a page of the list has as many. */
const MAX_IDS = 100;

interface Batch {
  readonly ids: Set<string>;
  readonly sent: Promise<void>;
}

/** Enables and disables rules of one view; the changes of one window go out as one call. */
export class StatusBatch {
  /** What is being gathered, by whether it enables. */
  readonly #open = new Map<boolean, Batch>();

  /** @param unlimited a context without a deadline: a call goes on when one of those who wait for it has left */
  constructor(
    private readonly unlimited: CallContext,
    private readonly view: View,
  ) {}

  /**
   * Enables or disables one rule.
   * @throws ApiError; when the service refuses several rules together, each is sent alone to find out which it means
   * @throws at the deadline of the context; the change may still take effect then
   */
  set(context: CallContext, id: string, inUse: boolean): Promise<void> {
    return untilDeadline(context, this.#change(id, inUse), (seconds) => {
      const what = `Rule ${id} was not ${inUse ? "enabled" : "disabled"} within ${seconds} s`;
      return new Error(`${what}; the request may still take effect. ${context.guidance.moreTime}`);
    });
  }

  async #change(id: string, inUse: boolean): Promise<void> {
    let batch = this.#open.get(inUse);
    if (batch === undefined || batch.ids.size === MAX_IDS) {
      const ids = new Set<string>();
      batch = { ids, sent: this.#sendLater(ids, inUse) };
      this.#open.set(inUse, batch);
    }
    batch.ids.add(id);
    try {
      await batch.sent;
    } catch (error) {
      if (batch.ids.size === 1 || !serviceAnswered(error)) throw error;
      await this.#send([id], inUse);
    }
  }

  async #sendLater(ids: ReadonlySet<string>, inUse: boolean): Promise<void> {
    const { clock, signal } = this.unlimited;
    // After an abort the call itself fails, so all who wait hear of it.
    await clock.sleep(WINDOW_MS, signal).catch(() => {});
    if (this.#open.get(inUse)?.ids === ids) this.#open.delete(inUse);
    await this.#send([...ids], inUse);
  }

  async #send(ids: readonly string[], InUse: boolean): Promise<void> {
    // By hand: JSON.stringify of numbers would lose digits beyond 2^53.
    const Ids = `[${ids.join(",")}]`;
    await this.unlimited.call(updateAutomateResponseConfigStatus, { ...this.view, Ids, InUse });
  }
}

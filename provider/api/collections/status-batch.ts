import type DataLoader from "dataloader";
import type { CallContext } from "../calls/call-context";
import { serviceAnswered } from "../calls/errors";
import type { ViewParameters } from "../operations/products";
import { updateAutomateResponseConfigStatus } from "../operations/UpdateAutomateResponseConfigStatus";

/** How long changes are gathered. */
const WINDOW_MS = 50;
/** Ids a call; the documents give no limit, a page of the list has as many. */
const MAX_IDS = 100;

interface StatusChange {
  readonly id: string;
  readonly inUse: boolean;
}

type Failure = readonly [StatusChange, Error];

/** Enables and disables rules of one view; the changes of one window go out as one call. */
export class StatusBatch {
  #loader: Promise<DataLoader<StatusChange, undefined>> | undefined;

  constructor(
    private readonly context: CallContext,
    private readonly view: ViewParameters,
  ) {}

  /**
   * Enables or disables one rule.
   * @throws ApiError; when the service refuses several rules together, each is sent alone to find out which it means
   */
  async set(id: string, inUse: boolean): Promise<void> {
    this.#loader ??= this.#open();
    await (await this.#loader).load({ id, inUse });
  }

  async #open(): Promise<DataLoader<StatusChange, undefined>> {
    const { default: Loader } = await import("dataloader");
    const { clock, signal } = this.context;
    return new Loader<StatusChange, undefined>((changes) => this.#send(changes), {
      cache: false,
      maxBatchSize: MAX_IDS,
      // After an abort the call itself fails, so every waiter hears of it.
      batchScheduleFn: (send) => void clock.sleep(WINDOW_MS, signal).then(send, send),
    });
  }

  async #send(changes: readonly StatusChange[]): Promise<(Error | undefined)[]> {
    const groups = [true, false].map((inUse) => changes.filter((change) => change.inUse === inUse));
    const failures = new Map<StatusChange, Error>(
      (await Promise.all(groups.map((group) => this.#sendGroup(group)))).flat(),
    );
    return changes.map((change) => failures.get(change));
  }

  async #sendGroup(group: readonly StatusChange[]): Promise<readonly Failure[]> {
    const [first] = group;
    if (first === undefined) return [];
    try {
      await this.context.call(updateAutomateResponseConfigStatus, {
        ...this.view,
        // By hand: JSON.stringify of numbers would lose digits beyond 2^53.
        Ids: `[${[...new Set(group.map(({ id }) => id))].join(",")}]`,
        InUse: first.inUse,
      });
      return [];
    } catch (error) {
      if (group.length > 1 && serviceAnswered(error)) {
        return (await Promise.all(group.map((change) => this.#sendGroup([change])))).flat();
      }
      const failure = error instanceof Error ? error : new Error(String(error));
      return group.map((change) => [change, failure]);
    }
  }
}

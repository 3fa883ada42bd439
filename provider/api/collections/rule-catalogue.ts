import type { CallContext } from "../calls/call-context";
import {
  describeAutomateResponseConfigFeature,
  type Feature,
} from "../operations/DescribeAutomateResponseConfigFeature";
import type { View } from "../operations/products";
import { allPlaybooks, type FoundPlaybook } from "./playbooks";
import { configuredView } from "./rules";
import { untilDeadline } from "./until-deadline";

/** How long a look-up may take, milliseconds: no rule has to wait longer for what is only a check. */
const PATIENCE_MS = 30_000;

/**
 * What the rules of a view can name. It is asked for once, and all rules of a process share the answer; where there is none,
 * one line says so.
 */
export class RuleCatalogue {
  readonly #fields = new Map<string, Promise<readonly Feature[] | undefined>>();
  #playbooks: Promise<readonly FoundPlaybook[] | undefined> | undefined;

  /** @param unlimited a context without a deadline: who asked first may have less time than who waits with it */
  constructor(
    private readonly unlimited: CallContext,
    private readonly view: View,
  ) {}

  /**
   * The fields that conditions of `alert` or `event` rules can name; undefined where the service does not tell.
   * @throws at the deadline of the context
   */
  fields(context: CallContext, AutoResponseType: string): Promise<readonly Feature[] | undefined> {
    const fields =
      this.#fields.get(AutoResponseType) ??
      this.#ask(`fields of conditions of "${AutoResponseType}" rules`, async (bounded) => {
        const request = { AutoResponseType, ...this.view };
        return (await bounded.call(describeAutomateResponseConfigFeature, request)).Data;
      });
    this.#fields.set(AutoResponseType, fields);
    return inTime(context, "fields of conditions", fields);
  }

  /**
   * The playbooks that rules can run; undefined where the service does not tell, and for the view of another account or
   * centre: DescribePlaybooks takes no view.
   * @throws at the deadline of the context
   */
  async playbooks(context: CallContext): Promise<readonly FoundPlaybook[] | undefined> {
    const { RegionId, RoleFor } = this.view;
    if (RoleFor !== undefined || RegionId !== configuredView(context.config).RegionId) return undefined;
    this.#playbooks ??= this.#ask("playbooks", (bounded) => allPlaybooks(bounded, this.view));
    return inTime(context, "playbooks", this.#playbooks);
  }

  async #ask<Item>(
    what: string,
    ask: (context: CallContext) => Promise<readonly Item[]>,
  ): Promise<readonly Item[] | undefined> {
    const { signal, log } = this.unlimited;
    let reason = "The service lists none.";
    try {
      const found = await ask(this.unlimited.within(PATIENCE_MS));
      if (found.length > 0) return found;
    } catch (error) {
      if (signal.aborted || !(error instanceof Error)) throw error;
      reason = error.message;
    }
    log(`warning: the ${what} are not known, so that a mistyped one is not seen. ${reason}`);
    return undefined;
  }
}

function inTime<Result>(context: CallContext, what: string, work: Promise<Result>): Promise<Result> {
  return untilDeadline(context, work, (seconds) => {
    return new Error(`The ${what} were not listed within ${seconds} s. ${context.guidance.moreTime}`);
  });
}

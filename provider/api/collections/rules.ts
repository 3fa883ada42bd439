import { isDeepStrictEqual } from "node:util";
import type { CallContext } from "../calls/call-context";
import type { Config } from "../configuration/config";
import { dataManagementCentre } from "../configuration/endpoints";
import { deleteAutomateResponseConfig } from "../operations/DeleteAutomateResponseConfig";
import {
  type AutomateResponseRule,
  type ListAutomateResponseConfigsRequest,
  listAutomateResponseConfigs,
} from "../operations/ListAutomateResponseConfigs";
import {
  type PostAutomateResponseConfigRequest,
  postAutomateResponseConfig,
} from "../operations/PostAutomateResponseConfig";
import type { View } from "../operations/products";
import { PagedList, type PagedSource, readPages } from "./paged-list";
import { StatusBatch } from "./status-batch";
import { lookFor, submitOnce } from "./submit-once";

/**
 * The view that the configuration names.
 * @throws ConfigError when no region is configured, or an unknown one
 */
export function configuredView(config: Config): View {
  return { RegionId: dataManagementCentre(config), RoleType: config.roleType, RoleFor: config.roleFor };
}

/** All of a rule but its id and view. */
export type RuleBody = Omit<PostAutomateResponseConfigRequest, "Id" | keyof View> & { readonly RuleName: string };

/** What ListAutomateResponseConfigs can filter by. */
type RuleFilter = Omit<ListAutomateResponseConfigsRequest, "CurrentPage" | "PageSize" | keyof View>;

/** The automated response rules of one view. Reads of many resources share one listing. */
export class Rules {
  readonly #list: PagedList<AutomateResponseRule>;
  readonly #statuses: StatusBatch;
  /** What this process has deleted, which lists may show for a while. An id is never given again. */
  readonly #deleted = new Set<string>();

  /** @param unlimited a context without a deadline, for what is shared */
  constructor(
    unlimited: CallContext,
    private readonly view: View,
  ) {
    this.#list = new PagedList(unlimited, this.#pages({}));
    this.#statuses = new StatusBatch(unlimited, view);
  }

  /** Every rule, from a listing at most 30 seconds old. A rule that moved between pages may be absent: ask `byId`. */
  async all(context: CallContext): Promise<readonly AutomateResponseRule[]> {
    return (await this.#list.items(context)).filter(this.#isThere);
  }

  /** One rule as it is now. */
  async byId(context: CallContext, id: string): Promise<AutomateResponseRule | undefined> {
    const enough = (found: ReadonlyMap<string, AutomateResponseRule>) => found.has(id);
    const rules = await readPages(context, { ...this.#pages({ Id: id }), enough });
    return rules.filter(this.#isThere).find(({ Id }) => Id === id);
  }

  /** The rules of exactly this name as they are now, newest first. The service's own filter may be a fuzzy one. */
  async byName(context: CallContext, name: string): Promise<readonly AutomateResponseRule[]> {
    const rules = await this.search(context, { RuleName: name });
    return rules.filter(({ RuleName }) => RuleName === name).sort((a, b) => b.GmtCreate.localeCompare(a.GmtCreate));
  }

  /** The rules that the service's own filters let through, as they are now. */
  async search(context: CallContext, filter: RuleFilter): Promise<readonly AutomateResponseRule[]> {
    return (await readPages(context, this.#pages(filter))).filter(this.#isThere);
  }

  /**
   * Creates a rule, once. Returns its id where the reply gives one: its Data is documented as "the return value of the
   * request" only (PostAutomateResponseConfig).
   * @param isIt whether a rule of the same name is the wanted one, should the reply get lost; undefined: it may be
   */
  async create(
    context: CallContext,
    rule: RuleBody,
    isIt: (rule: AutomateResponseRule) => boolean | undefined,
  ): Promise<string | undefined> {
    const data = await submitOnce(context, {
      title: `rule "${rule.RuleName}"`,
      send: () => this.#post(context, rule),
      find: async () =>
        (await this.byName(context, rule.RuleName))
          .filter((named) => isIt(named) !== false)
          .map((named) => ({ result: named.Id, title: `Rule ${named.Id}`, isSame: isIt(named) === true })),
      unclear:
        `Only a single rule named "${rule.RuleName}" with the same conditions and actions counts as it. Look in the console: if ` +
        'it is this rule as the service keeps it, "adopt: true" takes it over; otherwise choose another ruleName.',
      advice:
        `Rule "${rule.RuleName}" is not listed yet; the request may still take effect. ` +
        'Run "pulumi up" again in a minute: it looks for the rule before it creates one.',
    });
    return /^\d+$/.test(data) ? data : undefined;
  }

  /**
   * Reads a new rule back; lists may lag behind. Where no rule of this name has the id, the reply's Data was none, and the
   * rule is the one that `isNew`. Undefined when there is none either, and the id is a rule of another name.
   * @param isNew whether a rule of the same name was not there before
   * @throws when the rule is not listed yet
   */
  async confirm(
    context: CallContext,
    id: string | undefined,
    name: string,
    isNew: (rule: AutomateResponseRule) => boolean = () => false,
  ): Promise<AutomateResponseRule | undefined> {
    let isAnother = false;
    const rule = await lookFor(context, async () => {
      const found = id === undefined ? undefined : await this.byId(context, id);
      isAnother = found !== undefined && found.RuleName !== name;
      return found && !isAnother ? found : (await this.byName(context, name)).find(isNew);
    });
    if (rule || isAnother) return rule;
    const title = id === undefined ? `"${name}"` : `${id} "${name}"`;
    throw new Error(`The service accepted rule ${title} but does not list it yet. Run "pulumi up" again.`);
  }

  /** Gives an existing rule a new body, complete. */
  async replaceBody(context: CallContext, { Id, RuleName }: AutomateResponseRule, body: RuleBody): Promise<void> {
    await this.#post(context, { Id, ...body });
    // Who looks for a name next must not see the old one.
    if (RuleName !== body.RuleName) this.#list.invalidate();
  }

  /**
   * One rule as it is now. Where it does not look as a deployment has left it, lists may lag behind that one, so that it is looked at
   * for a minute, and for half of the time that is left at most; then somebody else has changed it.
   * @param isAsLeft whether it looks so
   */
  settled(
    context: CallContext,
    id: string,
    isAsLeft: (rule: AutomateResponseRule) => boolean,
  ): Promise<AutomateResponseRule | undefined> {
    const { clock, deadline = Number.POSITIVE_INFINITY } = context;
    return lookFor(
      context,
      () => this.byId(context, id),
      (rule) => rule === undefined || isAsLeft(rule),
      (clock.now() + deadline) / 2,
    );
  }

  /**
   * A rule with its new body, as it is listed.
   * @param known the rule as it was listed before
   * @returns undefined when lists show no new body yet
   */
  edited(context: CallContext, known: AutomateResponseRule): Promise<AutomateResponseRule | undefined> {
    return lookFor(context, async () => {
      const found = await this.byId(context, known.Id);
      return found && isDeepStrictEqual(contentOf(found), contentOf(known)) ? undefined : found;
    });
  }

  /**
   * Enables or disables a rule; changes of the same moment go out as one call.
   * @throws at the deadline of the context; the change may still take effect then
   */
  setStatus(context: CallContext, id: string, inUse: boolean): Promise<void> {
    return this.#statuses.set(context, id, inUse);
  }

  /** Deletes a rule. */
  async delete(context: CallContext, id: string): Promise<void> {
    await context.call(deleteAutomateResponseConfig, { Id: id, ...this.view });
    this.#deleted.add(id);
    this.#list.invalidate();
  }

  readonly #isThere = ({ Id }: AutomateResponseRule) => !this.#deleted.has(Id);

  async #post(context: CallContext, rule: RuleBody & { Id?: string }): Promise<string> {
    try {
      return (await context.call(postAutomateResponseConfig, { ...rule, ...this.view })).Data;
    } catch (error) {
      // An engine may try again at once, and must not go by a list from before.
      this.#list.invalidate();
      throw error;
    }
  }

  #pages(filter: RuleFilter): PagedSource<AutomateResponseRule> {
    return {
      title: "rules",
      idOf: ({ Id }) => Id,
      fetchPage: async (context, CurrentPage, PageSize) => {
        const request = { ...filter, ...this.view, CurrentPage, PageSize };
        const { ResponseData, PageInfo } = await context.call(listAutomateResponseConfigs, request);
        return { items: ResponseData, totalCount: PageInfo.TotalCount };
      },
    };
  }
}

function contentOf({ Status, GmtModified, ...content }: AutomateResponseRule) {
  return content;
}

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
import { PagedList } from "./paged-list";
import { StatusBatch } from "./status-batch";
import { lookFor, submitOnce } from "./submit-once";

/** Whose rules, and where: the three parameters that every rule operation takes. */
export interface View {
  /** Data-management centre: `cn-hangzhou` or `ap-southeast-1`. */
  readonly RegionId: "cn-hangzhou" | "ap-southeast-1";
  readonly RoleType?: 0 | 1;
  readonly RoleFor?: string;
}

/** The view that the configuration names. */
export function configuredView(config: Config): View {
  return { RegionId: dataManagementCentre(config), RoleType: config.roleType, RoleFor: config.roleFor };
}

/** All of a rule but its id and view. */
export type RuleBody = Omit<PostAutomateResponseConfigRequest, "Id" | keyof View> & {
  readonly RuleName: string;
};

/** What ListAutomateResponseConfigs can filter by. */
export type RuleFilter = Omit<ListAutomateResponseConfigsRequest, "CurrentPage" | "PageSize" | keyof View>;

/** The automated response rules of one view. Reads of many resources share one listing. */
export class Rules {
  readonly #sweep: PagedList<AutomateResponseRule>;
  readonly #statuses: StatusBatch;

  constructor(
    context: CallContext,
    private readonly view: View,
  ) {
    this.#sweep = new PagedList({
      clock: context.clock,
      idOf: (rule) => rule.Id,
      fetchPage: (page, size) => this.#page(context, { CurrentPage: page, PageSize: size }),
    });
    this.#statuses = new StatusBatch(context, view);
  }

  /** Every rule, from a listing at most 30 seconds old. A rule that moved between pages may be absent: ask `byId`. */
  all(_context: CallContext): Promise<readonly AutomateResponseRule[]> {
    return this.#sweep.items();
  }

  /** One rule as it is now. */
  async byId(context: CallContext, id: string): Promise<AutomateResponseRule | undefined> {
    const { items } = await this.#page(context, { CurrentPage: 1, PageSize: 1, Id: id });
    return items.find((rule) => rule.Id === id);
  }

  /** The rules of exactly this name as they are now, newest first. The service's own filter may be a fuzzy one. */
  async byName(context: CallContext, name: string): Promise<readonly AutomateResponseRule[]> {
    const rules = (await this.search(context, { RuleName: name })).filter(
      ({ RuleName }) => RuleName === name,
    );
    return rules.sort((a, b) => b.GmtCreate.localeCompare(a.GmtCreate));
  }

  /** The rules that the service's own filters let through, as they are now. */
  async search(context: CallContext, filter: RuleFilter): Promise<AutomateResponseRule[]> {
    const { clock } = context;
    const fetchPage = (page: number, size: number) =>
      this.#page(context, { ...filter, CurrentPage: page, PageSize: size });
    return [...(await new PagedList({ clock, fetchPage, idOf: ({ Id }) => Id }).items())];
  }

  /**
   * Creates a rule, once. Returns its id as the reply tells it.
   * @param isIt tells the wanted rule from another of the same name, should the reply get lost
   */
  async create(
    context: CallContext,
    rule: RuleBody,
    isIt: (rule: AutomateResponseRule) => boolean,
  ): Promise<string> {
    const find = async () => (await this.byName(context, rule.RuleName)).find(isIt)?.Id;
    const data = await submitOnce(context, {
      send: () => this.#post(context, rule),
      find,
      advice:
        `No rule named "${rule.RuleName}" is to be seen, but the request may still be carried out. ` +
        'Run "pulumi up" again in a minute: it looks for the rule before it creates one.',
    });
    // Data is documented as "the return value of the request" only (PostAutomateResponseConfig).
    const id = /^\d+$/.test(data) ? data : await lookFor(context, find);
    if (id !== undefined) return id;
    throw new Error(
      `The service accepted rule "${rule.RuleName}" but does not list it yet. Run "pulumi up" again.`,
    );
  }

  /**
   * Reads a new rule back; lists may lag behind. Undefined when `id` is a rule of another name: the reply's Data was no id.
   * @throws when the rule is not listed yet
   */
  async confirm(context: CallContext, id: string, name: string): Promise<AutomateResponseRule | undefined> {
    const rule = await lookFor(context, () => this.byId(context, id));
    if (rule) return rule.RuleName === name ? rule : undefined;
    throw new Error(
      `The service accepted rule ${id} "${name}" but does not list it yet. Run "pulumi up" again.`,
    );
  }

  /** Gives an existing rule a new body, complete. */
  async replaceBody(
    context: CallContext,
    { Id, RuleName }: AutomateResponseRule,
    body: RuleBody,
  ): Promise<void> {
    await this.#post(context, { Id, ...body });
    // Who looks for a name next must not see the old one.
    if (RuleName !== body.RuleName) this.#sweep.invalidate();
  }

  /** Enables or disables a rule; changes of the same moment go out as one call. */
  setStatus(_context: CallContext, id: string, inUse: boolean): Promise<void> {
    return this.#statuses.set(id, inUse);
  }

  /** Deletes a rule. */
  async delete(context: CallContext, id: string): Promise<void> {
    await context.call(deleteAutomateResponseConfig, { Id: id, ...this.view });
    this.#sweep.invalidate();
  }

  async #post(context: CallContext, rule: RuleBody & { Id?: string }): Promise<string> {
    const { Data } = await context.call(postAutomateResponseConfig, { ...rule, ...this.view });
    return Data;
  }

  async #page(context: CallContext, request: Omit<ListAutomateResponseConfigsRequest, keyof View>) {
    const { ResponseData, PageInfo } = await context.call(listAutomateResponseConfigs, {
      ...request,
      ...this.view,
    });
    return { items: ResponseData, totalCount: PageInfo.TotalCount };
  }
}

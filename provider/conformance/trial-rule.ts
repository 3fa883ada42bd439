import { randomBytes } from "node:crypto";
import { configuredView } from "../api/collections/rules";
import type { Context } from "../api/context";
import { deleteAutomateResponseConfig } from "../api/operations/DeleteAutomateResponseConfig";
import { describePlaybooks } from "../api/operations/DescribePlaybooks";
import {
  type PostAutomateResponseConfigRequest,
  postAutomateResponseConfig,
} from "../api/operations/PostAutomateResponseConfig";
import { updateAutomateResponseConfigStatus } from "../api/operations/UpdateAutomateResponseConfigStatus";
import type { JsonObject } from "../json";
import { at, objectsOf, type Reply, raw, rawRules } from "./raw";

const PREFIX = "pulumi-alicloud-soar-conformance-";

/** Milliseconds between two looks, and after which a look for what was written is given up. */
const PAUSE_MS = 1_000;
const PATIENCE_MS = 60_000;

/** Readings of the list after which what is still there counts as what could not be deleted. */
const ROUNDS = 3;

/**
 * Rules that are made to see what the service does, each of a name that nobody guesses, which is also the only value that its
 * condition accepts, so that it never matches.
 */
export class TrialRules {
  /** The name of the rule of this run. */
  readonly name = PREFIX + randomBytes(8).toString("hex");
  /** Milliseconds after which lists show what was written. */
  lag = 0;
  readonly #context: Context;
  readonly #view: ReturnType<typeof configuredView>;

  constructor(context: Context) {
    this.#context = context;
    this.#view = configuredView(context.config);
  }

  /** The condition, which no alert meets. */
  get condition(): string {
    return this.#conditionsOn("alert_name");
  }

  /** The condition, and another one on a field of this name. */
  conditionAnd(field: string): string {
    return this.#conditionsOn("alert_name", field);
  }

  /** A complete rule. Its action names a playbook of the account, since the service may refuse any other. */
  async body(): Promise<PostAutomateResponseConfigRequest> {
    const { body } = await raw(this.#context, describePlaybooks, { PageNumber: 1, PageSize: 1 });
    const [{ DisplayName = "WafBlockIP", PlaybookUuid = "bdad6220-6584-41b2-9704-fc6584568758" } = {}] = objectsOf(
      at(body, ["Playbooks"]),
    );
    const action = { actionType: "doPlaybook", playbookName: DisplayName, playbookUuid: PlaybookUuid };
    return {
      RuleName: this.name,
      AutoResponseType: "alert",
      ExecutionCondition: this.condition,
      ActionType: "doPlaybook",
      ActionConfig: JSON.stringify([action]),
    };
  }

  post(rule: PostAutomateResponseConfigRequest): Promise<Reply> {
    return raw(this.#context, postAutomateResponseConfig, { ...rule, ...this.#view });
  }

  disable(id: string): Promise<Reply> {
    return raw(this.#context, updateAutomateResponseConfigStatus, { Ids: `[${id}]`, InUse: false, ...this.#view });
  }

  delete(id: string): Promise<Reply> {
    return raw(this.#context, deleteAutomateResponseConfig, { Id: id, ...this.#view });
  }

  /** The rules of this run, as lists show them when what was written has come through. */
  async settled(): Promise<JsonObject[]> {
    if (this.lag > 0) await this.#context.clock.sleep(2 * this.lag, this.#context.signal);
    return this.#own();
  }

  /** The new rule of this run and the milliseconds after which it was listed; undefined when it is not listed in a minute. */
  async appeared(): Promise<{ rule: JsonObject; after: number } | undefined> {
    const { clock, signal } = this.#context;
    const since = clock.now();
    for (let look = 1; ; look++) {
      const [rule] = await this.#own();
      const after = look === 1 ? 0 : clock.now() - since;
      if (rule !== undefined || after >= PATIENCE_MS) return rule && { rule, after };
      await clock.sleep(PAUSE_MS, signal);
    }
  }

  /**
   * Deletes the rules of all runs, this one's and those that were stopped before they could.
   * @returns names: those that were there at first, and those that are there still
   */
  async clear(): Promise<{ found: string[]; left: string[] }> {
    const found = await this.#all();
    let left = found;
    for (let round = 1; left.length > 0 && round <= ROUNDS; round++) {
      for (const rule of left) {
        await this.disable(idOf(rule));
        await this.delete(idOf(rule));
      }
      await this.#context.clock.sleep(2 * this.lag + PAUSE_MS, this.#context.signal);
      left = await this.#all();
    }
    return { found: namesOf(found), left: namesOf(left) };
  }

  #conditionsOn(...fields: readonly string[]): string {
    return JSON.stringify(
      fields.map((value) => ({ left: { value }, operator: "equals", right: { value: this.name } })),
    );
  }

  async #own(): Promise<JsonObject[]> {
    return (await this.#all()).filter((rule) => nameOf(rule) === this.name);
  }

  /** A rule is a trial's if both name and condition say so: nobody else's is ever touched. */
  async #all(): Promise<JsonObject[]> {
    const rules = await rawRules(this.#context, {});
    return rules.filter((rule) => {
      const name = nameOf(rule);
      const condition = JSON.stringify(rule.ExecutionCondition) ?? "";
      return /^[0-9a-f]{16}$/.test(name.replace(PREFIX, "")) && name.startsWith(PREFIX) && condition.includes(name);
    });
  }
}

/** The id of a rule, digits. */
export function idOf({ Id }: JsonObject): string {
  return String(Id).trim();
}

function namesOf(rules: readonly JsonObject[]): string[] {
  return [...new Set(rules.map(nameOf))];
}

function nameOf({ RuleName }: JsonObject): string {
  return String(RuleName).trim();
}

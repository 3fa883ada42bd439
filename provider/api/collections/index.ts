import type { CallContext } from "../calls/call-context";
import type { View } from "../operations/products";
import { Account } from "./account";
import { OnceTasks } from "./once-tasks";
import { OperationTasks } from "./operation-tasks";
import { Queue } from "./queue";
import { RuleCatalogue } from "./rule-catalogue";
import { Rules } from "./rules";
import { StrategyTasks } from "./strategy-tasks";

/** What the account has, one collection a kind; each is shared by all resources of a provider process. */
export class Collections {
  /** The account itself. */
  readonly account: Account;
  /** The strategy tasks of the account. */
  readonly strategyTasks: StrategyTasks;
  /** The repairs and rollbacks of the account. */
  readonly operationTasks: OperationTasks;
  readonly #rules = new Map<string, Rules>();
  readonly #ruleCatalogues = new Map<string, RuleCatalogue>();
  readonly #onceTasks = new Map<string, OnceTasks>();
  readonly #queue = new Queue();

  /** @param unlimited a context without a deadline: what is shared outlives the verb that asked first */
  constructor(private readonly unlimited: CallContext) {
    this.account = new Account(unlimited);
    this.strategyTasks = new StrategyTasks(unlimited);
    this.operationTasks = new OperationTasks(unlimited);
  }

  /** The automated response rules of a view. */
  rules(view: View): Rules {
    const key = keyOf(view);
    const rules = this.#rules.get(key) ?? new Rules(this.unlimited, view);
    this.#rules.set(key, rules);
    return rules;
  }

  /** What the rules of a view can name. */
  ruleCatalogue(view: View): RuleCatalogue {
    const key = keyOf(view);
    const catalogue = this.#ruleCatalogues.get(key) ?? new RuleCatalogue(this.unlimited, view);
    this.#ruleCatalogues.set(key, catalogue);
    return catalogue;
  }

  /** The once tasks of a type. */
  onceTasks(taskType: string): OnceTasks {
    const tasks = this.#onceTasks.get(taskType) ?? new OnceTasks(this.unlimited, taskType, this.#queue);
    this.#onceTasks.set(taskType, tasks);
    return tasks;
  }
}

function keyOf({ RegionId, RoleType = 0, RoleFor }: View): string {
  return `${RegionId} ${RoleType} ${RoleFor}`;
}

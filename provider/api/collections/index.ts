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
    return shared(this.#rules, keyOf(view), () => new Rules(this.unlimited, view));
  }

  /** What the rules of a view can name. */
  ruleCatalogue(view: View): RuleCatalogue {
    return shared(this.#ruleCatalogues, keyOf(view), () => new RuleCatalogue(this.unlimited, view));
  }

  /** The once tasks of a type. */
  onceTasks(taskType: string): OnceTasks {
    return shared(this.#onceTasks, taskType, () => new OnceTasks(this.unlimited, taskType, this.#queue));
  }
}

function shared<Collection>(known: Map<string, Collection>, key: string, make: () => Collection): Collection {
  const collection = known.get(key) ?? make();
  known.set(key, collection);
  return collection;
}

function keyOf({ RegionId, RoleType = 0, RoleFor }: View): string {
  return `${RegionId} ${RoleType} ${RoleFor}`;
}

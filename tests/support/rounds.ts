import fc from "fast-check";
import type { KindName } from "../../provider/resources";
import type { AutomateResponseConfigArgs } from "../../provider/resources/automate-response-config/properties";
import { toExecutionCondition } from "../../provider/rule-language/conditions";

type Properties = Readonly<Record<string, unknown>>;

/** One resource: declared, changed in the console, perhaps refreshed, and edited. */
export interface Round {
  readonly kind: KindName;
  readonly program: Properties;
  /** What the program says afterwards of some properties; undefined takes one out. */
  readonly edit: Properties;
  /** What the console makes of a rule, or of the status of a task. */
  readonly drift: Properties;
  readonly isRefreshed: boolean;
  /** Paths of Pulumi's option `ignoreChanges`. */
  readonly ignored: readonly string[];
}

const value = fc.constantFrom<unknown>("serious", "remind", "10", 10, 5);
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const timeouts = optional(fc.constantFrom({ create: "5m" }, { update: "6m" }));
const conditions = fc.dictionary(
  fc.constantFrom("alert_name", "alert_desc", "alert_level"),
  fc.dictionary(fc.constantFrom("equals", "<>"), value, { minKeys: 1 }),
  { minKeys: 1 },
);
const action = fc.oneof(
  fc.record({ actionType: fc.constant("changeThreatLevel"), level: value }),
  fc.record(
    {
      actionType: fc.constant("doPlaybook"),
      playbookName: fc.constantFrom("Block", "Isolate"),
      playbookUuid: fc.constantFrom("system_aliyun_waf_whole_process_book", "system_aliyun_clb_process_book"),
      disposeParam: fc.record({ period: value }),
    },
    { requiredKeys: ["actionType", "playbookName", "playbookUuid"] },
  ),
);
const actions = fc.array(action, { minLength: 1, maxLength: 3 });
/** A new property of a rule has values here, or does not compile; the raw form, the name and the view are played elsewhere. */
type Played = Exclude<
  keyof AutomateResponseConfigArgs,
  "ruleName" | "executionCondition" | "regionId" | "roleType" | "roleFor"
>;
const ruleArgs = {
  autoResponseType: fc.constantFrom("alert", "event"),
  conditions,
  actions,
  enabled: optional(fc.boolean()),
  subUserId: optional(fc.constantFrom("1001", "1002")),
  onDelete: optional(fc.constantFrom("delete", "retain")),
  adopt: optional(fc.boolean()),
  allowUnknownFields: optional(fc.boolean()),
  timeouts,
} satisfies Record<Played, fc.Arbitrary<unknown>>;
const ruleDrift = fc.record(
  {
    Status: fc.constantFrom(0, 100),
    AutoResponseType: fc.constantFrom("alert", "event"),
    ExecutionCondition: conditions.map((map) => JSON.stringify(toExecutionCondition(map as never))),
    ActionConfig: actions.map((list) => JSON.stringify(list)),
    SubUserId: fc.constantFrom("1001", "1003"),
  },
  { requiredKeys: [] },
);
const taskArgs = {
  taskAction: fc.constantFrom("PAUSE", "SCHEDULE"),
  onFinished: optional(fc.constantFrom("ignore", "error")),
  timeouts,
};
const runArgs = {
  triggers: optional(fc.constantFrom({ a: "1" }, { a: "2" })),
  wait: optional(fc.boolean()),
  onFailure: optional(fc.constantFrom("fail", "warn")),
  timeouts,
};
const instances = fc.uniqueArray(fc.constantFrom("i-1", "i-2", "i-3"), { minLength: 1 });
const strategyParams = fc.constantFrom(1, 2).map((ttl) => [{ name: "s", associationProperty: "s", value: { ttl } }]);

/** What a program may give to each kind. */
export const ARGS: Readonly<Record<KindName, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  AutomateResponseConfig: ruleArgs,
  SoarStrategyTaskState: { ...taskArgs, onDelete: optional(fc.constantFrom("none", "PAUSE")) },
  SoarStrategyTask: {
    ...taskArgs,
    strategyId: fc.constantFrom("8000", "8001"),
    strategyName: fc.constant("fix"),
    strategyTaskParams: strategyParams,
    onDelete: optional(fc.constantFrom("pause", "forget")),
  },
  OperationTask: {
    ...runArgs,
    checkId: fc.constantFrom("132", "133"),
    type: fc.constant("REPAIR"),
    operationTaskInstances: instances.map((ids) => ids.map((instanceId) => ({ instanceId }))),
    rollbackOnDestroy: optional(fc.boolean()),
  },
  OnceTask: {
    ...runArgs,
    taskType: fc.constant("VUL_CHECK_TASK"),
    param: instances.map((ids) => ({ uuids: ids.join() })),
    cancelOnDelete: optional(fc.boolean()),
  },
};

const anyKind = fc.oneof(
  { weight: 3, arbitrary: fc.constant<KindName>("AutomateResponseConfig") },
  { weight: 2, arbitrary: fc.constantFrom(...(Object.keys(ARGS) as KindName[])) },
);

/** A round of one kind. */
function roundOf(kind: KindName): fc.Arbitrary<Round> {
  const args = ARGS[kind];
  const isRule = kind === "AutomateResponseConfig";
  const paths = [...Object.keys(args), ...(isRule ? ["conditions.alert_name", "conditions.alert_name.equals"] : [])];
  return fc.record({
    kind: fc.constant(kind),
    program: fc.record(args),
    edit: fc.record(args, { requiredKeys: [] }),
    drift: isRule ? ruleDrift : fc.record({ Status: fc.constantFrom("4", "-1") }, { requiredKeys: [] }),
    isRefreshed: fc.boolean(),
    ignored: fc.subarray(paths, { maxLength: 2 }),
  });
}

/** A round of any kind. */
export const round: fc.Arbitrary<Round> = anyKind.chain(roundOf);

/** The same seed plays the same rounds again. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

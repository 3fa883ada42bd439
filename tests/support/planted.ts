import fc from "fast-check";

/** What a text looks like around the part that is looked for. */
const SHAPES: readonly ((token: string) => string)[] = [
  (token) => token,
  (token) => `a "quoted" \\ ${token}\né`,
  (token) => `%25${token}&b=c+d`,
  (token) => `${token}${" and so on".repeat(20)}`,
  (token) => `${token}\u200b!`,
];

/**
 * How something of an argument becomes secret: the text alone, the whole argument, the text inside a bigger output, or by a
 * transformation that gives the argument.
 */
const WAYS = ["leaf", "whole", "nested", "transformed"] as const;

/** A resource of the program. `<n>` in a text stands for a secret; `{ $json: value }` for JSON text. */
interface Planted {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** By argument; the others are in clear. */
  readonly ways: Readonly<Record<string, (typeof WAYS)[number]>>;
}

/** A program with secrets in it, the same program after an edit, and arguments that are refused. */
export interface Sweep {
  readonly resources: Readonly<Record<string, Planted>>;
  readonly refused: Readonly<Record<string, Planted>>;
  /** Arguments of functions. */
  readonly functions: Readonly<Record<string, object>>;
  /** The texts, by what stands for them; another one each after the edit. */
  readonly texts: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** What of each text is looked for. */
  readonly tokens: readonly string[];
  /** Whether the transformations are those of the stack. */
  readonly isStackwide: boolean;
  /** Where the credentials stand. */
  readonly credentials: "configuration" | "environment" | "provider";
}

type Args = Readonly<Record<string, unknown>>;

const PLAYBOOK = { actionType: "doPlaybook", playbookUuid: "system_aliyun_waf_whole_process_book" };
const raw = (field: string, value: string) => [{ left: { value: field }, operator: "equals", right: { value } }];

/** Arguments that hold secrets, by kind; one of each list is taken. `#` is a text, `#digits` digits. */
const PLACES: Readonly<Record<string, readonly (readonly Args[])[]>> = {
  AutomateResponseConfig: [
    [
      { conditions: { alert_desc: { equals: "#" } } },
      { conditions: { alert_desc: { containsString: { "#": true, "#2": true } } } },
      { conditions: { alert_desc: { in: ["#", "b"] }, "#2": { equals: "c" } } },
      { conditions: { alert_desc: { "#": "#2" } } },
      { executionCondition: raw("alert_desc", "#") },
      { executionCondition: { $json: raw("#", "#2") } },
    ],
    [
      { actions: [{ ...PLAYBOOK, playbookName: "#" }] },
      { actions: [{ ...PLAYBOOK, playbookName: "b", disposeParam: { period: "#", "#2": 1 } }] },
      { actions: { $json: [{ actionType: "#", level: "#2" }] } },
      { actions: [{ actionType: "changeThreatLevel", level: { of: ["#"] } }] },
    ],
    [{}, { ruleName: "#" }, { ruleName: "#", adopt: true }],
    [{}, { subUserId: "#digits" }],
    [{ autoResponseType: "alert" }, { autoResponseType: "#" }],
  ],
  SoarStrategyTaskState: [[{ timeouts: { create: "9.#digitsm" } }]],
  SoarStrategyTask: [
    // A task stays in the account, so that another one needs another name.
    [{ strategyTaskName: "#" }],
    [
      { strategyTaskParams: [{ name: "s", associationProperty: "s", value: "#" }] },
      { strategyTaskParams: { $json: [{ name: "#", associationProperty: "s", value: { "#2": ["#3"] } }] } },
    ],
  ],
  OperationTask: [
    [
      { operationTaskInstances: [{ instanceId: "#", regionId: "cn-hangzhou" }] },
      { operationTaskInstances: [{ instanceId: "#" }, { instanceId: "b", regionId: "#2" }] },
    ],
    [{ checkId: "132" }, { checkId: "#digits" }],
    [{}, { repairTempParam: [{ name: "p", value: "#" }] }, { repairTempParam: [{ name: "#", value: "#2" }] }],
    [{}, { triggers: { a: "#" } }, { triggers: { "#": "b" } }],
  ],
  OnceTask: [
    [{ taskType: "VUL_CHECK_TASK" }, { taskType: "CLIENT_PROBLEM_CHECK", taskName: "#" }],
    [{ param: { uuids: "#" } }, { param: { "#": "#2", uuids: "i" } }, { param: { $json: { mode: ["#"] } } }],
    [{}, { triggers: { "#": "#2" } }],
  ],
};

const ALWAYS: Readonly<Record<string, Args>> = {
  AutomateResponseConfig: { allowUnknownFields: true },
  SoarStrategyTaskState: { strategyTaskId: "204859012345678900", taskAction: "PAUSE" },
  SoarStrategyTask: { strategyId: "8000", strategyName: "fix", taskAction: "PAUSE", onDelete: "forget" },
  OperationTask: { type: "REPAIR", dimensionType: "INSTANCE" },
  OnceTask: {},
};

/** Arguments that no check passes. */
const REFUSED: readonly (readonly [kind: string, args: Args])[] = [
  ["AutomateResponseConfig", { roleFor: "#" }],
  ["AutomateResponseConfig", { conditions: { "#": { equals: {} } } }],
  ["AutomateResponseConfig", { conditions: { alert_desc: { isNull: "#" } } }],
  ["AutomateResponseConfig", { executionCondition: '[{"#": 1, "#": 2}]' }],
  ["AutomateResponseConfig", { executionCondition: "[#]" }],
  ["AutomateResponseConfig", { actions: [{ "#": 1 }] }],
  ["AutomateResponseConfig", { ruleName: " #" }],
  ["AutomateResponseConfig", { onDelete: "#" }],
  ["SoarStrategyTask", { taskAction: "#" }],
  ["SoarStrategyTask", { strategyTaskPlanExeTime: "#" }],
  ["SoarStrategyTaskState", { strategyTaskId: "#", taskAction: "PAUSE" }],
  ["OperationTask", { checkId: "#", type: "REPAIR" }],
  ["OperationTask", { checkId: "1", type: "ROLLBACK", operationTaskInstances: [{ instanceId: "#" }] }],
  [
    "OperationTask",
    { checkId: "1", type: "REPAIR", operationTaskInstances: [{ instanceId: "#" }, { instanceId: "#" }] },
  ],
  ["OperationTask", { checkId: "1", type: "REPAIR", operationTaskInstances: [{ instanceId: "i", "#": "#2" }] }],
  ["OnceTask", { taskType: "VUL_CHECK_TASK", param: "{#}" }],
  ["OnceTask", { taskType: "VUL_CHECK_TASK", param: { uuids: " , " }, triggers: { "#": 5 } }],
  ["OnceTask", { taskType: "VUL_CHECK_TASK", param: {}, timeouts: { create: "#" } }],
];

const FUNCTIONS = [
  ["getAutomateResponseConfigsOutput", "ruleName"],
  ["getSoarStrategyTasksOutput", "taskName"],
  ["getOperationTasksOutput", "checkId"],
  ["getOnceTasksOutput", "taskType"],
] as const;

/** A number that stands for a secret, and what it is a secret of. */
const plantedIn = (args: Args, start: number) => {
  const numbers = new Map<string, number>();
  const text = JSON.stringify(args).replace(/#(digits|\d)?/g, (mark) => {
    if (!numbers.has(mark)) numbers.set(mark, start + numbers.size);
    return `<${numbers.get(mark)}>`;
  });
  return { args: JSON.parse(text) as Args, marks: [...numbers] };
};

const isMarked = (value: unknown) => /<\d+>/.test(JSON.stringify(value ?? null));
const hasMarkedKey = (value: unknown) => /<\d+>[^"]*":|\$json/.test(JSON.stringify(value ?? null));

/** Programs with secrets at random places. */
export const sweep: fc.Arbitrary<Sweep> = fc.gen().map((gen): Sweep => {
  const one = <Item>(list: readonly Item[]): Item => list[gen(fc.nat, { max: list.length - 1 })] as Item;
  const texts: Record<string, readonly [string, string]> = {};
  const tokens: string[] = [];
  const digits = () => String(gen(fc.integer, { min: 10 ** 14, max: 9 * 10 ** 14 }));
  const plant = (kind: string, given: Args): Planted => {
    const { args, marks } = plantedIn(given, Object.keys(texts).length);
    for (const [mark, number] of marks) {
      const shape = one(SHAPES);
      const pair = [0, 1].map(() => {
        const token = mark === "#digits" ? digits() : `Zz${digits()}`;
        tokens.push(token);
        return mark === "#digits" ? token : shape(token);
      });
      texts[number] = pair as [string, string];
    }
    const ways = Object.entries(args)
      .filter(([, value]) => isMarked(value))
      .map(([name, value]) => [name, hasMarkedKey(value) ? one(["whole", "transformed"] as const) : one(WAYS)]);
    return { kind, args, ways: Object.fromEntries(ways) };
  };
  const some = Object.entries(PLACES).map(([kind, lists]) => {
    const args = Object.assign({}, ALWAYS[kind], ...lists.map((list) => one(list)));
    return [kind, plant(kind, kind === "AutomateResponseConfig" ? { actions: [PLAYBOOK], ...args } : args)] as const;
  });
  const rule = { autoResponseType: "alert", conditions: { a: { equals: "b" } }, actions: [{ actionType: "x" }] };
  const refused = [0, 1, 2, 3].map((index) => {
    const [kind, args] = one(REFUSED);
    const base: Args = kind === "AutomateResponseConfig" ? rule : kind === "SoarStrategyTask" ? taskBase : {};
    const { conditions: _, ...withoutMap } = base;
    return [
      `refused-${index}`,
      plant(kind, { ...("executionCondition" in args ? withoutMap : base), ...args }),
    ] as const;
  });
  const [name, argument] = one(FUNCTIONS);
  const { args } = plant("", { [argument]: argument === "checkId" ? "#digits" : "#" });
  return {
    resources: Object.fromEntries(some),
    refused: Object.fromEntries(refused),
    functions: { [name]: args },
    texts,
    tokens,
    isStackwide: one([true, false]),
    credentials: one(["configuration", "environment", "provider"] as const),
  };
});

const taskBase: Args = {
  strategyId: "8000",
  strategyName: "fix",
  taskAction: "PAUSE",
  strategyTaskParams: [{ name: "s", associationProperty: "s", value: 1 }],
};

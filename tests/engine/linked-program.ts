import fc from "fast-check";
import type { Row } from "../../provider/lifecycle/rows";
import { withoutUndefined } from "../../provider/lifecycle/state";
import { type KindName, kinds } from "../../provider/resources";
import { ARGS, type Round, round } from "../support/rounds";

type Properties = Readonly<Record<string, unknown>>;

/** A value that comes from another resource, so that nobody knows it before that one is there. */
interface Link {
  /** Where it stands: `triggers`, `conditions.alert_desc.equals`. */
  readonly path: string;
  /** Which of the resources before this one it comes from. */
  readonly from: number;
  /** The output that it is. Absent: what the program says anyway, once the other resource is there. */
  readonly output?: "id" | "summary";
  /** The deployments that have it. */
  readonly deployments: "both" | "first" | "second";
}

/** A round, and what comes from other resources. */
export interface LinkedRound extends Round {
  readonly links: readonly Link[];
}

/** A resource as the program reads it. */
export interface Declared {
  readonly kind: string;
  readonly args: Properties;
  readonly links: readonly { readonly path: string; readonly of: string; readonly output?: string }[];
  readonly ignoreChanges?: readonly string[];
}

/** A program that declares the resources of `resources.json` in their order. */
export const linkedProgram = `
const soar = require("pulumi-alicloud-soar");
const made = {};
for (const [name, { kind, args, links, ignoreChanges }] of Object.entries(require("./resources.json"))) {
  for (const { path, of, output } of links) {
    const steps = path.split(".");
    const last = steps.pop();
    const parent = steps.reduce((above, step) => (above[step] ??= {}), args);
    const said = parent[last];
    parent[last] = output ? made[of][output] : made[of].id.apply(() => said);
  }
  made[name] = new soar[kind](name, args, { ignoreChanges });
}
`;

/** Where an output of another resource can stand. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  AutomateResponseConfig: ["conditions.alert_desc.equals", "actions.0.disposeParam.of"],
  SoarStrategyTaskState: [],
  SoarStrategyTask: ["strategyTaskParams.0.value.of"],
  OperationTask: ["triggers.of"],
  OnceTask: ["triggers.of", "param.after"],
};

/** Only these are used by others: a long chain of runs would be waited for one after the other. */
const SOURCES = 8;

/**
 * A round of any kind that uses what other resources tell. Where an edit replaces, an unknown value is another one in the end: the
 * engine stops at a planned replacement that turns out not to be one (pkg/resource/deploy/deployment_executor.go, "none were seen").
 */
export const linkedRound: fc.Arbitrary<LinkedRound> = round.chain((one) => {
  const rows: Readonly<Record<string, Row>> = kinds[one.kind].properties;
  const replaces = (path: string) => rows[propertyOf(path)]?.onChange === "replace";
  const from = fc.nat({ max: SOURCES - 1 });
  const any = fc.constantFrom("both" as const, "first" as const, "second" as const);
  const links: fc.Arbitrary<Link>[] = [
    ...Object.keys(ARGS[one.kind]).map((path) => {
      const deployments = replaces(path) ? fc.constant("first" as const) : any;
      return fc.record({ path: fc.constant(path), from, deployments });
    }),
    ...(PLACES[one.kind] ?? []).map((path) => {
      const output = replaces(path) ? fc.constant("id" as const) : fc.constantFrom("id" as const, "summary" as const);
      return fc.record({ path: fc.constant(path), from, output, deployments: any });
    }),
  ];
  const some = fc.uniqueArray(fc.oneof(...links), { maxLength: 3, selector: ({ path }) => propertyOf(path) });
  return some.map((drawn) => ({ ...one, links: drawn }));
});

/**
 * What the program says in one of its deployments of a round.
 * @param name the resource's, which stands in whatever the service can tell it by
 * @param task the strategy task of its own whose state a program may say
 * @param before the names of the resources before it, the first of which are used
 */
export function declaredIn(
  deployment: "first" | "second",
  { kind, program, edit, ignored, links }: LinkedRound,
  name: string,
  task: string,
  before: readonly string[],
): Declared {
  const said = withoutUndefined({ ...program, ...(deployment === "second" && edit) });
  const args: Properties = { ...said, ...ownOf(kind, name, task, said) };
  const there = links.filter(({ path, output, deployments }) => {
    return [deployment, "both"].includes(deployments) && (output ?? args[path]) !== undefined;
  });
  return {
    kind,
    args,
    links: there.map(({ path, from, output }) => ({
      path,
      of: before[from % Math.min(SOURCES, before.length)] ?? "",
      ...(output && { output }),
    })),
    ...(deployment === "second" && { ignoreChanges: ignored }),
  };
}

function propertyOf(path: string): string {
  return path.split(".")[0] ?? path;
}

/** What nobody else's resource has: two of a stack cannot be the same thing. */
function ownOf(kind: KindName, name: string, task: string, said: Properties): Properties {
  switch (kind) {
    case "AutomateResponseConfig":
      return { ruleName: name };
    case "SoarStrategyTask":
      // Default: an error, where a task that is replaced waits no longer.
      return { strategyTaskName: name, onDelete: said.onDelete ?? "pause" };
    case "SoarStrategyTaskState":
      return { strategyTaskId: task };
    case "OnceTask":
      return { taskName: name, param: { ...(said.param as object), of: name } };
    case "OperationTask": {
      const instances = said.operationTaskInstances as readonly { instanceId: string }[];
      return { operationTaskInstances: instances.map(({ instanceId }) => ({ instanceId: `${name}.${instanceId}` })) };
    }
  }
}

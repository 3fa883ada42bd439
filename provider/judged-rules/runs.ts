import { isObject, type JsonObject, readJson } from "../json";
import { isMark } from "../unknown";
import { nameIn } from "../urn";
import { kindOf, type Preview } from "./planned";
import { type Properties, withSecrets } from "./properties";

/** A repair, rollback or scan that a preview would run. */
export interface PlannedRun {
  readonly kind: "OperationTask" | "OnceTask";
  /** Name of the resource. */
  readonly name: string;
  readonly urn: string;
  /** What is done with the resource: `create`, `replace` where it runs again, or `delete` where that rolls back. */
  readonly operation: string;
  /** What it does: `REPAIR`, `ROLLBACK`, or the type of a scan; absent where it is not known before apply. */
  readonly type?: string;
  /** The check item of a repair or rollback, digits. */
  readonly checkId?: string;
  /**
   * What it touches: the `instances` or `servers` that are listed, every instance that fails the whole `check`, a `selection` of
   * assets that the service resolves, `all` that a scan of its type can be of, or `cannot tell` where that is known after apply.
   */
  readonly scope: "instances" | "check" | "selection" | "servers" | "all" | "cannot tell";
  readonly instances: readonly { readonly instanceId: string; readonly regionId?: string }[];
  /** The servers of a scan, by UUID. */
  readonly servers: readonly string[];
  /** The parameters that the program gives to this run alone. A value that is not to be seen is absent. */
  readonly parameters: readonly RunParameter[];
  /** What could not be found out, and why: sentences. */
  readonly notes: readonly string[];
}

/** A parameter of a run. */
export interface RunParameter {
  readonly name: string;
  readonly value?: string;
}

/**
 * Steps with which the provider's create is called, and its delete. A replacement is always shown as "replace"; what it consists
 * of, "create-replacement" and "delete-replaced", beside it with --show-replacement-steps.
 */
const CREATES = ["create", "replace"];
const DELETES = ["delete", "replace"];

type Sides = Pick<PlannedRun, "type" | "checkId" | "scope" | "instances" | "servers" | "parameters" | "notes">;

const NOTHING = { instances: [], servers: [], parameters: [], notes: [] } as const;

/** The repairs, rollbacks and scans that would run: those that are new or replaced, and the rollbacks of `rollbackOnDestroy`. */
export function runsOfPreview({ steps }: Preview): PlannedRun[] {
  return steps.flatMap((step) => {
    const [operation, urn] = [String(step.op), String(step.urn)];
    const created = CREATES.includes(operation) ? step.newState : undefined;
    const deleted = DELETES.includes(operation) ? step.oldState : undefined;
    const kind = kindOf(created ?? deleted);
    if (kind !== "OperationTask" && kind !== "OnceTask") return [];
    const run = isObject(created) ? runOf(kind, propertiesIn(created.inputs)) : undefined;
    const rollback = isObject(deleted) ? rollbackOf(kind, deleted) : undefined;
    const name = nameIn(urn);
    return [run, rollback].flatMap((sides) => (sides ? [{ kind, name, urn, operation, ...sides }] : []));
  });
}

function propertiesIn(written: unknown): Properties {
  const shown = withSecrets(written);
  return isObject(shown) ? shown : {};
}

function runOf(kind: PlannedRun["kind"], inputs: Properties): Sides {
  return kind === "OperationTask" ? repairOf(inputs) : scanOf(inputs);
}

function repairOf(inputs: Properties): Sides {
  const { type, checkId, dimensionType, relationKey, operationTaskInstances, repairTempParam } = inputs;
  const known = { ...seenAs("type", type), ...seenAs("checkId", checkId) };
  const list = structureOf(operationTaskInstances);
  const parameters = parametersIn(structureOf(repairTempParam));
  if (isMark(list)) return { ...NOTHING, ...known, parameters, scope: "cannot tell" };
  if (Array.isArray(list)) {
    const notes =
      dimensionType === "CHECK_ID" ? ["Whether CHECK_ID beside instances touches others, too, no document tells."] : [];
    return { ...NOTHING, ...known, parameters, ...instancesIn(list), notes };
  }
  const isWhole = relationKey === undefined || relationKey === null;
  return { ...NOTHING, ...known, parameters, scope: isWhole ? "check" : "selection" };
}

function scanOf({ taskType, param }: Properties): Sides {
  const known = seenAs("type", taskType);
  const of = structureOf(param);
  const uuids = isObject(of) ? of.uuids : of;
  if (isMark(of) || isMark(uuids)) return { ...NOTHING, ...known, scope: "cannot tell" };
  if (typeof uuids !== "string") return { ...NOTHING, ...known, scope: "all" };
  const servers = [...new Set(uuids.split(",").map((uuid) => uuid.trim()))].filter(Boolean);
  return { ...NOTHING, ...known, scope: "servers", servers };
}

/** What deleting a repair rolls back, where it says that it does. (OperationTask, `rollbackOnDestroy`) */
function rollbackOf(kind: PlannedRun["kind"], resource: JsonObject): Sides | undefined {
  const [{ rollbackOnDestroy, type, checkId }, outputs] = [resource.inputs, resource.outputs].map(propertiesIn) as [
    Properties,
    Properties,
  ];
  if (kind === "OnceTask" || rollbackOnDestroy !== true || type !== "REPAIR" || outputs.joined === true)
    return undefined;
  const known = { ...NOTHING, type: "ROLLBACK", ...seenAs("checkId", checkId) };
  const plan = structureOf(outputs.rollbackPlan);
  if (outputs.outcome === "running" || !Array.isArray(plan)) return { ...known, scope: "cannot tell" };
  const reversible = plan.filter((item) => !isObject(item) || item.supportRollBack !== false);
  if (reversible.length === 0) return undefined;
  return {
    ...known,
    ...instancesIn(reversible),
    notes: ["Instances on which a newer task of the check item ran are left out."],
  };
}

/** A list whose items are known; of one that is not, what it touches cannot be told. */
function instancesIn(list: readonly unknown[]): Pick<Sides, "scope" | "instances"> {
  const instances = list.flatMap((item) => {
    const instanceId = isObject(item) ? seen(item.instanceId) : undefined;
    return isObject(item) && instanceId !== undefined ? { instanceId, ...seenAs("regionId", item.regionId) } : [];
  });
  return { scope: instances.length === list.length ? "instances" : "cannot tell", instances };
}

function parametersIn(list: unknown): PlannedRun["parameters"] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map((item) => ({ name: seen(item.name) ?? "?", ...seenAs("value", item.value) }));
}

/** A value, or what its JSON text says. */
function structureOf(value: unknown): unknown {
  return typeof value === "string" && !isMark(value) ? readJson(value) : value;
}

function seen(value: unknown): string | undefined {
  return (typeof value === "string" || typeof value === "number") && !isMark(value) ? String(value) : undefined;
}

function seenAs<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string } {
  const text = seen(value);
  return (text === undefined ? {} : { [name]: text }) as { readonly [Key in Name]?: string };
}

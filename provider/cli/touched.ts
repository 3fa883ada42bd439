import type { Context } from "../api/context";
import type { CheckInstance } from "../api/operations/ListCheckInstanceResult";
import type { PlannedRun } from "../judged-rules/runs";
import type { CheckRepair, SimulatedRun, TouchedInstance } from "../simulation/result";
import { messageOf } from "../wording";

/**
 * What a run would touch, as the account shows it now: the names of its instances, those that a whole check item has, and the
 * parameters of a repair. What the account does not tell is said in a note.
 */
export async function touched(context: Context, run: PlannedRun): Promise<SimulatedRun> {
  const { kind, checkId, type, scope } = run;
  if (kind !== "OperationTask" || checkId === undefined || (scope !== "instances" && scope !== "check")) return run;
  const asked = await ask("The instances", () => instancesNow(context, checkId, run));
  const instances = asked.found ?? run.instances;
  const configs = await ask("The parameters", () => parametersOf(context, checkId, type ?? "REPAIR", instances));
  const repair = await ask("The repair", async () => (type === "ROLLBACK" ? undefined : repairOf(context, checkId)));
  return {
    ...run,
    ...(repair.found && { repair: repair.found }),
    instances: instances.map((instance) => {
      const sets = configs.found?.get(instance.instanceId);
      return { ...instance, ...(sets && { sets }) };
    }),
    notes: [...run.notes, ...asked.notes, ...configs.notes, ...repair.notes],
  };
}

/** Where the value of a parameter comes from, by its UsageType. (GetCheckDetail) */
const SOURCES = new Map([
  [1, "asset"],
  [2, "configured"],
  [3, "run"],
] as const);

/** What the account says of the repair of a check item. */
async function repairOf(context: Context, checkId: string): Promise<CheckRepair | undefined> {
  const { repairSetting } = await import("../api/collections/check-instances.js");
  const setting = await repairSetting(context, checkId);
  if (setting === undefined) return undefined;
  const { RepairSupport, RepairReset, RepairSupportType, RepairConfigs } = setting;
  return {
    ...(RepairSupport !== undefined && { isSupported: RepairSupport }),
    ...(RepairReset !== undefined && { restarts: RepairReset }),
    ...(RepairSupportType !== undefined && { canRollBack: RepairSupportType === 1 }),
    parameters: RepairConfigs.map(({ Name, Value = "", DefaultValue = "", UsageType, DataTransformType = 0 }) => {
      const from = SOURCES.get(UsageType as 1 | 2 | 3);
      const values = { ...(Value !== "" && { value: Value }), ...(DefaultValue !== "" && { byDefault: DefaultValue }) };
      return { name: Name, ...(from && { from }), ...(DataTransformType === 0 ? values : { isHidden: true }) };
    }),
  };
}

async function ask<Found>(what: string, question: () => Promise<Found>) {
  try {
    return { found: await question(), notes: [] };
  } catch (error) {
    return { notes: [`${what} could not be asked: ${messageOf(error)}`] };
  }
}

async function instancesNow(
  context: Context,
  checkId: string,
  { scope, instances }: PlannedRun,
): Promise<TouchedInstance[]> {
  const { checkedInstances, failingInstances } = await import("../api/collections/check-instances.js");
  if (scope === "check") return (await failingInstances(context, checkId)).map(instanceOf);
  const ids = instances.map(({ instanceId }) => instanceId);
  const found = await checkedInstances(context, checkId, ids);
  return instances.map((instance) => {
    const { instanceId, regionId } = instance;
    const checked = found.find(
      ({ InstanceId, RegionId }) => InstanceId === instanceId && (regionId ?? RegionId) === RegionId,
    );
    return checked === undefined ? instance : { ...instanceOf(checked), ...instance };
  });
}

function instanceOf({ InstanceId, InstanceName, RegionId, Status, InstanceInfo }: CheckInstance): TouchedInstance {
  return {
    instanceId: InstanceId,
    ...(RegionId !== "" && { regionId: RegionId }),
    ...(InstanceName !== "" && { name: InstanceName }),
    status: Status,
    settings: InstanceInfo.Config.map(({ Name, Value }) => ({ name: Name, value: Value })),
  };
}

/** The parameters that the latest such run on each instance has, by the id of the instance. */
async function parametersOf(context: Context, checkId: string, type: string, instances: readonly TouchedInstance[]) {
  const { operatedInstances } = await import("../api/collections/check-instances.js");
  const asked = instances.map(({ instanceId, regionId }) => ({ InstanceId: instanceId, RegionId: regionId }));
  const found = await operatedInstances(context, checkId, type, asked);
  return new Map(
    found.map(({ InstanceId, Repair }) => {
      const [latest] = Repair.toSorted((a, b) => b.OperateTime - a.OperateTime);
      return [InstanceId, (latest?.RepairConfigs ?? []).map(({ Name, Value }) => ({ name: Name, value: Value }))];
    }),
  );
}

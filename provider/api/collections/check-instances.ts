import { compareText } from "../../json";
import type { CallContext } from "../calls/call-context";
import { getCheckDetail } from "../operations/GetCheckDetail";
import {
  type CheckInstance,
  type ListCheckInstanceResultRequest,
  listCheckInstanceResult,
} from "../operations/ListCheckInstanceResult";
import { listOperationCheck, type OperatedInstance } from "../operations/ListOperationCheck";
import { readPages } from "./paged-list";

const FAILING = "NOT_PASS";

/** Instances a call is asked of at most; how many it takes is undocumented. */
const AT_ONCE = 50;

/** The instances that do not pass a check item now, each once, by region and id. */
export async function failingInstances(
  context: CallContext,
  checkId: string,
  regionId?: string,
): Promise<readonly CheckInstance[]> {
  const found = await instancesOf(context, checkId, { Statuses: [FAILING], RegionIdKey: regionId });
  const failing = found
    .filter(({ Status }) => Status.split(/\s*,\s*/).includes(FAILING))
    .filter(({ RegionId }) => regionId === undefined || RegionId === regionId);
  const byPlace = new Map(failing.map((instance) => [placeOf(instance), instance]));
  return [...byPlace.keys()].sort(compareText).flatMap((place) => byPlace.get(place) ?? []);
}

/** The results of a check item for instances of these ids, as far as it has them. */
export async function checkedInstances(
  context: CallContext,
  checkId: string,
  ids: readonly string[],
): Promise<readonly CheckInstance[]> {
  const found = await Promise.all(inParts(ids).map((InstanceIds) => instancesOf(context, checkId, { InstanceIds })));
  return found.flat().filter(({ InstanceId }) => ids.includes(InstanceId));
}

/** What the repair of a check item does; undefined where the service tells nothing of it. */
export async function repairSetting(context: CallContext, checkId: string) {
  return (await context.call(getCheckDetail, { CheckId: checkId, Lang: "en" })).RepairSetting;
}

/**
 * The repairs or rollbacks of a check item that ran on these instances, with the parameters of each.
 * @param type `REPAIR` or `ROLLBACK`
 */
export async function operatedInstances(
  context: CallContext,
  checkId: string,
  type: string,
  instances: readonly { readonly InstanceId: string; readonly RegionId?: string | undefined }[],
): Promise<readonly OperatedInstance[]> {
  const found = await Promise.all(
    inParts(instances).map((part) => {
      const OperationTaskInstances = part.map((instance) => ({ Vendor: "ALIYUN", ...instance }));
      const request = { CheckId: checkId, Type: type, OperationTaskInstances, Lang: "en" };
      return context.call(listOperationCheck, request);
    }),
  );
  return found.flatMap(({ OperationTaskInstanceDetails }) => OperationTaskInstanceDetails);
}

function instancesOf(
  context: CallContext,
  checkId: string,
  filter: Pick<ListCheckInstanceResultRequest, "Statuses" | "RegionIdKey" | "InstanceIds">,
): Promise<readonly CheckInstance[]> {
  return readPages<CheckInstance>(context, {
    title: `instances of check ${checkId}`,
    idOf: (instance) => instance.Id ?? placeOf(instance),
    fetchPage: async (bounded, CurrentPage, PageSize) => {
      const request = { CheckId: checkId, ...filter, Lang: "en", CurrentPage, PageSize };
      const { BasicData, PageInfo } = await bounded.call(listCheckInstanceResult, request);
      return { items: BasicData, totalCount: PageInfo.TotalCount };
    },
  });
}

function inParts<Item>(items: readonly Item[]): readonly Item[][] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, part) =>
    items.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}

function placeOf({ RegionId, InstanceId }: CheckInstance): string {
  return `${RegionId} ${InstanceId}`;
}

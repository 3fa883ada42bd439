import { compareText } from "../../json";
import type { CallContext } from "../calls/call-context";
import { type CheckInstance, listCheckInstanceResult } from "../operations/ListCheckInstanceResult";
import { readPages } from "./paged-list";

const FAILING = "NOT_PASS";

/** The instances that do not pass a check item now, each once, by region and id. */
export async function failingInstances(
  context: CallContext,
  checkId: string,
  regionId?: string,
): Promise<readonly CheckInstance[]> {
  const found = await readPages<CheckInstance>(context, {
    title: `instances of check ${checkId}`,
    idOf: (instance) => instance.Id ?? placeOf(instance),
    fetchPage: async (bounded, CurrentPage, PageSize) => {
      const filter = { CheckId: checkId, Statuses: [FAILING], RegionIdKey: regionId, Lang: "en" };
      const { BasicData, PageInfo } = await bounded.call(listCheckInstanceResult, { ...filter, CurrentPage, PageSize });
      return { items: BasicData, totalCount: PageInfo.TotalCount };
    },
  });
  const failing = found
    .filter(({ Status }) => Status.split(/\s*,\s*/).includes(FAILING))
    .filter(({ RegionId }) => regionId === undefined || RegionId === regionId);
  const byPlace = new Map(failing.map((instance) => [placeOf(instance), instance]));
  return [...byPlace.keys()].sort(compareText).flatMap((place) => byPlace.get(place) ?? []);
}

function placeOf({ RegionId, InstanceId }: CheckInstance): string {
  return `${RegionId} ${InstanceId}`;
}

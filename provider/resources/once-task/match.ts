import type { OnceTaskRun } from "../../api/operations/DescribeOnceTask";
import { readObjects } from "../../json";
import { type OnceTaskParam, targetOf } from "./param";

/** What a listed task tells, one object a server. (DescribeOnceTask, DetailData) */
export function detailsOf({ DetailData }: Pick<OnceTaskRun, "DetailData">): Record<string, unknown>[] {
  return readObjects(DetailData) ?? [];
}

/** The parameters that a listed task was started with, as far as it tells. */
function shownParam(run: OnceTaskRun): OnceTaskParam {
  const servers = detailsOf(run);
  const uuids = servers.map(({ uuid }) => uuid).filter((uuid) => typeof uuid === "string");
  const [problemType, ...others] = new Set(servers.map((server) => server.problemType));
  if (uuids.length === 0 || uuids.length < servers.length) return {};
  return {
    uuids: uuids.join(","),
    ...(typeof problemType === "string" && others.length === 0 ? { problemType } : {}),
  };
}

/** Whether a listed task works on what `param` says; undefined when nothing tells. */
export function worksOn(run: OnceTaskRun, param: OnceTaskParam): boolean | undefined {
  const [wanted, shown] = [targetOf(param), targetOf(shownParam(run))];
  if (wanted === undefined || shown === undefined) return undefined;
  if (wanted.servers.join() !== shown.servers.join()) return false;
  if (wanted.problemType === undefined) return true;
  return shown.problemType === undefined ? undefined : wanted.problemType === shown.problemType;
}

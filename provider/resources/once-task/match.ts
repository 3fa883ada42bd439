import type { OnceTaskRun } from "../../api/operations/DescribeOnceTask";
import { readObjects } from "../../json";
import type { OnceTaskInputs } from "./properties";
import { type OnceTaskParam, serversOf } from "./values";

interface Target {
  readonly servers: readonly string[];
  readonly problemType?: string;
}

/** What `param` works on; undefined for parameters that name no servers. (GenerateOnceTask, example of Param) */
export function targetOf({ uuids, problemType }: OnceTaskParam): Target | undefined {
  if (typeof uuids !== "string") return undefined;
  const servers = serversOf(uuids);
  if (servers.length === 0) return undefined;
  return { servers, problemType: typeof problemType === "string" ? problemType : undefined };
}

/** The details of a listed task, one object a server. (DescribeOnceTask, DetailData) */
export function detailsOf({ DetailData }: Pick<OnceTaskRun, "DetailData">): Record<string, unknown>[] {
  return readObjects(DetailData) ?? [];
}

/** The same of a listed task, as far as it tells. */
function shownTarget(run: OnceTaskRun): Target | undefined {
  const servers = detailsOf(run);
  const uuids = servers.map(({ uuid }) => uuid).filter((uuid) => typeof uuid === "string");
  if (uuids.length < servers.length) return undefined;
  const [problemType, ...others] = new Set(servers.map((server) => server.problemType));
  return targetOf({ uuids: uuids.join(), problemType: others.length === 0 ? problemType : undefined });
}

/** Whether a listed task works on what `param` says; undefined when that is not known. */
export function worksOn(run: OnceTaskRun, param: OnceTaskParam): boolean | undefined {
  const [wanted, shown] = [targetOf(param), shownTarget(run)];
  if (wanted === undefined || shown === undefined) return undefined;
  if (wanted.servers.join() !== shown.servers.join()) return false;
  if (wanted.problemType === undefined) return true;
  return shown.problemType === undefined ? undefined : wanted.problemType === shown.problemType;
}

/**
 * Whether a task that appeared is what was sent; undefined: it may be, because it does not tell what it works on, or shares a
 * server: the others may be listed later.
 */
export function maybeSent(run: OnceTaskRun, param: OnceTaskParam): boolean | undefined {
  const [wanted, shown] = [targetOf(param), shownTarget(run)];
  const onSame = worksOn(run, param);
  if (onSame !== false || wanted === undefined || shown === undefined) return onSame;
  const isOther = [wanted, shown].every(({ problemType }) => problemType) && wanted.problemType !== shown.problemType;
  const shares = shown.servers.some((server) => wanted.servers.includes(server));
  return shares && !isOther ? undefined : false;
}

/** What of `param` a listed task shows. (DescribeOnceTask, DetailData) */
const SHOWN: readonly string[] = ["uuids", "problemType"];

/**
 * Whether a listed task is the one that is declared; undefined when that is not known, because a task does not show its
 * source and most of its parameters.
 */
export function isTask(
  run: OnceTaskRun,
  { taskType, taskName = taskType, param, source }: OnceTaskInputs,
): boolean | undefined {
  const onSame = worksOn(run, param);
  if (onSame !== true) return onSame;
  const isShown = source === undefined && Object.keys(param).every((key) => SHOWN.includes(key));
  const isEqual = run.TaskName === taskName && shownTarget(run)?.problemType === targetOf(param)?.problemType;
  return isShown && isEqual ? true : undefined;
}

import * as v from "valibot";
import type { OnceTaskRun } from "../../api/operations/DescribeOnceTask";
import { isObject, readJson, readObjects } from "../../json";
import { exact } from "../../lifecycle/schemas";
import { inWords, isUnknown } from "../../lifecycle/unknown";

/** What a task works on. Its keys depend on the type of the task. */
export type OnceTaskParam = { [key: string]: unknown };

const PARAM =
  'must be an object such as { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }, or its JSON text';
const object = v.pipe(v.custom<OnceTaskParam>(isObject, PARAM), v.record(v.string(), exact));

const jsonText = v.pipe(
  v.string(),
  v.check((text) => isObject(readJson(text)), PARAM),
  v.transform(readJson),
  object,
);

/** `param`: an object or its JSON text; stored as an object. */
export const paramSchema = v.lazy((input) =>
  typeof input === "string" ? jsonText : object,
) as v.GenericSchema<unknown, OnceTaskParam>;

/** The servers, and the problem where one is given. */
interface Target {
  readonly servers: readonly string[];
  readonly problemType?: string;
}

/** What `param` works on; undefined for parameters that name no servers. (GenerateOnceTask, example of Param) */
export function targetOf({ uuids, problemType }: OnceTaskParam): Target | undefined {
  if (typeof uuids !== "string") return undefined;
  const servers = [...new Set(uuids.split(",").map((uuid) => uuid.trim()))].filter(Boolean).sort();
  if (servers.length === 0) return undefined;
  return { servers, problemType: typeof problemType === "string" ? problemType : undefined };
}

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

/** What a task of these parameters works on, in words: ` of inet-1`, ` of 3 servers`, or nothing. */
export function ofTarget(param: OnceTaskParam): string {
  const [first, ...others] = targetOf(param)?.servers ?? [];
  if (first === undefined) return "";
  return others.length === 0 ? ` of ${first}` : ` of ${others.length + 1} servers`;
}

const LONGEST_SHOWN = 60;

/** The parameters in a sentence: ` with mode 1, problemType "offline"`. */
export function withParam(param: OnceTaskParam): string {
  if (isUnknown(param)) return " with parameters known after apply";
  const words = Object.entries(param).map(([key, value]) => {
    const text = inWords(value);
    return `${key} ${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}`;
  });
  return words.length === 0 ? "" : ` with ${words.join(", ")}`;
}

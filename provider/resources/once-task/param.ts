import * as v from "valibot";
import { isObject } from "../../json";
import { jsonOrText } from "../../lifecycle/schemas";
import { writeOnly } from "../../lifecycle/value";
import { isUnknown, quote } from "../../unknown";

/** What a task works on. Its keys depend on the type of the task. */
export type OnceTaskParam = { [key: string]: unknown };

const PARAM = 'must be an object such as { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }, or its JSON text';

/** `param`: an object or its JSON text; stored as an object. The service does not show it again. */
export const parameters = writeOnly(jsonOrText(v.custom<OnceTaskParam>(isObject, PARAM)), JSON.stringify);

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

/** What a task of these parameters works on, in words: ` of inet-1`, ` of 3 servers`, or nothing. */
export function ofTarget(param: OnceTaskParam): string {
  const [first, ...others] = targetOf(param)?.servers ?? [];
  if (first === undefined) return "";
  return others.length === 0 ? ` of ${first}` : ` of ${others.length + 1} servers`;
}

/** The parameters in a sentence: ` with mode 1, problemType "offline"`. */
export function withParam(param: OnceTaskParam): string {
  if (isUnknown(param)) return " with parameters known after apply";
  const words = Object.entries(param).map(([key, value]) => `${key} ${quote(value)}`);
  return words.length === 0 ? "" : ` with ${words.join(", ")}`;
}

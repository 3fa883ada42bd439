import * as v from "valibot";
import { compareText, isAsAbsent, isObject } from "../../json";
import { jsonOrText } from "../../lifecycle/schemas";
import { writeOnly } from "../../lifecycle/value";
import { mistypedWord } from "../../rule-language/names";
import { isUnknown } from "../../unknown";

/** What a task works on. Its keys depend on the type of the task. */
export type OnceTaskParam = { [key: string]: unknown };

/** The type of a task, and the keys of its parameters, that a document has. (GenerateOnceTask, example of Param) */
const DOCUMENTED = { taskType: "CLIENT_PROBLEM_CHECK", keys: ["mode", "problemType", "uuids"] } as const;

/** The keys that look like a mistyped one of the documents, each with a sentence. Those of other types are not documented. */
export function mistypedKeys(taskType: string, param: OnceTaskParam): (readonly [key: string, sentence: string])[] {
  const { keys } = DOCUMENTED;
  if (taskType !== DOCUMENTED.taskType) return [];
  const missing = keys.filter((key) => !Object.hasOwn(param, key));
  const others = Object.keys(param).filter((key) => !keys.some((documented) => documented === key));
  return others.flatMap((key) => {
    const sentence = mistypedWord(`key of ${taskType}`, key, missing);
    return sentence === undefined ? [] : [[key, `${sentence} It is sent as written.`] as const];
  });
}

const PARAM = 'must be an object such as { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }, or its JSON text';

/** The servers of `uuids`: a set, whatever its order, blanks and repetitions. (GenerateOnceTask, example of Param) */
export function serversOf(uuids: string): string[] {
  return [...new Set(uuids.split(",").map((uuid) => uuid.trim()))].filter(Boolean).sort(compareText);
}

const NO_SERVERS = "must name a server in uuids, which would mean all of them if it were empty; leave it out for that";

/** Whether `uuids` is there and names nobody: an empty text or list, null, or what else says nothing. */
function namesNobody(uuids: unknown): boolean {
  if (typeof uuids === "string") return serversOf(uuids).length === 0;
  return uuids !== undefined && isAsAbsent(uuids);
}

const schema = v.pipe(
  v.custom<OnceTaskParam>(isObject, PARAM),
  v.check(({ uuids }) => !namesNobody(uuids), NO_SERVERS),
  v.transform((param): OnceTaskParam => {
    const { uuids } = param;
    if (typeof uuids !== "string" || isUnknown(uuids)) return param;
    return { ...param, uuids: serversOf(uuids).join() };
  }),
);

/** `param`: an object or its JSON text; stored as an object, its `uuids` in one order. The service does not show it again. */
export const parameters = writeOnly(jsonOrText(schema), JSON.stringify);

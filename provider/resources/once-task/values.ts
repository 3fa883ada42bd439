import * as v from "valibot";
import { isObject } from "../../json";
import { jsonOrText } from "../../lifecycle/schemas";
import { writeOnly } from "../../lifecycle/value";

/** What a task works on. Its keys depend on the type of the task. */
export type OnceTaskParam = { [key: string]: unknown };

const PARAM = 'must be an object such as { mode: 1, problemType: "offline", uuids: "inet-1,inet-2" }, or its JSON text';

/** `param`: an object or its JSON text; stored as an object. The service does not show it again. */
export const parameters = writeOnly(jsonOrText(v.custom<OnceTaskParam>(isObject, PARAM)), JSON.stringify);

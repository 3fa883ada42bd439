import * as v from "valibot";
import { canonicalText, compareText, saysSame } from "../../json";
import { jsonOrText, namesOnce, nonEmpty, orUnknown, type Schema, shape } from "../../lifecycle/schemas";
import { plain, writeOnly } from "../../lifecycle/value";

/** One parameter of a strategy task: an element of the API's StrategyTaskParams. Other keys pass as written. */
export interface StrategyTaskParam {
  /** Name of the parameter, e.g. `vulList`, `snapshotConfig` or `notifyConfig`. */
  name: string;
  /** What the parameter is, e.g. `sasAllVul` for `vulList`; for the other two it equals the name. */
  associationProperty: string;
  /** Its value: for `vulList` a list of vulnerabilities, each on one instance; for `snapshotConfig` `{ ttl: 1 }`. */
  value: unknown;
  [key: string]: unknown;
}

const PARAMS =
  'must be a list of objects like { name: "snapshotConfig", associationProperty: "snapshotConfig", value: { ttl: 1 } }';

const param = shape(
  {
    name: nonEmpty("the name of a parameter"),
    associationProperty: nonEmpty("what the parameter is, its associationProperty"),
    value: v.custom<unknown>((value) => value !== undefined, "must be the value of the parameter"),
  },
  PARAMS,
);

const list = v.pipe(
  v.array(v.any(), `${PARAMS}, or the JSON text of one`),
  v.array(orUnknown(param), PARAMS),
  v.check((list) => namesOnce(list), "must name each parameter once"),
  v.transform(inOrder),
) as Schema<StrategyTaskParam[]>;

/** `strategyTaskParams`: the list or its JSON text; stored as a list, sorted, because their order means nothing. */
export const parameterList = writeOnly(jsonOrText(list), JSON.stringify);

/** Whether the parameters that the service shows are those that were written, in any order. */
export function sameParameters(shown: readonly object[], written: readonly object[]): boolean {
  return saysSame(inOrder(shown), inOrder(written));
}

/** One text for all lists that mean the same: order, key order and number against digit string make no difference. */
export function meaningOf(params: readonly object[]): string {
  return inOrder(params).map(canonicalText).join("\n");
}

function inOrder<Param>(params: readonly Param[]): Param[] {
  return params.toSorted((a, b) => compareText(canonicalText(a), canonicalText(b)));
}

const TIME =
  'must be a time: milliseconds since 1970 such as 1796061600000, or ISO 8601 with its zone such as "2026-11-30T18:00:00Z"';
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
/** September 2001, and a year beyond 5000. Whoever names a time before or after has most likely written seconds or microseconds. */
const [EARLIEST_MS, LATEST_MS] = [10 ** 12, 10 ** 14];

const milliseconds = v.pipe(
  v.union([v.number(), v.string()], TIME),
  v.check((given) => {
    const time = toMilliseconds(given);
    return Number.isSafeInteger(time) && time >= EARLIEST_MS && time < LATEST_MS;
  }, TIME),
  v.transform(toMilliseconds),
);

/** `strategyTaskPlanExeTime`: every way to write it is stored as milliseconds since 1970. */
export const planTime = plain(milliseconds);

/** NaN for a text that is no time. */
function toMilliseconds(given: number | string): number {
  if (typeof given === "number") return given;
  if (/^\d+$/.test(given)) return Number(given);
  const [, day] = ISO_TIME.exec(given) ?? [];
  // The day is read alone, too: Date.parse takes February 30 for March 2.
  const exists = day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day);
  return exists ? Date.parse(given) : Number.NaN;
}

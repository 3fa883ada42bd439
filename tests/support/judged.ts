import fc from "fast-check";
import type { ExecutionConditionItem } from "../../provider/rule-language/conditions";
import { UNKNOWN } from "../../provider/unknown";

/** Words of which conditions and entries are made, so that they meet. */
const WORDS = [
  "serious",
  "Serious",
  "remind",
  "web",
  "webshell",
  "a webshell b",
  "5",
  "5.0",
  "05",
  "60",
  "80",
  "-1",
  "木马",
  "",
];

const word = fc.constantFrom(...WORDS);
const fields = ["alert_name", "alert_desc", "alert_level", "threat_score", "host.host_name"];
const side = (value: unknown) => ({ right: { value } });
const one = fc.oneof({ weight: 12, arbitrary: word }, { weight: 1, arbitrary: fc.constant(UNKNOWN) }).map(side);
const several = fc.array(word, { minLength: 1, maxLength: 3 }).map(side);
const range = fc.tuple(word, word).map(side);
const compared = fc.oneof(
  fc.tuple(fc.constantFrom("equals", "=", "<>", "containsString", "not contains", "starts with", "ends with"), one),
  fc.tuple(fc.constantFrom("<", "<=", ">", ">=", "not <"), one),
  fc.tuple(fc.constantFrom("in", "not in", "containsAny", "containsAll", "startsWithAny"), fc.oneof(several, one)),
  fc.tuple(fc.constantFrom("BETWEEN", "NOT BETWEEN"), range),
  fc.tuple(fc.constantFrom("REGEXP", "NOT REGEXP"), fc.constantFrom("^web", "SHELL", "shell$", "\\d+", "(").map(side)),
  fc.tuple(fc.constantFrom("isNull", "isNotNull", "isEmpty", "exists"), fc.constant({})),
  fc.tuple(fc.constantFrom("resembles", "like"), one),
);

/** A condition: any operator, on few fields, with values that entries have, too. */
const item: fc.Arbitrary<ExecutionConditionItem> = fc
  .tuple(fc.constantFrom(...fields), compared, fc.constantFrom({}, {}, {}, {}, { isNot: true }))
  .map(([field, [operator, right], more]) => ({ left: { value: field }, operator, ...right, ...more }));

/** The conditions of a rule. */
export const items = fc.array(item, { maxLength: 4 });

const held = fc.oneof(word, fc.constantFrom<unknown>(null, 5, 70, 80.5, true, ["web"]));
const entities = fc
  .array(fc.record({ entity_type: fc.constantFrom("host", "ip"), host_name: word }), { maxLength: 2 })
  .map((list) => JSON.stringify(list));

/** An alert or an event: any of its keys may be absent. */
export const entry: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    AlertUuid: fc.constant("sas_1"),
    IncidentName: fc.constant("attack"),
    AlertName: held,
    AlertDesc: held,
    AlertLevel: held,
    ThreatScore: held,
    EntityList: entities,
  },
  { requiredKeys: [], noNullPrototype: true },
);

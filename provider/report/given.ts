import * as v from "valibot";
import { readJson } from "../json";

const text = v.string();
const number = v.pipe(v.number(), v.minValue(0));

const finding = v.object({
  code: text,
  name: text,
  level: v.picklist(["error", "warning", "note"]),
  rule: text,
  urn: v.optional(text),
  sentence: text,
  remedy: text,
});

/** A finding of `alicloud-soar lint --json`. */
export type GivenFinding = v.InferOutput<typeof finding>;

const tally = v.object({
  matches: number,
  assets: v.object({ count: number, isExact: v.boolean() }),
  samples: v.array(v.object({ assets: v.array(text) })),
});

/** What a change makes a rule answer, or not answer any more. */
export type GivenTally = v.InferOutput<typeof tally>;

const simulation = v.object({
  history: v.object({ since: text, until: text, alerts: number, events: number }),
  rules: v.array(v.object({ name: text, urn: v.optional(text), added: tally, removed: tally, unclear: number })),
  runs: v.array(
    v.object({
      urn: text,
      type: v.optional(text),
      scope: text,
      instances: v.array(v.object({ instanceId: text, name: v.optional(text) })),
      servers: v.array(text),
    }),
  ),
});

/** What `alicloud-soar simulate --json` prints, as far as a report tells it. */
export type GivenSimulation = v.InferOutput<typeof simulation>;

/**
 * What `alicloud-soar lint --json` printed.
 * @throws Error in a sentence when it is anything else
 */
export function readLint(given: string): readonly GivenFinding[] {
  return read(v.object({ findings: v.array(finding) }), given, "lint").findings;
}

/**
 * What `alicloud-soar simulate --json` printed.
 * @throws Error in a sentence when it is anything else
 */
export function readSimulation(given: string): GivenSimulation {
  return read(simulation, given, "simulate");
}

function read<Value>(schema: v.GenericSchema<unknown, Value>, given: string, command: string): Value {
  const parsed = v.safeParse(schema, readJson(given));
  if (parsed.success) return parsed.output;
  const [{ path = [], message }] = parsed.issues;
  const where = path.map(({ key }) => String(key)).join(".");
  const why = where === "" ? "it is no such JSON" : `${where}: ${message}`;
  throw new Error(`This is not what "alicloud-soar ${command} --json" prints: ${why}.`);
}

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
  met: v.array(v.object({ threshold: text, rule: text, urn: v.optional(text), found: number })),
});

/** What `alicloud-soar simulate --json` prints, as far as a report tells it. */
export type GivenSimulation = v.InferOutput<typeof simulation>;

/** Why there is nothing of a command: a sentence of its own, which has other people's texts in it. */
export interface NotMade {
  readonly notMade: string;
}

/** What a command prints with --json that was given what is of no use. */
const refusal = v.object({ error: text });

/**
 * What `alicloud-soar lint --json` printed.
 * @throws Error in a sentence when it is anything else
 */
export function readLint(given: string): readonly GivenFinding[] | NotMade {
  const lint = read(v.object({ findings: v.array(finding) }), given, "lint");
  return "notMade" in lint ? lint : lint.findings;
}

/**
 * What `alicloud-soar simulate --json` printed.
 * @throws Error in a sentence when it is anything else
 */
export function readSimulation(given: string): GivenSimulation | NotMade {
  return read(simulation, given, "simulate");
}

function read<Value>(schema: v.GenericSchema<unknown, Value>, given: string, command: string): Value | NotMade {
  if (given.trim() === "") return { notMade: `"alicloud-soar ${command} --json" printed nothing.` };
  const json = readJson(given);
  const refused = v.safeParse(refusal, json);
  if (refused.success) return { notMade: refused.output.error };
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue);
  const why = where === null ? "it is no such JSON" : `${where}: ${issue.message}`;
  throw new Error(`This is not what "alicloud-soar ${command} --json" prints: ${why}.`);
}

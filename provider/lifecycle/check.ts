import * as v from "valibot";
import type { Config } from "../api/configuration/config";
import { isUnknown, quote } from "../unknown";
import { type AutoNaming, autoName } from "./auto-name";
import { type CheckFailure, propertyPath } from "./failures";
import type { CommonInputs, Kind } from "./kind";
import type { Row } from "./rows";

/** What check found: the inputs as they are stored and shown, or why they cannot be. */
export interface Checked<Inputs> {
  readonly inputs: Inputs;
  readonly failures: readonly CheckFailure[];
  /** Values that are allowed but not named by the documents. */
  readonly warnings: readonly CheckFailure[];
  /** Whether the provider made the name of the resource. */
  readonly autoNamed: boolean;
}

/**
 * Validates what the user wrote, fills in defaults, brings each value to its one stored form and writes `summary`.
 * Idempotent: the engine puts checked values back into new inputs for `ignoreChanges`.
 */
export function check<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  config: Config,
  news: Readonly<Record<string, unknown>>,
  naming: AutoNaming = { olds: {} },
): Checked<Inputs> {
  const rows: Readonly<Record<string, Row>> = kind.properties;
  const inputs: Record<string, unknown> = {};
  const failures: CheckFailure[] = [];
  const warnings: CheckFailure[] = [];

  for (const name of Object.keys(news)) {
    if (name === "summary" || Object.hasOwn(rows, name) || news[name] === undefined) continue;
    const allowed = Object.keys(rows).join(", ");
    failures.push({ property: name, reason: `${kind.name} has no such property; it has ${allowed}` });
  }
  let autoNamed = false;
  for (const [name, row] of Object.entries(rows).sort(namesLast)) {
    let value: unknown;
    try {
      const made = news[name] === undefined ? madeName(row, name, inputs, naming) : undefined;
      autoNamed ||= made !== undefined && naming.olds[name] === undefined;
      value = news[name] ?? made ?? defaultOf(row, config);
    } catch (error) {
      failures.push({ property: name, reason: (error as Error).message });
      continue;
    }
    if (value === undefined && row.optional) continue;
    if (isUnknown(value)) {
      inputs[name] = value;
      continue;
    }
    const parsed = v.safeParse(row.type.schema, value);
    if (!parsed.success) {
      failures.push(...parsed.issues.map((issue) => failureOf(name, issue)));
      continue;
    }
    inputs[name] = parsed.output;
    if (row.known && typeof parsed.output === "string" && !row.known.includes(parsed.output)) {
      const words = row.known.map((word) => `"${word}"`).join(", ");
      warnings.push({
        property: name,
        reason: `${quote(parsed.output)} is not a documented value (${words})`,
      });
    }
  }
  if (failures.length === 0) failures.push(...(kind.constraints?.(inputs as Inputs) ?? []));
  if (failures.length === 0) inputs.summary = kind.summarize(inputs as Inputs);
  return { inputs: inputs as Inputs, failures, warnings, autoNamed };
}

/** What the property holds when the user wrote nothing. A name is made by check. */
export function defaultOf(row: Row, config: Config): unknown {
  if (namedBy(row) !== undefined) return undefined;
  return typeof row.default === "function" ? row.default(config) : row.default;
}

/** The name of a resource that the program gives none: the recorded one, else one made of its place. */
function madeName(row: Row, name: string, inputs: object, { urn, olds }: AutoNaming): unknown {
  const of = namedBy(row);
  if (of === undefined) return undefined;
  return (
    olds[name] ??
    (urn &&
      autoName(
        urn,
        of.map((input) => (inputs as Readonly<Record<string, unknown>>)[input]),
      ))
  );
}

function namedBy({ default: value }: Row): readonly string[] | undefined {
  return typeof value === "object" && value !== null && "autoNamed" in value
    ? (value as { readonly autoNamed: readonly string[] }).autoNamed
    : undefined;
}

/** A name is made of other inputs, so these come first. */
function namesLast([, a]: [string, Row], [, b]: [string, Row]): number {
  return Number(namedBy(a) !== undefined) - Number(namedBy(b) !== undefined);
}

function failureOf(name: string, issue: v.BaseIssue<unknown>): CheckFailure {
  const below = (issue.path ?? []).map((step) => step.key as string | number);
  return { property: propertyPath([name, ...below]), reason: `${issue.message}; got ${quote(issue.input)}` };
}

import * as v from "valibot";
import type { Config } from "../api/configuration/config";
import type { CommittedCatalogue } from "../catalogue/committed";
import { closest } from "../closest";
import { isObject } from "../json";
import { hasUnknown, isUnknown, UNKNOWN, whyLost } from "../unknown";
import { quote } from "../wording";
import { type AutoNaming, autoName } from "./auto-name";
import type { CheckFailure, CommonInputs, Kind, Unlisted } from "./kind";
import type { Row, Written } from "./rows";
import { orUnknown, UNREADABLE, whyUnreadable } from "./schemas";
import { sentenceOf } from "./state";

/** What the program does not say itself. */
interface CheckOptions extends AutoNaming {
  /** The properties whose values must be in no sentence about them. Default: none. */
  readonly secret?: readonly string[];
  /** What the account lists, as a file beside the program has it. Default: not known. */
  readonly catalogue?: CommittedCatalogue;
}

/** What check found: the inputs as they are stored and shown, or why they cannot be. */
export interface Checked<Inputs> {
  readonly inputs: Inputs;
  readonly failures: readonly CheckFailure[];
  /** Values that are allowed but not named by the documents, or by a catalogue that may be wrong. */
  readonly warnings: readonly CheckFailure[];
  /** Whether the provider made the name of the resource. */
  readonly autoNamed: boolean;
}

/**
 * Validates what the user wrote, fills in defaults, brings each value to its one stored form and writes `summary`, which is
 * unknown in a preview where anything that it may tell is.
 * Idempotent: the engine puts checked values back into new inputs for `ignoreChanges`.
 */
export function check<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  config: Config,
  news: Readonly<Record<string, unknown>>,
  options: CheckOptions = { olds: {} },
): Checked<Inputs> {
  const inputs: Record<string, unknown> = {};
  const failures = namesWithoutRow(kind, news);
  const warnings: CheckFailure[] = [];
  let autoNamed = false;
  const isSecret = (property: string) => options.secret?.includes(property) ?? false;
  for (const [property, row] of Object.entries<Row>(kind.properties).sort(namesLast)) {
    let value: unknown;
    try {
      const given = news[property] ?? undefined;
      const made = given === undefined ? madeName(property, row, inputs, options) : undefined;
      autoNamed ||= made !== undefined && options.olds[property] === undefined;
      value = given ?? made ?? defaultOf(row, config, { given: news, recorded: options.olds });
    } catch (error) {
      failures.push({ property, reason: (error as Error).message });
      continue;
    }
    if (value === undefined && row.optional) continue;
    const secret = isSecret(property);
    const lost = lostParts(value).map(([reason, path]) => ({ property: pathOf(property, path, secret), reason }));
    failures.push(...lost);
    if (lost.length > 0) continue;
    const parsed = v.safeParse(orUnknown(row.type.schema), value);
    if (parsed.success) {
      inputs[property] = parsed.output;
      warnings.push(...undocumented(property, row, parsed.output, secret));
    } else {
      failures.push(...parsed.issues.map((issue) => failureOf(property, issue, secret)));
    }
  }
  if (failures.length === 0) failures.push(...(kind.constraints?.(inputs as Inputs) ?? []));
  if (failures.length === 0) {
    for (const { isDoubt, ...found } of unlistedIn(kind, config, inputs as Inputs, options)) {
      const told = hidden(found, isSecret, "a secret value names what the catalogue lacks");
      (isDoubt ? warnings : failures).push(told);
    }
    const doubts = kind.doubts?.(inputs as Inputs) ?? [];
    warnings.push(...doubts.map((doubt) => hidden(doubt, isSecret, "a secret value looks mistyped")));
  }
  // A saved plan is violated by a known value that is another one in the update (Pulumi, deploy/plan.go).
  if (failures.length === 0) inputs.summary = hasUnknown(inputs) ? UNKNOWN : sentenceOf(kind, inputs as Inputs);
  return { inputs: inputs as Inputs, failures, warnings, autoNamed };
}

function unlistedIn<Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  config: Config,
  inputs: Inputs,
  { catalogue, olds }: CheckOptions,
): readonly Unlisted[] {
  return (catalogue && kind.unlisted?.(inputs, { config, catalogue, recorded: olds as Partial<Inputs> })) ?? [];
}

/** What is found of a property, in words that tell nothing of one that is secret: what is meant would. */
function hidden(found: CheckFailure, isSecret: (property: string) => boolean, reason: string): CheckFailure {
  const [property = ""] = found.property.split(/[.[]/, 1);
  return isSecret(property) ? { property, reason } : found;
}

/** What the property holds when the user wrote nothing. A name is made by check. */
export function defaultOf(row: Row, config: Config, written: Written = { given: {}, recorded: {} }): unknown {
  if (namedBy(row) !== undefined) return undefined;
  return typeof row.default === "function" ? row.default(config, written) : row.default;
}

function namesWithoutRow<Inputs extends CommonInputs, State extends Inputs>(
  { name, properties }: Kind<Inputs, State>,
  news: Readonly<Record<string, unknown>>,
): CheckFailure[] {
  const names = Object.keys(properties);
  const help = (near: string | undefined) => (near ? `did you mean ${near}?` : `it has ${names.join(", ")}`);
  return Object.keys(news)
    .filter((key) => key !== "summary" && !Object.hasOwn(properties, key) && news[key] !== undefined)
    .map((property) => ({ property, reason: `${name} has no such property; ${help(closest(property, names))}` }));
}

function inWords(value: unknown, isSecret: boolean): string {
  return isSecret ? "a secret value" : quote(value);
}

function undocumented(property: string, { known, type }: Row, value: unknown, isSecret: boolean): CheckFailure[] {
  if (!known || isUnknown(value)) return [];
  const documented = known.map((word) => `"${word}"`).join(", ");
  return (type.words?.(value) ?? [["", value] as const]).flatMap(([path, word]) => {
    if (typeof word !== "string" || isUnknown(word) || known.includes(word)) return [];
    const near = closest(word, known);
    const next = near === undefined ? ". It is sent as written." : `: did you mean "${near}"?`;
    // What is meant, and whether something is, would tell a secret.
    const meant = isSecret ? "" : next;
    const reason = `${inWords(word, isSecret)} is not a documented value (${documented})${meant}`;
    return [{ property: property + path, reason }];
  });
}

/** What the program gave and did not arrive, at every depth: why, and the path to it. */
function lostParts(
  value: unknown,
  above: readonly unknown[] = [],
): (readonly [reason: string, path: readonly unknown[]])[] {
  const why = whyLost(value);
  if (why !== undefined) return [[why, above]];
  if (Array.isArray(value)) return value.flatMap((part, index) => lostParts(part, [...above, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const ofName = whyLost(name);
    return ofName === undefined ? lostParts(part, [...above, name]) : [[ofName, above] as const];
  });
}

function failureOf(property: string, issue: v.BaseIssue<unknown>, isSecret: boolean): CheckFailure {
  const { path = [], message, input } = issue;
  const keys = path.map(({ key }) => key);
  const why = message === UNREADABLE && !isSecret ? `: ${whyUnreadable(input)}` : "";
  return { property: pathOf(property, keys, isSecret), reason: `${message}${why}; got ${inWords(input, isSecret)}` };
}

/**
 * A path as a user writes it: names joined by dots, positions in brackets. Of what is secret it ends before the first name,
 * which may be the program's own.
 */
function pathOf(property: string, keys: readonly unknown[], isSecret: boolean): string {
  const isPosition = (key: unknown) => typeof key === "number";
  const firstName = keys.findIndex((key) => !isPosition(key));
  const shown = isSecret && firstName >= 0 ? keys.slice(0, firstName) : keys;
  return shown.reduce<string>((above, key) => (isPosition(key) ? `${above}[${key}]` : `${above}.${key}`), property);
}

/** The name of a resource that the program gives none: the recorded one, else one made of its place. */
function madeName(property: string, row: Row, inputs: object, { urn, olds }: AutoNaming): unknown {
  const made = namedBy(row)?.map((input) => (inputs as Readonly<Record<string, unknown>>)[input]);
  return made && (olds[property] ?? (urn && autoName(urn, made)));
}

function namedBy({ default: value }: Row): readonly string[] | undefined {
  return isObject(value) ? (value.autoNamed as readonly string[] | undefined) : undefined;
}

/** A name is made of other inputs, so these come first. */
function namesLast([, a]: [string, Row], [, b]: [string, Row]): number {
  return Number(namedBy(a) !== undefined) - Number(namedBy(b) !== undefined);
}

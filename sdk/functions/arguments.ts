import { closest } from "../../provider/closest";
import { isOutput } from "../given";

/** What an argument of a function is, in the words of a message. */
const TYPES = {
  text: (value: unknown) => typeof value === "string",
  number: Number.isFinite,
  boolean: (value: unknown) => typeof value === "boolean",
  "list of texts": (value: unknown) => Array.isArray(value) && value.every(TYPES.text),
  "list of numbers": (value: unknown) => Array.isArray(value) && value.every(TYPES.number),
} as const;

type TypeOf<Value> = [Value] extends [string]
  ? "text"
  : [Value] extends [number]
    ? "number"
    : [Value] extends [boolean]
      ? "boolean"
      : [Value] extends [string[]]
        ? "list of texts"
        : "list of numbers";

/** What an argument is; one that a function cannot do without is `needed`. */
type ArgumentType = keyof typeof TYPES | { readonly needed: keyof typeof TYPES };

/** The arguments of a function, each with what it is. */
export type ArgumentTypes<Args> = {
  readonly [Name in keyof Args & string]: Partial<Pick<Args, Name>> extends Pick<Args, Name>
    ? TypeOf<NonNullable<Args[Name]>>
    : { readonly needed: TypeOf<NonNullable<Args[Name]>> };
};

type Types = Readonly<Record<string, ArgumentType>>;

/**
 * Why a function must not ask with what it was given: an argument that it does not know, or that says nothing, would be taken
 * for none, and everything listed.
 * @param args what the program gives, whatever it is; undefined counts as not given
 */
export function problemWith(name: string, types: Types, args: unknown, opts: unknown): string | undefined {
  const problem = problemOfNames(name, types, args, opts);
  if (problem !== undefined) return problem;
  const given = Object.entries(args as object).filter(([, value]) => value !== undefined);
  const empty = given.filter(([, value]) => saysNothing(value)).map(([filter]) => filter);
  if (empty.length > 0) {
    const advice = empty.some((filter) => isNeeded(types[filter])) ? "." : ": leave it out if it does not matter.";
    return `${name}: ${empty.join(", ")} must not be empty${advice}`;
  }
  const [odd] = given.filter(([filter, value]) => !TYPES[typeOf(types[filter])](value));
  if (odd === undefined) return undefined;
  const [filter, value] = odd;
  if (isOutput(value)) return `${name}: ${filter} is known later only: wait for it, or use ${name}Output.`;
  return `${name}: ${filter} must be a ${typeOf(types[filter])}; got ${wordOf(value)}.`;
}

/** The same, of what can be told before the values of arguments are known. */
export function problemOfNames(name: string, types: Types, args: unknown, opts: unknown): string | undefined {
  const known = Object.keys(types);
  const both: readonly [what: string, given: unknown, names: readonly string[]][] = [
    ["argument", args, known],
    ["option", opts, ["provider"]],
  ];
  for (const [what, given, names] of both) {
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      return `${name}: its ${what}s are an object: { ${names[0]}: … }.`;
    }
    const odd = Object.entries(given).find(([key, value]) => value !== undefined && !names.includes(key));
    if (odd === undefined) continue;
    const near = closest(odd[0], names);
    return `${name} has no ${what} ${odd[0]}${near ? `: did you mean ${near}?` : `; it has ${names.join(", ")}.`}`;
  }
  const missing = known.filter((key) => isNeeded(types[key]) && isAbsent((args as Record<string, unknown>)[key]));
  if (missing.length > 0) return `${name} needs ${missing.join(" and ")}: { ${missing.join(": …, ")}: … }.`;
  const { provider } = opts as { readonly provider?: unknown };
  if (provider === undefined || (typeof provider === "object" && provider !== null && "configuration" in provider))
    return undefined;
  return `${name}: its provider is no Provider of this package.`;
}

function isNeeded(type: ArgumentType | undefined): boolean {
  return typeof type === "object";
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function typeOf(type: ArgumentType = "text"): keyof typeof TYPES {
  return typeof type === "object" ? type.needed : type;
}

function wordOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function saysNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.some((part) => part === undefined || saysNothing(part));
  return value === null || Number.isNaN(value) || (typeof value === "string" && value.trim() === "");
}

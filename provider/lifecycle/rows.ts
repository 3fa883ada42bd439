import type { Config } from "../api/configuration/config";
import type { ValueType } from "./value";

/** What a changed property does: an update, a replacement, or nothing but being remembered. */
export type OnChange = "update" | "replace" | "none";

/** Where a value goes: what one of the four below makes. */
export interface Destination {
  readonly field?: string;
  readonly view?: string;
  readonly own?: { readonly action: string };
  readonly local?: true;
}

/** A parameter of the request that creates or updates, in the API's spelling. */
export const field = <const Name extends string>(name: Name) => ({ field: name }) as const;

/** A parameter that says whose resource is meant, and where: a change is another resource. */
export const view = <const Name extends string>(name: Name) => ({ view: name }) as const;

/** Sent by an operation of its own; a read shows it in this field. */
export const own = <const Name extends string>(operation: { readonly action: string }, name: Name) =>
  ({ own: operation, field: name }) as const;

/** Never sent. */
export const local = { local: true } as const;

/** The default of a name: a recorded one is kept, a new one is made of the resource's place and these inputs. */
export const autoNamed = <const Names extends readonly string[]>(...inputs: Names) => ({ autoNamed: inputs }) as const;

/** One row of a property table, whatever its kind: what check, diff, requests, reads and import derive from. */
export interface Row {
  readonly type: ValueType<unknown, unknown>;
  readonly wire: Destination;
  readonly onChange: OnChange;
  /** What stands in state when the user wrote nothing; a function takes it from the provider's configuration. */
  readonly default?: unknown;
  /** Set where the user may leave the property out and no default takes its place. */
  readonly optional?: true;
  /** What absence means, where a value says the same: one written out is no change. */
  readonly absence?: unknown;
  /** Values the documents name. Others pass with a warning: the documents' lists are stale. */
  readonly known?: readonly string[];
}

/** The properties `Names` of `Args`, always there: what has a default after check. */
export type Filled<Args, Names extends keyof Args> = Args & { [Name in Names]-?: NonNullable<Args[Name]> };

type Known<Value> = Exclude<Value, undefined>;

/** What the API has: the parameters of the request and of its view, and what a read shows. */
interface Contract {
  readonly request: object;
  readonly view?: object;
  readonly found?: object;
  /** Whether there is an operation that updates; without one every sent property replaces. */
  readonly updates: boolean;
}

/** A type of value that fits both what is sent and, where a read shows the field, what is read. */
type Carries<Value, Name, Sent, Found> = ValueType<Value, Sent & (Name extends keyof Found ? Found[Name] : unknown)>;

type Placement<Type, Wire, Change> = { type: Type; wire: Wire; onChange: Change };

/** The parameters that a row can carry. An update sends what a read shows of each that nobody edited, so a read has to show it. */
type Shown<C extends Contract, Request, Found> = C["updates"] extends true
  ? keyof Request & keyof Found
  : keyof Request;

/** Type, destination and effect of a change fit together, or there is no such row. */
type Placed<Value, C extends Contract, Request, View, Found> =
  | {
      [F in Shown<C, Request, Found>]: Placement<
        Carries<Value, F, Request[F], Found>,
        { field: F },
        C["updates"] extends true ? "update" | "replace" : "replace"
      >;
    }[Shown<C, Request, Found>]
  | { [V in keyof View]: Placement<ValueType<Value, View[V]>, { view: V }, "replace"> }[keyof View]
  | {
      [F in keyof Found]: Placement<
        ValueType<Value, Found[F]>,
        { own: { readonly action: string }; field: F },
        "update"
      >;
    }[keyof Found]
  | Placement<ValueType<Value, unknown>, typeof local, "none" | "replace">;

type Default<Value> = Known<Value> | ((config: Config) => Value) | { readonly autoNamed: readonly string[] };

/** What a default may depend on besides the configuration: what the program gives, and what is recorded. */
export interface Written<Inputs = object> {
  readonly given: Partial<Inputs>;
  readonly recorded: Partial<Inputs>;
}

/** A default where the inputs promise a value that the arguments may lack, and nowhere else. */
type Absence<Args, Inputs, Name extends keyof Args & keyof Inputs> = undefined extends Args[Name]
  ? undefined extends Inputs[Name]
    ? { optional: true; default?: (config: Config, written: Written<Inputs>) => Inputs[Name] }
    : { default: Default<Inputs[Name]>; optional?: never }
  : { default?: never; optional?: never };

type TableOf<Args, Inputs, C extends Contract> = {
  readonly [Name in keyof Required<Args> & keyof Inputs]: Placed<
    Known<Inputs[Name]>,
    C,
    Required<C["request"]>,
    Required<Known<C["view"]>>,
    Required<Known<C["found"]>>
  > &
    Absence<Args, Inputs, Name> & { known?: readonly string[]; absence?: Known<Inputs[Name]> };
};

type SentBy<Table> = {
  [Name in keyof Table]: Table[Name] extends { wire: { field: infer Field } } ? Field : never;
}[keyof Table];

/** What is left over: arguments that are no input, or the reverse, and parameters of the request that no row carries. */
type Leftover<Args, Inputs, Request, Table> =
  | Exclude<keyof Args, keyof Inputs>
  | Exclude<keyof Inputs, keyof Args | "summary">
  | Exclude<keyof Request, SentBy<Table>>;
type None<Names> = [Names] extends [never] ? unknown : { leftover: Names };

/** The rows of a kind by property; `summary` is derived, so it has none. */
export type Rows<Inputs> = { readonly [Name in keyof Required<Omit<Inputs, "summary">>]: Row };

/** A property table, and in types only: what `wire.ts` builds of the rows, and what it reads. */
export interface PropertyTable<Inputs, Request, View, Found> {
  readonly rows: Rows<Inputs>;
  readonly of?: { readonly request: Request; readonly view: View; readonly found: Found };
}

/**
 * Proves a property table against what the user writes, what is stored, and what the API has: what does not fit together
 * does not compile.
 */
export function propertyTable<Args, Inputs extends object, C extends Contract>() {
  return <const Table extends TableOf<Args, Inputs, C>>(
    rows: Table & None<Leftover<Args, Inputs, C["request"], Table>>,
  ) => ({ rows }) as unknown as PropertyTable<Inputs, C["request"], Known<C["view"]>, Known<C["found"]>>;
}

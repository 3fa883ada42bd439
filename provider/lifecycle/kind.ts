import type { GenericSchema } from "valibot";
import type { Config } from "../api/configuration/config";
import type { Context } from "../api/context";
import type { CheckFailure } from "./failures";

/** What a changed property does: an update, a replacement, or nothing but being remembered. */
export type OnChange = "update" | "replace" | "none";

/** One row of a property table. */
export interface Property<Value> {
  /** Validates, and brings every way to write a value to the one that is stored. Applying it twice changes nothing. */
  readonly schema: GenericSchema<unknown, Exclude<Value, undefined>>;
  /** What stands in state when the user wrote nothing; a function takes it from the provider's configuration. */
  readonly default?: Exclude<Value, undefined> | ((config: Config) => Value);
  /** Set where the user may leave the property out and no default takes its place. */
  readonly optional?: true;
  readonly onChange: OnChange;
  /** Values the documents name. Others pass with a warning: the documents' lists are stale. */
  readonly known?: readonly string[];
}

/** One row a property; a forgotten one does not compile. `summary` is derived, so it has none. */
type PropertyTable<Inputs> = {
  readonly [Name in keyof Required<Omit<Inputs, "summary">>]: Property<Inputs[Name]>;
};

/** What every kind's inputs have. */
export interface CommonInputs {
  /** One sentence for reviewers, written by check. */
  summary?: string;
  /** How long each verb may take, e.g. `{ create: "10m" }`. */
  timeouts?: Timeouts;
}

/** How long the provider works on a resource before it gives up, as durations like `"90s"`, `"10m"` or `"1h30m"`. */
export interface Timeouts {
  /** Default 10m. */
  create?: string;
  /** Default 10m. */
  update?: string;
  /** Default 10m. */
  delete?: string;
}

/** A resource as the cloud knows it. */
export interface Found<State> {
  readonly id: string;
  readonly state: State;
}

/**
 * One kind of resource: its properties as data, its verbs as functions.
 * Verbs get checked inputs, converge (observe, then act), and never validate.
 */
export interface Kind<Inputs extends CommonInputs, State extends Inputs> {
  readonly name: string;
  readonly properties: PropertyTable<Inputs>;
  /** Rules that need more than one property. */
  readonly rules: readonly ((inputs: Inputs) => readonly CheckFailure[])[];
  /** Which comes first in a replacement: the new resource, or the removal of the old one. */
  readonly replacement: "create-first" | "delete-first";
  /**
   * Where the configuration puts resources of this kind, for a kind whose operations take no region. It is recorded, and
   * what is elsewhere is neither read nor deleted: it would be taken for gone.
   */
  place?(config: Config): string | undefined;
  /** One sentence that says what the resource does. */
  summarize(inputs: Inputs): string;
  create(context: Context, inputs: Inputs): Promise<Found<State>>;
  /** The state as the cloud has it, or undefined when the resource is gone. */
  read(context: Context, id: string, state: State): Promise<State | undefined>;
  update(context: Context, id: string, state: State, inputs: Inputs): Promise<State>;
  delete(context: Context, id: string, state: State): Promise<void>;
  /**
   * Everything of this kind that exists in the configured account and view. Absent where the service does not tell what
   * a program would have to say of it.
   */
  list?(context: Context): Promise<readonly Found<State>[]>;
}

import type { Config } from "../api/configuration/config";
import type { Context } from "../api/context";
import type { CommittedCatalogue } from "../catalogue/committed";
import type { Rows } from "./rows";

/** What every kind can be declared with. */
export interface CommonArgs {
  /** How long each verb may take, e.g. `{ create: "10m" }`. */
  timeouts?: Timeouts;
}

/** What every kind's inputs have. */
export interface CommonInputs extends CommonArgs {
  /** One sentence for reviewers, written by check. */
  summary?: string;
}

/**
 * How long the provider works on a resource before it gives up, as durations like `"90s"`, `"10m"` or `"1h30m"`. What is left
 * out is taken from Pulumi's option `customTimeouts`.
 */
export interface Timeouts {
  /** Default 10m. An update that goes on with a creation that stopped has this time, too, if it is the longer one. */
  create?: string;
  /** Default 10m. A refresh has this time, too. */
  update?: string;
  /** Default 10m. */
  delete?: string;
}

/** One thing wrong with the inputs, found before any call. */
export interface CheckFailure {
  /** Path of the property as a user writes it, e.g. `conditions.alert_name.containsString` or `actions[0].playbookUuid`. */
  readonly property: string;
  /** One sentence that says what is allowed and what was given. */
  readonly reason: string;
}

/** Something named that a catalogue does not list. */
export interface Unlisted extends CheckFailure {
  /** Whether it is only a warning. */
  readonly isDoubt: boolean;
}

/** What inputs are looked at beside. */
export interface Beside<Inputs> {
  readonly config: Config;
  readonly catalogue: CommittedCatalogue;
  /** What is recorded: what was there before stays as it is. */
  readonly recorded: Partial<Inputs>;
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
  readonly properties: Rows<Inputs>;
  /** Which comes first in a replacement: the new resource, or the removal of the old one. */
  readonly replacement: "create-first" | "delete-first";
  /**
   * Where the configuration puts resources of this kind, for a kind whose operations take no region. It is recorded, and
   * what is elsewhere is neither read nor deleted: it would be taken for gone.
   */
  location?(config: Config): string | undefined;
  /** The data-management centre of a thing, for a kind that says it in its inputs. */
  centreOf?(inputs: Inputs): string;
  /** What the thing is called in sentences, for kinds of which no two may be called the same. */
  titleOf?(inputs: Inputs): string;
  /** What two properties say against each other. */
  constraints?(inputs: Inputs): readonly CheckFailure[];
  /** What of the inputs looks mistyped, and is sent all the same. */
  doubts?(inputs: Inputs): readonly CheckFailure[];
  /** What the inputs name that the catalogue beside the program does not list. */
  unlisted?(inputs: Inputs, beside: Beside<Inputs>): readonly Unlisted[];
  /**
   * The inputs with one way to write what can be written in several: what a comparison of two programs goes by. Default:
   * as they are.
   */
  canonical?(inputs: Inputs): Inputs;
  /** One sentence that says what the resource does. */
  summarize(inputs: Inputs): string;
  /**
   * What an update does that goes on after a deployment which stopped, in the words that follow "an update".
   * Default: it goes on where that one stopped.
   */
  goesOn?(state: State, inputs: Inputs): string;
  create(context: Context, inputs: Inputs): Promise<Found<State>>;
  /** The state as the cloud has it, or undefined when the resource is gone. */
  read(context: Context, id: string, state: State): Promise<State | undefined>;
  update(context: Context, id: string, state: State, inputs: Inputs): Promise<State>;
  delete(context: Context, id: string, state: State): Promise<void>;
  /** Whether a deletion only forgets the resource, and so needs nothing of the cloud. Default: it never does. */
  forgets?(state: State): boolean;
  /** Whether the cloud shows the thing, for a kind whose `read` keeps what is not shown. Default: whether `read` finds it. */
  isShown?(context: Context, id: string, state: State): Promise<boolean>;
}

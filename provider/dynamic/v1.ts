/**
 * The door that Pulumi's dynamic-provider host knocks on. Recorded state names this entry path and the kinds: state
 * written by any release must be read by every later one.
 *
 * The host evaluates the text in a resource's `__provider`, calls the function it finds there, and uses the methods of
 * the object it gets (Pulumi, sdk/nodejs/cmd/dynamic-provider/index.ts). That dialect stays in this folder.
 */
import type { dynamic } from "@pulumi/pulumi";
import { readConfig } from "../api/configuration/config";
import { configuredCentre } from "../api/configuration/endpoints";
import { type Context, createContext } from "../api/context";
import { CommittedCatalogue } from "../catalogue/committed";
import { durationMs } from "../duration";
import { check } from "../lifecycle/check";
import { diff } from "../lifecycle/diff";
import type { CommonInputs, Timeouts } from "../lifecycle/kind";
import { inWords, Ownership } from "../lifecycle/ownership";
import type { Row } from "../lifecycle/rows";
import {
  inputsOf,
  sentenceOf,
  withInputs,
  withLocalDefaults,
  withoutLocalDefaults,
  withoutUndefined,
  withSummary,
} from "../lifecycle/state";
import { type AnyKind, kinds } from "../resources";
import { nameIn } from "../urn";
import { deploymentRegistry } from "./deployment";
import { engineSignal } from "./engine";
import { briefly, recording } from "./host-errors";
import { apart, inDoubt, isInDoubt, type Marks, marksOf, refuseElsewhere, thingOf } from "./location";
import { encrypted, keptInClear, Secrets, secret } from "./secrets";

type Properties = CommonInputs & Marks & { readonly __provider?: string };

/** What a class sends besides, which is neither stored nor shown. */
interface Hidden {
  /** Where the resource stands. */
  readonly __urn?: string;
  /** The properties that are secret; true where any may be, since transformations come after the class. */
  readonly __secret?: readonly string[] | true;
  /** The properties of which the program ignores changes; `*` for all. */
  readonly __ignored?: readonly string[];
}

/** One process of the host serves one provider: all of its resources share the context. */
let context: Context | Error | undefined;

const secrets = new Secrets();

function configure(request: dynamic.ConfigureRequest): void {
  if (context) return;
  try {
    const engine = process.argv.at(-1) ?? "";
    const config = readConfig((key) => request.config.get(key));
    const signal = engineSignal(engine);
    const log = (line: string) => console.log(secrets.clean(line));
    // Pulumi starts the host in the folder of the program. (pkg/engine/plugins.go, ProjectInfoContext)
    const catalogue = new CommittedCatalogue({ folder: process.cwd(), now: Date.now, log });
    context = createContext({ config, log, signal, catalogue });
    Ownership.join(context, deploymentRegistry(engine, context.log, signal), configuredCentre(config));
  } catch (error) {
    context = error as Error;
  }
}

function opened(): Context {
  if (context === undefined) throw new Error("The provider was called before it was configured.");
  if (context instanceof Error) throw context;
  return context;
}

/** @param creation the time of a creation, where the verb goes on where one stopped */
function within(verb: keyof Timeouts, { timeouts }: CommonInputs, creation = "0s"): Context {
  return opened().within(Math.max(durationMs(timeouts?.[verb] ?? "10m"), durationMs(creation)));
}

function remembered(properties: Properties) {
  const parts = apart(properties);
  secrets.learn({ ...parts.state }, parts.recorded.__secret);
  return parts;
}

/** What a verb answers to the engine. */
function answer(properties: object, from: object, names: readonly string[]): object {
  const { __secret, __unfinished, ...rest } = withoutUndefined(properties) as Marks;
  const reason = __unfinished !== undefined && { __unfinished: secrets.clean(__unfinished) };
  return encrypted({ ...rest, ...reason, ...(__secret?.length && { __secret }) }, { ...from }, names);
}

/** The inputs with the sentence that fits them: a policy may have changed them after check. */
function withSentence(kind: AnyKind, inputs: CommonInputs): CommonInputs {
  return { ...inputs, summary: sentenceOf(kind, inputs) };
}

/** The properties that hold something; a class fills in defaults, which anybody can read. */
function namesGiven({ properties }: AnyKind, given: object): string[] {
  const rows: Readonly<Record<string, Row | undefined>> = properties;
  const isGiven = ([name, value]: [string, unknown]) => value !== undefined && value !== rows[name]?.default;
  return Object.entries(given)
    .filter(isGiven)
    .map(([name]) => name);
}

/** No secret value is in the error of a verb. */
function guarded(provider: dynamic.ResourceProvider): dynamic.ResourceProvider {
  const verbs = Object.entries(provider).map(([name, verb]) => [
    name,
    (...args: unknown[]) => secrets.guard(() => verb(...args)),
  ]);
  return Object.fromEntries(verbs);
}

function adapter(kind: AnyKind): dynamic.ResourceProvider {
  return guarded({
    configure: async (request) => configure(request),

    async check({ __provider: _, ...olds }: Properties, news: Omit<Properties, keyof Hidden> & Hidden) {
      const { __provider, __urn: urn, __secret: told = [], __ignored: ignored = [], ...given } = news;
      if (context instanceof Error) {
        // Without a property the engine names the resource alone, and prints no value. (Pulumi, deploy/step_generator.go)
        return { inputs: given, failures: [{ property: "", reason: context.message }] };
      }
      const { log, config, catalogue } = opened();
      const names = told === true ? namesGiven(kind, given) : told;
      secrets.learn(given, names);
      const checked = check(kind, config, given, { urn, olds: { ...olds }, secret: names, catalogue });
      const { failures, warnings, autoNamed } = checked;
      const inputs = withoutUndefined(checked.inputs);
      secrets.checked({ ...inputs }, names, ignored);
      Ownership.of(opened()).checked(kind.name, inputs, { urn, autoNamed, isNew: Object.keys(olds).length === 0 });
      const which = urn === undefined ? kind.titleOf?.(inputs) : `"${nameIn(urn)}"`;
      const what = which === undefined ? kind.name : `${kind.name} ${which}`;
      for (const { property, reason } of warnings) log(`warning: ${what}, property ${property}: ${reason}`);
      const shown = withoutLocalDefaults(kind, inputs, withoutUndefined(given));
      const { summary } = inputs;
      return {
        inputs: names.length > 0 && summary !== undefined ? { ...shown, summary: secret(summary) } : shown,
        // The engine prints the value of the property that a failure names (Pulumi, deploy/step_generator.go, issueCheckErrors).
        failures: failures.map(({ property, reason }) => ({
          property: names.includes(property) ? `${property} (secret)` : property,
          reason: secrets.clean(reason),
        })),
      };
    },

    async diff(id, properties: Properties, { __provider, ...news }: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        const { config, log } = opened();
        const { recorded, state: olds } = apart(withLocalDefaults(kind, properties));
        refuseElsewhere(config, kind, id, recorded);
        const inputs = withLocalDefaults(kind, news);
        const { updates, replaces, remembers } = diff(kind, config, olds, inputs);
        const [kept] = secrets.keptInClear(inputs, recorded.__secret);
        if (kept !== undefined) throw keptInClear(`${kind.name} ${id}`, kept);
        const thing = thingOf(kind, id, recorded, olds);
        const ownership = Ownership.of(opened());
        if (replaces.length > 0) ownership.replacing(thing);
        else ownership.recorded(thing, inputs, kind.titleOf?.(inputs));
        if (properties.__unfinished !== undefined && replaces.length === 0) {
          const goesOn = kind.goesOn?.(olds, inputs) ?? "goes on where an earlier deployment stopped";
          const owed = updates.length === 0 ? "" : `, with ${updates.join(", ")}`;
          log(`${kind.name} ${id}: an update ${goesOn}${owed}.`);
        }
        if (updates.length + replaces.length + remembers.length === 0) {
          return { changes: properties.__unfinished !== undefined };
        }
        // Without `changes` the engine computes the difference of the inputs itself, path by path.
        return { replaces: [...replaces], deleteBeforeReplace: kind.replacement === "delete-first" };
      });
    },

    async create({ __provider, ...written }: Properties) {
      const checked = withLocalDefaults(kind, written);
      const inputs = withSentence(kind, checked);
      const __secret = secrets.namesOf({ ...checked });
      const context = within("create", inputs).hiding(__secret);
      const marks = { ...(await marksOf(context, kind)), __secret };
      const recorded = (state: object) =>
        answer({ __provider, ...withoutLocalDefaults(kind, state, written), ...marks }, inputs, marks.__secret);
      return recording(recorded, async () => {
        const { id, state } = await kind.create(context, inputs);
        return { id, outs: recorded(state) };
      });
    },

    async update(id, properties: Properties, { __provider, ...written }: Properties) {
      const checked = withLocalDefaults(kind, written);
      const inputs = withSentence(kind, checked);
      const creation = properties.__unfinished === undefined ? undefined : inputs.timeouts?.create;
      const { recorded, state } = remembered(withLocalDefaults(kind, properties));
      const __secret = secrets.namesOf({ ...checked }, recorded.__secret);
      const context = within("update", inputs, creation).hiding(__secret);
      const { updates, remembers } = diff(kind, context.config, state, inputs);
      const isQuiet = remembers.length > 0 && updates.length === 0 && properties.__unfinished === undefined;
      const marks = { ...(isQuiet ? recorded : await marksOf(context, kind, id, recorded)), __secret };
      const answered = (outs: object) =>
        answer({ __provider, ...withoutLocalDefaults(kind, outs, written), ...marks }, inputs, __secret);
      if (isQuiet) return { outs: answered(withInputs(kind, state, inputs)) };
      if (await isInDoubt(context, kind, id, state, recorded)) throw inDoubt(`${kind.name} ${id}`, marks);
      return recording(answered, async () => ({ outs: answered(await kind.update(context, id, state, inputs)) }));
    },

    async read(id, asked: Omit<Properties, keyof Hidden> & Hidden) {
      return briefly(`${kind.name} ${id}`, async () => {
        // With the option `id` the engine passes what the class sends. (Pulumi, sdk/nodejs/runtime/resource.ts, readResource)
        const { __urn, __ignored, __secret: told, ...known } = asked;
        const properties: Properties = { ...known, __secret: told === true ? namesGiven(kind, known) : told };
        const { __provider, __unfinished } = properties;
        const { recorded, state } = remembered(withLocalDefaults(kind, properties));
        const context = within("update", state);
        Ownership.of(context).read(thingOf(kind, id, recorded, state));
        const marks = await marksOf(context, kind, id, recorded);
        // First: what is shown now, and not a moment later, is gone from the account that the keys are of.
        const isDoubtful = await isInDoubt(context, kind, id, state, recorded);
        const found = await kind.read(context, id, state);
        if (found === undefined && isDoubtful) throw inDoubt(`${kind.name} ${id}`, marks);
        if (found === undefined) return { id: "", props: {} };
        const outputs = withSummary(kind, state, found);
        const shown = withoutLocalDefaults(kind, outputs, properties);
        // Where something is secret, a property that was not there before may be.
        const added = Object.keys(outputs).filter((name) => !Object.hasOwn(state, name));
        const names = recorded.__secret?.length ? [...recorded.__secret, ...added] : [];
        const seen = isDoubtful ? recorded : marks;
        const props = answer({ ...shown, __unfinished, ...seen }, { ...state }, names);
        return { id, props, inputs: answer({ ...inputsOf(kind, shown), __provider }, { ...state }, names) };
      });
    },

    async delete(id, properties: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        const { recorded, state } = remembered(withLocalDefaults(kind, properties));
        const context = within("delete", state);
        const ownership = Ownership.of(context);
        const thing = thingOf(kind, id, recorded, state);
        const holder = ownership.holder(thing);
        if (holder !== undefined) {
          context.log(`${kind.name} ${id} is kept: ${inWords(holder)} holds it.`);
          return;
        }
        const marks = await marksOf(context, kind, id, recorded);
        const isDoubtful = !kind.forgets?.(state) && (await isInDoubt(context, kind, id, state, recorded));
        if (isDoubtful) throw inDoubt(`${kind.name} ${id}`, marks);
        await kind.delete(context, id, state);
        ownership.release(thing);
      });
    },
  });
}

/** The kind `AutomateResponseConfig`. */
export const AutomateResponseConfig = () => adapter(kinds.AutomateResponseConfig);

/** The kind `SoarStrategyTaskState`. */
export const SoarStrategyTaskState = () => adapter(kinds.SoarStrategyTaskState);

/** The kind `SoarStrategyTask`. */
export const SoarStrategyTask = () => adapter(kinds.SoarStrategyTask);

/** The kind `OperationTask`. */
export const OperationTask = () => adapter(kinds.OperationTask);

/** The kind `OnceTask`. */
export const OnceTask = () => adapter(kinds.OnceTask);

/**
 * The door that Pulumi's dynamic-provider host knocks on. Recorded state names this entry path and the kinds: state
 * written by any release must be read by every later one.
 *
 * The host evaluates the text in a resource's `__provider`, calls the function it finds there, and uses the methods of
 * the object it gets (Pulumi, sdk/nodejs/cmd/dynamic-provider/index.ts). That dialect stays in this file.
 */
import type { dynamic } from "@pulumi/pulumi";
import { readConfig } from "../api/configuration/config";
import { type Context, createContext } from "../api/context";
import { durationMs } from "../duration";
import { check } from "../lifecycle/check";
import { diff } from "../lifecycle/diff";
import type { CommonInputs, Timeouts } from "../lifecycle/kind";
import { inWords, Ownership } from "../lifecycle/ownership";
import { inputsOf, withInputs, withoutUndefined, withSummary } from "../lifecycle/state";
import { type AnyKind, kinds } from "../resources";
import { deploymentRegistry } from "./deployment";
import { engineSignal } from "./engine";
import { briefly, recording } from "./host-errors";
import { apart, type Marks, marksOf, refuseElsewhere, thingOf } from "./marks";

type Properties = CommonInputs & Marks & { readonly __provider?: string };

/** What a class sends besides: where the resource stands, which is neither stored nor shown. */
interface Hidden {
  readonly __urn?: string;
}

/** One process of the host serves one provider: all of its resources share the context. */
let context: Context | Error | undefined;

function configure(request: dynamic.ConfigureRequest): void {
  if (context) return;
  try {
    const engine = process.argv.at(-1) ?? "";
    const config = readConfig((key) => request.config.get(key));
    context = createContext({ config, log: (line) => console.log(line), signal: engineSignal(engine) });
    Ownership.join(context, deploymentRegistry(engine, context.log));
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

function adapter(kind: AnyKind): dynamic.ResourceProvider {
  return {
    configure: async (request) => configure(request),

    async check({ __provider: _, ...olds }: Properties, news: Properties & Hidden) {
      const { __provider, __urn: urn, ...given } = news;
      if (context instanceof Error) {
        return { inputs: given, failures: [{ property: "provider", reason: context.message }] };
      }
      const { log, config } = opened();
      const checked = check(kind, config, given, { urn, olds: { ...olds } });
      const { failures, warnings, autoNamed } = checked;
      const inputs = withoutUndefined(checked.inputs);
      Ownership.of(opened()).checked(kind.name, inputs, { urn, autoNamed, isNew: Object.keys(olds).length === 0 });
      for (const { property, reason } of warnings) log(`warning: ${kind.name} property ${property}: ${reason}`);
      return { inputs, failures: [...failures] };
    },

    async diff(id, properties: Properties, news: Properties) {
      const { config, log } = opened();
      const { recorded, state: olds } = apart(properties);
      refuseElsewhere(config, kind, id, recorded);
      const { updates, replaces, remembers } = diff(kind, config, olds, news);
      const { __provider, ...inputs } = news;
      const thing = thingOf(kind, id, recorded, olds);
      const ownership = Ownership.of(opened());
      if (replaces.length > 0) ownership.replacing(thing);
      else ownership.recorded(thing, inputs, kind.titleOf?.(inputs));
      if (properties.__unfinished !== undefined && replaces.length === 0) {
        const owed = updates.length === 0 ? "" : `, with ${updates.join(", ")}`;
        log(`${kind.name} ${id}: an update goes on where an earlier deployment stopped${owed}.`);
      }
      if (updates.length + replaces.length + remembers.length === 0) {
        return { changes: properties.__unfinished !== undefined };
      }
      // Without `changes` the engine computes the difference of the inputs itself, path by path.
      return { replaces: [...replaces], deleteBeforeReplace: kind.replacement === "delete-first" };
    },

    async create({ __provider, ...inputs }: Properties) {
      const context = within("create", inputs);
      const marks = await marksOf(context, kind);
      return recording({ __provider, ...marks }, async () => {
        const { id, state } = await kind.create(context, inputs);
        return { id, outs: withoutUndefined({ ...state, ...marks }) };
      });
    },

    async update(id, properties: Properties, { __provider, ...inputs }: Properties) {
      const creation = properties.__unfinished === undefined ? undefined : inputs.timeouts?.create;
      const context = within("update", inputs, creation);
      const { recorded, state } = apart(properties);
      const { updates, remembers } = diff(kind, context.config, state, inputs);
      if (remembers.length > 0 && updates.length === 0 && properties.__unfinished === undefined) {
        return { outs: withoutUndefined({ ...withInputs(kind, state, inputs), ...recorded }) };
      }
      const marks = await marksOf(context, kind, id, recorded);
      return recording({ __provider, ...marks }, async () => {
        const outs = await kind.update(context, id, state, inputs);
        return { outs: withoutUndefined({ ...outs, ...marks }) };
      });
    },

    async read(id, properties: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        const { __provider, __unfinished } = properties;
        const { recorded, state } = apart(properties);
        const context = within("update", state);
        const marks = await marksOf(context, kind, id, recorded);
        const found = await kind.read(context, id, state);
        if (found === undefined) return { id: "", props: {} };
        const outputs = withoutUndefined(withSummary(kind, state, found));
        const props = withoutUndefined({ ...outputs, __unfinished, ...marks });
        return { id, props, inputs: { ...inputsOf(kind, outputs), __provider } };
      });
    },

    async delete(id, properties: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        const { recorded, state } = apart(properties);
        const context = within("delete", state);
        const ownership = Ownership.of(context);
        const thing = thingOf(kind, id, recorded, state);
        const holder = ownership.holder(thing);
        if (holder !== undefined) {
          context.log(`${kind.name} ${id} is kept: ${inWords(holder)} holds it.`);
          return;
        }
        await marksOf(context, kind, id, recorded);
        await kind.delete(context, id, state);
        ownership.release(thing);
      });
    },
  };
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

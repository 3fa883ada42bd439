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
import { Ownership } from "../lifecycle/ownership";
import { inputsOf, withInputs, withoutUndefined, withSummary } from "../lifecycle/state";
import { type AnyKind, kinds } from "../resources";
import { engineSignal } from "./engine";
import { briefly, recording } from "./errors";
import { locationOf } from "./location";

/** What is recorded beside a state. */
interface Marks {
  /** After a partial failure: why a later update has to go on where this one stopped. */
  readonly __unfinished?: string;
  /** Where a resource is, for a kind whose operations take no region. */
  readonly __place?: string;
}

type Properties = CommonInputs & Marks & { readonly __provider?: string };

/** One process of the host serves one provider: all of its resources share the context. */
let context: Context | Error | undefined;

function configure(request: dynamic.ConfigureRequest): void {
  if (context) return;
  try {
    context = createContext({
      config: readConfig((key) => request.config.get(key)),
      log: (line) => console.log(line),
      signal: engineSignal(process.argv.at(-1) ?? ""),
    });
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

    async check(_olds: Properties, news: Properties) {
      const { __provider, ...given } = news;
      if (context instanceof Error) {
        return { inputs: given, failures: [{ property: "provider", reason: context.message }] };
      }
      const { log, config } = opened();
      const { inputs, failures, warnings } = check(kind, config, given);
      for (const { property, reason } of warnings) log(`warning: ${kind.name} property ${property}: ${reason}`);
      return { inputs: withoutUndefined(inputs), failures: [...failures] };
    },

    async diff(id, { __unfinished, __place, ...olds }: Properties, news: Properties) {
      locationOf(kind, opened().config, id, __place);
      Ownership.of(opened()).hold(kind.name, id);
      const { updates, replaces, remembers } = diff(kind, opened().config, olds, news);
      if (updates.length + replaces.length + remembers.length === 0) return { changes: __unfinished !== undefined };
      // Without `changes` the engine computes the difference of the inputs itself, path by path.
      return { replaces: [...replaces], deleteBeforeReplace: kind.replacement === "delete-first" };
    },

    async create({ __provider, ...inputs }: Properties) {
      const location = locationOf(kind, opened().config);
      return recording({ __provider, ...location }, async () => {
        const { id, state } = await kind.create(within("create", inputs), inputs);
        return { id, outs: withoutUndefined({ ...state, ...location }) };
      });
    },

    async update(
      id,
      { __provider: _, __unfinished, __place, ...state }: Properties,
      { __provider, ...inputs }: Properties,
    ) {
      const location = locationOf(kind, opened().config, id, __place);
      const { updates, remembers } = diff(kind, opened().config, state, inputs);
      if (remembers.length > 0 && updates.length === 0 && __unfinished === undefined) {
        return { outs: withoutUndefined({ ...withInputs(kind, state, inputs), ...location }) };
      }
      return recording({ __provider, ...location }, async () => {
        const creation = __unfinished === undefined ? undefined : inputs.timeouts?.create;
        const outs = await kind.update(within("update", inputs, creation), id, state, inputs);
        return { outs: withoutUndefined({ ...outs, ...location }) };
      });
    },

    async read(id, { __provider, __unfinished, __place, ...state }: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        const location = locationOf(kind, opened().config, id, __place);
        const found = await kind.read(within("update", state), id, state);
        if (found === undefined) return { id: "", props: {} };
        const outputs = withoutUndefined(withSummary(kind, state, found));
        const props = withoutUndefined({ ...outputs, __unfinished, ...location });
        return { id, props, inputs: { ...inputsOf(kind, outputs), __provider } };
      });
    },

    async delete(id, { __provider: _, __unfinished, __place, ...state }: Properties) {
      return briefly(`${kind.name} ${id}`, async () => {
        locationOf(kind, opened().config, id, __place);
        const ownership = Ownership.of(opened());
        if (ownership.created(kind.name, id)) {
          opened().log(`${kind.name} ${id} is kept: another resource of this deployment has taken it over.`);
          return;
        }
        await kind.delete(within("delete", state), id, state);
        ownership.release(kind.name, id);
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

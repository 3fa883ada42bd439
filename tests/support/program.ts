import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import type { Seed } from "../../provider/emulator";
import type { CommonInputs, Kind } from "../../provider/lifecycle/kind";
import { type KindName, kinds } from "../../provider/resources";
import * as soar from "../../sdk";
import * as testing from "../../sdk/testing";
import { Deployment } from "./deployment";
import { configFor, contextFor, localEmulator } from "./emulated";
import { SimulatedClock } from "./simulated-clock";

/** What a program can import. */
const MODULES: Readonly<Record<string, unknown>> = {
  "@pulumi/pulumi": pulumi,
  "pulumi-alicloud-soar": soar,
  "pulumi-alicloud-soar/testing": testing,
};

const PREFIX = "pulumi-nodejs:dynamic/alicloud-soar:";

/**
 * Runs a program in this process against an emulator of its own: each resource is checked and created by the provider, and functions ask
 * the emulator. Only the engine is not there, so nothing is compared, and every resource is new.
 * @param state what the cloud has before
 * @param settings of the program itself, by key, as `new pulumi.Config()` has them
 * @returns the names of the resources, in the order of their creation
 * @throws what the program or the creation of a resource throws
 */
export async function runProgram(
  text: string,
  state: Seed,
  settings: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const clock = new SimulatedClock();
  const emulator = await localEmulator({ clock, state });
  const created: string[] = [];
  const failures: unknown[] = [];
  const { context, lines } = contextFor(emulator, { clock });
  const create = async (
    type: string,
    name: string,
    { __provider, __secret, __ignored, ...inputs }: Record<string, unknown>,
  ) => {
    const kind = kinds[type.slice(PREFIX.length) as KindName] as unknown as Kind<CommonInputs, CommonInputs>;
    const { id, state } = await new Deployment(context, lines, kind).create(inputs);
    created.push(name);
    return { id, state };
  };
  await pulumi.runtime.setMocks({
    newResource: async ({ type, name, inputs }) => {
      if (!type.startsWith(PREFIX)) return { id: name, state: inputs };
      return create(type, name, inputs).catch((error: unknown) => {
        failures.push(error);
        return { id: name, state: inputs };
      });
    },
    call: () => ({}),
  });
  // Under mocks, functions ask the mock. (sdk/functions/function.ts, isMocked)
  const monitor = pulumi.runtime.getMonitor() as object;
  const unmocked = new Proxy(monitor, { has: (target, key) => key !== "mocks" && key in target });
  pulumi.runtime.setMockOptions(unmocked, "rules", "prod", false);
  const { url } = emulator;
  const configured = Object.entries(configFor(url)).map(([key, value]) => [`alicloud-soar:${key}`, String(value)]);
  const own = Object.entries(settings).map(([key, value]) => [`rules:${key}`, value]);
  pulumi.runtime.setAllConfig(Object.fromEntries([...configured, ...own]));
  await bodyOf(text)(requireOf, {});
  await pulumi.runtime.disconnect();
  if (failures.length > 0) throw failures[0];
  return created;
}

function requireOf(name: string): unknown {
  if (!Object.hasOwn(MODULES, name)) throw new Error(`A program cannot import "${name}" here.`);
  return MODULES[name];
}

/** The program as a function that may await. */
function bodyOf(text: string): (require: (name: string) => unknown, exports: object) => Promise<void> {
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
  return new AsyncFunction("require", "exports", outputText);
}

import { hasOutput } from "./given";
import * as pulumi from "./pulumi";

/** What of Pulumi's internals tells that transforms are registered. (sdk/nodejs/runtime/state.ts, Store) */
interface Store {
  readonly callbacks?: object;
}

/** What the constructor of a resource of Pulumi gathers. (sdk/nodejs/resource.ts, Resource) */
interface Transformed {
  readonly __transformations?: readonly unknown[];
}

/**
 * The arguments that are secret, or true where any may be, also one that is not given yet. The plugin host hands out plain values,
 * so the class has to tell. Not an Output: nothing depends on it.
 * @param mayChange whether something may make a secret of arguments later
 */
export function secretsIn(
  args: object | undefined,
  mayChange: boolean,
): true | Promise<string[] | undefined> | undefined {
  if (mayChange && new pulumi.Config("alicloud-soar").get("summary") !== "clear") return true;
  const open = Object.entries(args ?? {}).filter(([, value]) => hasOutput(value));
  if (open.length === 0) return undefined;
  const asked = open.map(async ([name, value]) => ((await isSecret(value)) ? [name] : []));
  return Promise.all(asked).then((names) => (names.flat().length === 0 ? undefined : names.flat()));
}

/** The arguments of which changes are ignored: what the engine keeps instead may be secret. */
export function ignoredIn({ ignoreChanges = [] }: pulumi.CustomResourceOptions = {}): string[] {
  return ignoreChanges.flatMap((path) => /^\[?"?([^.["\]]+)/.exec(path)?.[1] ?? []);
}

/** Whether something may make a secret of arguments after the constructor got them. */
export function isTransformed(opts: pulumi.CustomResourceOptions = {}): boolean {
  const { transformations = [], transforms = [], parent = pulumi.getStackResource() } = opts;
  const inherited = (parent as Transformed | undefined)?.__transformations ?? [];
  return transformations.length + transforms.length + inherited.length > 0 || getStore()?.callbacks !== undefined;
}

const getStore: () => Store | undefined = (() => {
  try {
    return require("@pulumi/pulumi/runtime/state").getStore;
  } catch {
    return () => undefined;
  }
})();

/** An argument that fails is told by the one who sends it. */
async function isSecret(value: unknown): Promise<boolean> {
  try {
    return await pulumi.isSecret(pulumi.output(value));
  } catch {
    return false;
  }
}

/** What a stack declares: the one program reads it, so that nothing but data differs from scenario to scenario. */
export interface Program {
  /** Explicit providers by name. */
  readonly providers?: Readonly<Record<string, DeclaredProvider>>;
  readonly components?: readonly string[];
  /** Resources by name. */
  readonly resources: Readonly<Record<string, Declared>>;
}

/** An explicit provider of a program. */
export interface DeclaredProvider {
  /** The cloud that it calls, with the account of that cloud. */
  readonly cloud: 0 | 1;
  /** Whether its `accountId` is given. */
  readonly guarded?: boolean;
}

/** A resource of a program. */
export interface Declared {
  /** The class. */
  readonly kind: string;
  readonly args: object;
  /** Name of an explicit provider. */
  readonly provider?: string;
  /** Name of a component. */
  readonly parent?: string;
  /** As Pulumi's `aliases`; `parent` is the name of a component, `atTop` says that there was none. */
  readonly aliases?: readonly { readonly name?: string; readonly parent?: string; readonly atTop?: boolean }[];
  /** More of Pulumi's resource options. */
  readonly options?: object;
}

/** The accounts of the two clouds. */
export const ACCOUNTS = ["1130916744880001", "1130916744880002"];

/** What a provider is configured with, the clouds being at `urls`. */
function configurationOf({ cloud, guarded }: DeclaredProvider, urls: readonly string[]): object {
  return {
    region: "cn-hangzhou",
    sasEndpoint: urls[cloud],
    cloudSiemEndpoint: urls[cloud],
    maxCallsPerSecond: 1_000,
    ...(guarded && { accountId: ACCOUNTS[cloud] }),
  };
}

/** The same in the spelling of a stack's configuration. */
export function stackConfiguration(provider: DeclaredProvider, urls: readonly string[]): Record<string, string> {
  const pairs = Object.entries(configurationOf(provider, urls));
  return Object.fromEntries(pairs.map(([key, value]) => [`alicloud-soar:${key}`, String(value)]));
}

/** The text of `index.js`; `program.json` beside it holds what is declared. */
export const text = [
  'const pulumi = require("@pulumi/pulumi");',
  'const soar = require("pulumi-alicloud-soar");',
  'const { providers, components, resources } = require("./program.json");',
  "const made = {};",
  "for (const [name, args] of Object.entries(providers)) made[name] = new soar.Provider(name, args);",
  "const parents = {};",
  'for (const name of components) parents[name] = new pulumi.ComponentResource("acme:Group", name);',
  "const aliasOf = ({ parent, atTop, ...alias }) => {",
  "  if (atTop) return { ...alias, parent: pulumi.rootStackResource };",
  "  return parent ? { ...alias, parent: parents[parent] } : alias;",
  "};",
  "for (const [name, { kind, args, provider, parent, aliases, options }] of Object.entries(resources))",
  "  new soar[kind](name, args, {",
  "    ...options, provider: made[provider], parent: parents[parent], aliases: aliases?.map(aliasOf),",
  "  });",
].join("\n");

/** What `program.json` holds, the clouds being at `urls`. */
export function written({ providers = {}, components = [], resources }: Program, urls: readonly string[]): string {
  const configured = Object.entries(providers).map(([name, provider]) => [name, configurationOf(provider, urls)]);
  return JSON.stringify({ providers: Object.fromEntries(configured), components, resources });
}

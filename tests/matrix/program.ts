/** What a stack declares: the one program reads it, so that nothing but data differs from scenario to scenario. */
export interface Program {
  /** Explicit providers: name -> the cloud that it calls, 0 or 1, with the account of that cloud. */
  readonly providers?: Readonly<Record<string, { readonly cloud: 0 | 1 }>>;
  readonly components?: readonly string[];
  /** Resources by name. */
  readonly resources: Readonly<Record<string, Declared>>;
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
  /** As Pulumi's `aliases`; `parent` is the name of a component. */
  readonly aliases?: readonly { readonly name?: string; readonly parent?: string; readonly noParent?: boolean }[];
  /** More of Pulumi's resource options. */
  readonly options?: object;
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
  "const aliasOf = ({ parent, ...alias }) => (parent ? { ...alias, parent: parents[parent] } : alias);",
  "for (const [name, { kind, args, provider, parent, aliases, options }] of Object.entries(resources))",
  "  new soar[kind](name, args, {",
  "    ...options, provider: made[provider], parent: parents[parent], aliases: aliases?.map(aliasOf),",
  "  });",
].join("\n");

/** What `program.json` holds, the clouds being at `urls`. */
export function written({ providers = {}, components = [], resources }: Program, urls: readonly string[]): string {
  const configured = Object.entries(providers).map(([name, { cloud }]) => {
    const [sasEndpoint, cloudSiemEndpoint] = [urls[cloud], urls[cloud]];
    return [name, { region: "cn-hangzhou", sasEndpoint, cloudSiemEndpoint, maxCallsPerSecond: 1_000 }];
  });
  return JSON.stringify({ providers: Object.fromEntries(configured), components, resources });
}

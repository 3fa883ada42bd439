import type { Declared, DeclaredProvider, Program } from "./program.ts";

type Properties = Readonly<Record<string, unknown>>;

/** A resource in the state of a stack. */
export interface Resource {
  readonly urn: string;
  readonly kind: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Its explicit provider, as it was declared. */
  readonly provider?: DeclaredProvider & { readonly name: string };
  /** Replaced, but not deleted yet. */
  readonly delete?: boolean;
  /** Deleted, and not created anew yet. */
  readonly pendingReplacement?: boolean;
  /** A later step of its creation or update failed. */
  readonly initErrors?: readonly string[];
}

/** A program's resource where it stands. */
export interface Goal extends Omit<Declared, "provider"> {
  readonly urn: string;
  readonly provider: Resource["provider"];
}

const GROUP = "acme:Group$";

/** What a program declares in a stack of this name. */
export function goalsOf({ resources, providers = {} }: Program, stack: string): readonly Goal[] {
  return Object.entries(resources).map(([name, { provider = "", ...declared }]) => ({
    ...declared,
    urn: urnOf(stack, declared.kind, name, declared.parent),
    provider: providers[provider] && { name: provider, ...providers[provider] },
  }));
}

/** Where a resource may stand in the state: where it is declared, then by its aliases. */
export function urnsOf({ urn, aliases = [], parent, kind }: Goal, stack: string): readonly string[] {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  const former = aliases.map((alias) =>
    urnOf(stack, kind, alias.name ?? name, alias.atTop ? undefined : (alias.parent ?? parent)),
  );
  return [urn, ...former];
}

function urnOf(stack: string, kind: string, name: string, parent: string | undefined): string {
  const type = `${parent === undefined ? "" : GROUP}pulumi-nodejs:dynamic/alicloud-soar:${kind}`;
  return `urn:pulumi:${stack}::rules::${type}::${name}`;
}

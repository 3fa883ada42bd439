import * as pulumi from "./pulumi";

const parents = new WeakMap<pulumi.Resource, Promise<string>>();

/**
 * The organization and the URN of a resource that is being constructed, as its check gets them: the engine tells a provider
 * neither. Not an Output: that of a parent's URN would make siblings wait for each other.
 */
export function urnOf(
  type: string,
  name: string,
  opts: pulumi.CustomResourceOptions | undefined,
): string | Promise<string> {
  const own = `${type}::${name}`;
  const place = `${organization()}/urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::`;
  const parent = opts?.parent;
  // Pulumi's own constructor complains of what is no resource.
  if (!pulumi.Resource.isInstance(parent) || isStack(parent)) return `${place}${own}`;
  const known = parents.get(parent) ?? new Promise<string>((resolve) => void parent.urn.apply(resolve));
  parents.set(parent, known);
  return known.then((urn) => `${place}${typesIn(urn)}$${own}`);
}

/** Under mocks there may be none. */
function organization(): string {
  try {
    return pulumi.getOrganization();
  } catch {
    return "organization";
  }
}

/** Resources at the top and children of the stack resource have the same URN. (Pulumi, resource/urn, New) */
function isStack(parent: pulumi.Resource): boolean {
  return (parent as { readonly __pulumiType?: string }).__pulumiType === "pulumi:pulumi:Stack";
}

/** The types of a resource and of its parents in its URN: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
function typesIn(urn: string): string {
  return urn.split("::")[2] ?? "";
}

import * as pulumi from "./pulumi";

interface AutoNaming {
  readonly mode?: string;
  readonly pattern?: string;
}

let warned = false;

/**
 * The arguments with the name that `pulumi:autonaming` asks for: the resource's own with `verbatim`, and none by default, so
 * that the provider makes one.
 * @throws when the program gives no name and the configuration disables made ones
 */
export function named<Args extends object>(name: string, property: keyof Args & string, args: Args): Args {
  // A program in JavaScript may give no arguments, which check refuses by the names of what is missing, or null for a name.
  if (((args as Args | undefined)?.[property] ?? undefined) !== undefined) return args;
  const { mode, pattern } = new pulumi.Config("pulumi").getObject<AutoNaming>("autonaming") ?? {};
  if (mode === "verbatim") return { ...args, [property]: name };
  if (mode === "disabled") {
    throw new pulumi.RunError(`"${name}": ${property} must be given, because pulumi:autonaming is disabled.`);
  }
  if (pattern !== undefined && !warned) {
    warned = true;
    pulumi.log.warn("pulumi:autonaming: a pattern has no effect on alicloud-soar; names end in seven hex digits.");
  }
  return args;
}

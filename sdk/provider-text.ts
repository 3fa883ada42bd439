import type { KindName } from "../provider/resources";

/**
 * The `__provider` input: a constant program text that the plugin host evaluates and whose `handler` it calls. It is part
 * of recorded state, the same in every release.
 */
export function providerText(kind: KindName): string {
  return `exports.handler=require("pulumi-alicloud-soar/v1").${kind}`;
}

/** The type of a kind's resources. */
export function resourceType(kind: KindName): string {
  return `pulumi-nodejs:dynamic/alicloud-soar:${kind}`;
}

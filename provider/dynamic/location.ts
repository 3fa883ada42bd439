import type { Config } from "../api/configuration/config";
import type { AnyKind } from "../resources";

/**
 * The mark of where a resource is, for a kind that is in one place: the recorded one, or for a new resource the configured one.
 * @throws where the configuration no longer points to the recorded place: there, the resource would be taken for gone
 */
export function locationOf(
  kind: AnyKind,
  config: Config,
  id?: string,
  recorded?: string,
): { readonly __place?: string } {
  const configured = kind.location?.(config);
  if (recorded === undefined || configured === undefined || recorded === configured) {
    return { __place: recorded ?? configured };
  }
  throw new Error(
    `${kind.name} ${id} is in ${recorded}, but the provider is configured for ${configured}. ` +
      "Set alicloud-soar:region back, or give the resource an explicit Provider for its region.",
  );
}

/**
 * The name of the resource in a URN, `urn:pulumi:<stack>::<project>::<types>::<name>`; it may hold colons, too.
 * (Pulumi, sdk/go/common/resource/urn, `Name`)
 */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** What the API calls `TaskId` is `taskId` here. Not part of a published type: TypeScript 3.8 does not know such names. */
export type CamelCase<Reply> = { [Name in keyof Reply as Uncapitalize<Name & string>]: Reply[Name] };

/** A record of a reply, its fields as programs name them. */
export function camelCase<Reply extends object>(reply: Reply): CamelCase<Reply> {
  const fields = Object.entries(reply).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]);
  return Object.fromEntries(fields);
}

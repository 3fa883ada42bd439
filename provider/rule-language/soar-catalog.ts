/**
 * What the account has, as far as the types are to know it: empty, so that any name will do, until the file
 * `soar-catalog.d.ts`, which `alicloud-soar catalog` writes, adds to it by declaration merging.
 * - `fields`: field -> `{ operators, values }`, both unions of texts
 * - `playbooks`: UUID -> name
 */
// biome-ignore lint/suspicious/noEmptyInterface: what a program's declaration file merges into
export interface SoarCatalog {}

/** The playbooks that may be named: UUID -> name. */
type Playbooks = SoarCatalog extends { playbooks: infer Listed } ? Listed : { [uuid: string]: string };

/** UUID of a playbook: any text; with `soar-catalog.d.ts`, one of the account's. */
export type PlaybookUuid = Extract<keyof Playbooks, string>;

/** Name of a playbook: any text; with `soar-catalog.d.ts`, one of the account's. */
export type PlaybookName = Playbooks[keyof Playbooks];

/** Anything; with `soar-catalog.d.ts`, a name that it knows. */
export type IfListed<Name> = SoarCatalog extends { playbooks: unknown } ? Name : unknown;

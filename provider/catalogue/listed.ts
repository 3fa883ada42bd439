import type { ListedField, ListedPlaybook } from "../rule-language/names";
import { CATALOGUE_FILE, type Catalogue, type CatalogueView } from "./catalogue";

/** How old a catalogue may be before what it lacks is only doubtful, milliseconds. */
const FRESH_MS = 30 * 24 * 60 * 60 * 1000;

/** A view of which the account may be not known: then it is any of the file. */
export type SoughtView = Partial<CatalogueView> & Pick<CatalogueView, "regionId">;

/** What a catalogue lists for a view. */
export interface Listed {
  /** The fields by what rules watch; a type whose fields are not told is absent. */
  readonly fields: { readonly [autoResponseType: string]: readonly ListedField[] | undefined };
  /** Absent where they are not told. */
  readonly playbooks?: readonly ListedPlaybook[];
  /** Day on which it was read, the oldest of several. */
  readonly asOf: string;
  /** Whether it is so old that what it lacks may be there by now. */
  readonly isStale: boolean;
  /** What a sentence calls it. */
  readonly source: string;
}

/**
 * What a catalogue lists for a view; what several accounts may be meant list, all of them together. Undefined where it has
 * nothing of the view.
 * @param now milliseconds since 1970
 */
export function listedFor({ accounts }: Catalogue, view: SoughtView, now: number): Listed | undefined {
  const { accountId, regionId, roleType = 0, roleFor } = view;
  const meant = accounts.filter(
    (one) =>
      (accountId === undefined || one.accountId === accountId) &&
      one.regionId === regionId &&
      (one.roleType ?? 0) === roleType &&
      one.roleFor === roleFor,
  );
  const [asOf] = meant.map((one) => one.asOf).sort();
  if (asOf === undefined) return undefined;
  const types = [...new Set(meant.flatMap(({ fields }) => Object.keys(fields)))];
  const playbooks = together(meant.map((one) => one.playbooks));
  return {
    fields: Object.fromEntries(
      types.map((type) => [type, merged(together(meant.map(({ fields }) => fields[type] ?? [])))]),
    ),
    ...(playbooks && { playbooks }),
    asOf,
    isStale: now - Date.parse(asOf) > FRESH_MS,
    source: `${CATALOGUE_FILE} of ${asOf}`,
  };
}

/** All items of several lists; undefined where one of them says nothing. */
function together<Item>(lists: readonly (readonly Item[])[]): readonly Item[] | undefined {
  return lists.some((list) => list.length === 0) ? undefined : lists.flat();
}

/** Each field once; one that takes any value somewhere takes any. */
export function merged<Field extends ListedField>(fields: readonly Field[] | undefined): Field[] | undefined {
  const byName = fields && Map.groupBy(fields, ({ field }) => field);
  return (
    byName &&
    [...byName.values()].map((same) => ({
      ...(same[0] as Field),
      operators: [...new Set(same.flatMap(({ operators }) => operators))],
      values: [...new Set(together(same.map(({ values }) => values)) ?? [])],
    }))
  );
}

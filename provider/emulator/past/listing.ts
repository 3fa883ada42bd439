import type { State } from "../state";
import { countBefore, type PastKind } from "./past";

/** A list of which the most part is made up at each look. */
interface Source<Entry> {
  readonly kind: PastKind;
  /** The entries that were put in, in any order. */
  readonly held: readonly Entry[];
  /** Makes one up: the one with this index, from 0 for the oldest. */
  madeUp(index: number): Entry;
  /** Milliseconds since 1970 by which it is listed. */
  timeOf(entry: Entry): number;
}

/** Which entries are wanted. */
interface Query<Entry> {
  /** Earliest and latest time, milliseconds since 1970, digits. */
  readonly from?: string;
  readonly until?: string;
  readonly page: number;
  readonly size: number;
  /** Default: as the setting `listOrder` says. */
  readonly isNewestFirst?: boolean;
  /** What else has to hold; undefined where nothing has, which spares a look at every entry. */
  readonly matches?: (entry: Entry) => boolean;
}

/** One page, in the order of the setting `listOrder`, and how many there are on all. */
export function pageOfPast<Entry>({ past, settings }: State, source: Source<Entry>, query: Query<Entry>) {
  const [from, until] = [Number(query.from ?? 0), Number(query.until ?? Number.MAX_SAFE_INTEGER)];
  const held = source.held
    .map((entry) => ({ entry, time: source.timeOf(entry) }))
    .filter(({ time }) => time >= from && time <= until)
    .sort((a, b) => a.time - b.time);
  const first = countBefore(past, source.kind, from);
  const last = countBefore(past, source.kind, until + 1);
  const heldAt = new Map<number, Entry>();
  for (const [index, { entry, time }] of held.entries()) {
    const older = Math.max(0, countBefore(past, source.kind, time) - first);
    heldAt.set(older + index, entry);
  }
  const positions = [...heldAt.keys()];
  const all = Math.max(0, last - first) + held.length;
  const entryAt = (position: number) =>
    heldAt.get(position) ?? source.madeUp(first + position - countBelow(positions, position));
  const { isNewestFirst = settings.listOrder === "newest-first" } = query;
  const inOrder = (position: number) => entryAt(isNewestFirst ? all - 1 - position : position);
  const start = (query.page - 1) * query.size;
  const { matches } = query;
  const shown: Entry[] = [];
  if (matches === undefined) {
    for (let position = start; position < Math.min(all, start + query.size); position++) shown.push(inOrder(position));
    return { shown, total: all };
  }
  let total = 0;
  for (let position = 0; position < all; position++) {
    const entry = inOrder(position);
    if (!matches(entry)) continue;
    if (total >= start && shown.length < query.size) shown.push(entry);
    total += 1;
  }
  return { shown, total };
}

/** How many of ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

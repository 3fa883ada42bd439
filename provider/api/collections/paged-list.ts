import { type CallContext, LONGEST_MS } from "../calls/call-context";
import { TransportError } from "../calls/errors";
import { growingPauses } from "../calls/growing-pauses";
import { untilDeadline } from "./until-deadline";

/** How to read a list that comes in pages. */
export interface PagedSource<Item> {
  /** What is listed, as errors name it: `rules`. */
  readonly title: string;
  /** Reads one page, from 1. */
  fetchPage(context: CallContext, page: number, size: number): Promise<Page<Item>>;
  /** The same for the same item, different for any other. */
  idOf(item: Item): string;
  /** Whether the items found so far will do, so that no more pages are read. Default: never. */
  enough?(found: ReadonlyMap<string, Item>): boolean;
}

/** One page, and how many items there are on all. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly totalCount: number;
}

/** Items a page, as many as the list operations give at most. */
export const PAGE_SIZE = 100;
const FRESH_MS = 30_000;
/** How often a list is read when items vanish from it meanwhile, or when it does not show as many as it says there are. */
const READINGS = 3;
/** Between two readings, where the first one did not show all: a list may lag behind its total. */
const PAUSES = { first: 1_000, longest: 2_000, factor: 2 };

/** A list of the cloud that many share: one reading of its pages serves all who ask meanwhile or soon after. */
export class PagedList<Item> {
  #latest: { readonly startedAt: number; readonly items: Promise<readonly Item[]> } | undefined;
  /** What the latest reading gave, once it has ended. */
  #read: readonly Item[] | undefined;

  /** @param unlimited a context without a deadline: a reading goes on when the verb that began it has ended */
  constructor(
    private readonly unlimited: CallContext,
    private readonly source: PagedSource<Item>,
  ) {}

  /**
   * Every item once, from a reading that started at `notBefore` (time of the clock, default 30 seconds ago) or later.
   * @throws at the deadline of the context; or what the reading throws, and the next one who asks starts anew
   */
  items(context: CallContext, notBefore = context.clock.now() - FRESH_MS): Promise<readonly Item[]> {
    return untilDeadline(context, this.#reading(notBefore), (seconds) => {
      const what = `The list of ${this.source.title} was not read`;
      return new Error(`${what} within ${seconds} s. ${context.guidance.moreTime}`);
    });
  }

  /**
   * Every item once, from a reading that started after the one that gave `before`; all who ask share it.
   * @throws as `items`
   */
  itemsAfter(context: CallContext, before: readonly Item[]): Promise<readonly Item[]> {
    if (this.#read === before) this.invalidate();
    return this.items(context, Number.NEGATIVE_INFINITY);
  }

  /** Makes the next one who asks start a new reading: to be called after every write of ours. */
  invalidate(): void {
    this.#latest = undefined;
  }

  #reading(notBefore: number): Promise<readonly Item[]> {
    const now = this.unlimited.clock.now();
    const { startedAt = Number.NEGATIVE_INFINITY, items: latest } = this.#latest ?? {};
    // The clock of a machine can be set back: a reading from the time to come is of unknown age.
    if (latest !== undefined && startedAt >= notBefore && startedAt <= now) return latest;
    const items = readPages(this.unlimited, this.source);
    const reading = { startedAt: now, items };
    this.#latest = reading;
    this.#read = undefined;
    const isLatest = () => this.#latest === reading;
    items.then(
      (read) => {
        if (isLatest()) this.#read = read;
      },
      () => {
        if (isLatest()) this.#latest = undefined;
      },
    );
    return items;
  }
}

/**
 * Every item once, as the list is now; takes 10 minutes at most, however many pages there are.
 * @throws TransportError when the list does not show as many items as it says there are: what is absent may be there
 */
export async function readPages<Item>(context: CallContext, source: PagedSource<Item>): Promise<readonly Item[]> {
  const bounded = context.within(LONGEST_MS);
  const pause = growingPauses(PAUSES);
  for (let reading = 1; ; reading++) {
    const { items, moved, gap } = await readOnce(bounded, source);
    if (gap === undefined && (!moved || reading === READINGS)) return items;
    if (gap === undefined) continue;
    if (reading === READINGS) throw incomplete(source.title, gap);
    await bounded.clock.sleep(pause.next().value, bounded.signal);
  }
}

/**
 * Pages are positions: page 2 starts at item 101. When item 5 is deleted before page 2 is read, item 101 is on page 1
 * already and was missed; `moved` says so. When one is added at the front, item 100 is seen twice. Where more are seen twice than
 * were added, the order has changed meanwhile, as where nothing but equal times decides it: others were missed, and `moved` says so,
 * too. A page that shows nothing new is no end while items are still to come: `gap` says where.
 */
async function readOnce<Item>(context: CallContext, { fetchPage, idOf, enough }: PagedSource<Item>) {
  const found = new Map<string, Item>();
  let size = PAGE_SIZE;
  let positions = 0;
  let shrank = false;
  let added = 0;
  let total = 0;
  for (let page = 1; ; page++) {
    const before = found.size;
    const { items, totalCount } = await fetchPage(context, page, size);
    for (const item of items) found.set(idOf(item), item);
    positions += items.length;
    shrank ||= totalCount < total;
    if (page > 1) added += Math.max(0, totalCount - total);
    total = totalCount;
    const moved = shrank || (page > 1 && found.size + added < total);
    const read = (gap?: string) => ({ items: [...found.values()], moved, gap });
    if (enough?.(found)) return { ...read(), moved: false };
    if (positions >= total) return read();
    if (found.size === before)
      return read(`page ${page} shows none of the ${total - found.size} of ${total} still to come`);
    // A service may give fewer items a page than it is asked for; where the next one begins depends on what is asked.
    if (page === 1) size = Math.min(size, items.length);
  }
}

/** The first page of a list as it is now, and whether there is no other. */
export async function firstPage<Item>(context: CallContext, { fetchPage }: PagedSource<Item>) {
  const { items, totalCount } = await fetchPage(context, 1, PAGE_SIZE);
  return { items, isAll: items.length >= totalCount };
}

function incomplete(title: string, gap: string): TransportError {
  return new TransportError({
    operation: `The list of ${title}`,
    code: "IncompleteList",
    message: gap,
    outcome: "unknown",
    advice: "What is not listed was not taken for gone. Run the same command again.",
  });
}

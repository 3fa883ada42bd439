import { type CallContext, LONGEST_MS } from "../calls/call-context";
import { MORE_TIME, secondsLeft, untilDeadline } from "./deadline";

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

const PAGE_SIZE = 100;
const FRESH_MS = 30_000;
/** How often a list is read when items vanish from it meanwhile. */
const READINGS = 3;

/** A list of the cloud that many share: one reading of its pages serves all who ask meanwhile or soon after. */
export class PagedList<Item> {
  #latest: { readonly startedAt: number; readonly items: Promise<readonly Item[]> } | undefined;

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
    const late = `The list of ${this.source.title} was not read within ${secondsLeft(context)} s. ${MORE_TIME}`;
    return untilDeadline(context, this.#reading(notBefore), () => new Error(late));
  }

  /** Makes the next one who asks start a new reading: to be called after every write of ours. */
  invalidate(): void {
    this.#latest = undefined;
  }

  #reading(notBefore: number): Promise<readonly Item[]> {
    if (this.#latest !== undefined && this.#latest.startedAt >= notBefore) return this.#latest.items;
    const reading = { startedAt: this.unlimited.clock.now(), items: readPages(this.unlimited, this.source) };
    this.#latest = reading;
    reading.items.catch(() => {
      if (this.#latest === reading) this.#latest = undefined;
    });
    return reading.items;
  }
}

/** Every item once, as the list is now; takes 10 minutes at most, however many pages there are. */
export async function readPages<Item>(context: CallContext, source: PagedSource<Item>): Promise<readonly Item[]> {
  const bounded = context.within(LONGEST_MS);
  for (let reading = 1; ; reading++) {
    const { items, shrank } = await readOnce(bounded, source);
    if (!shrank || reading === READINGS) return items;
  }
}

/**
 * Pages are positions: page 2 starts at item 101. When item 5 is deleted before page 2 is read, item 101 is on page 1
 * already and was missed; `shrank` says so. When one is added at the front, item 100 is seen twice.
 */
async function readOnce<Item>(context: CallContext, { fetchPage, idOf, enough }: PagedSource<Item>) {
  const found = new Map<string, Item>();
  let positions = 0;
  let shrank = false;
  let total = 0;
  for (let page = 1; ; page++) {
    const { items, totalCount } = await fetchPage(context, page, PAGE_SIZE);
    for (const item of items) found.set(idOf(item), item);
    positions += items.length;
    shrank ||= totalCount < total;
    total = totalCount;
    if (enough?.(found)) return { items: [...found.values()], shrank: false };
    // A short page alone is no end: a service may give fewer items a page than it was asked for.
    if (items.length === 0 || positions >= total) return { items: [...found.values()], shrank };
  }
}

import type { Clock } from "../calls/clock";

/** How to read a list that comes in pages. */
export interface PagedSource<Item> {
  readonly clock: Clock;
  /** Reads one page, from 1. */
  fetchPage(
    page: number,
    size: number,
  ): Promise<{ readonly items: readonly Item[]; readonly totalCount: number }>;
  /** What tells two items apart. */
  idOf(item: Item): string;
  /** Whether the items found so far will do, so that no more pages are read. Default: never. */
  enough?(found: ReadonlyMap<string, Item>): boolean;
}

const PAGE_SIZE = 100;
const FRESH_MS = 30_000;
/** How often a list is read when items vanish from it meanwhile. */
const READINGS = 3;

/** A list of the cloud that many readers share: one sweep through its pages serves all who ask meanwhile or soon after. */
export class PagedList<Item> {
  #latest: { readonly startedAt: number; readonly items: Promise<readonly Item[]> } | undefined;

  constructor(private readonly source: PagedSource<Item>) {}

  /**
   * Every item once, from a sweep that started at `notBefore` (time of the clock, default 30 seconds ago) or later.
   * @throws what `fetchPage` throws; the next reader starts anew
   */
  items(notBefore = this.source.clock.now() - FRESH_MS): Promise<readonly Item[]> {
    if (this.#latest !== undefined && this.#latest.startedAt >= notBefore) return this.#latest.items;
    const sweep = { startedAt: this.source.clock.now(), items: this.#read() };
    this.#latest = sweep;
    sweep.items.catch(() => {
      if (this.#latest === sweep) this.#latest = undefined;
    });
    return sweep.items;
  }

  /** Makes the next reader start a new sweep: to be called after every write of ours. */
  invalidate(): void {
    this.#latest = undefined;
  }

  async #read(): Promise<readonly Item[]> {
    for (let reading = 1; ; reading++) {
      const { items, shrank } = await this.#readPages();
      if (!shrank || reading === READINGS) return items;
    }
  }

  /** Pages are positions: an item that vanishes moves a later one to a page already read, a new one shows some twice. */
  async #readPages(): Promise<{ items: readonly Item[]; shrank: boolean }> {
    const found = new Map<string, Item>();
    let positions = 0;
    let shrank = false;
    let total = 0;
    for (let page = 1; ; page++) {
      const { items, totalCount } = await this.source.fetchPage(page, PAGE_SIZE);
      for (const item of items) found.set(this.source.idOf(item), item);
      positions += items.length;
      shrank ||= totalCount < total;
      total = totalCount;
      if (this.source.enough?.(found)) return { items: [...found.values()], shrank: false };
      // A short page alone is no end: a service may give fewer items a page than it was asked for.
      if (items.length === 0 || positions >= total) return { items: [...found.values()], shrank };
    }
  }
}

import { describe, expect, test } from "vitest";
import { PagedList } from "../../../provider/api/collections/paged-list";
import { createContext } from "../../../provider/api/context";
import { SimulatedClock } from "../../support/simulated-clock";

interface Item {
  readonly id: string;
}

const items = (count: number): Item[] => Array.from({ length: count }, (_, index) => ({ id: `${index}` }));

/** A list of the cloud; `beforePage` may change it between two pages. */
class List {
  readonly pages: number[] = [];
  readonly clock = new SimulatedClock();
  readonly context = createContext({
    config: { maxCallsPerSecond: 10, readTimeout: 1_000 },
    clock: this.clock,
  });
  beforePage: (call: number) => void | Promise<void> = () => {};
  /** How many items the list says that it has. */
  total = () => this.all.length;
  /** What a page of this number shows. */
  show = (page: number, size: number) => {
    const most = Math.min(size, this.mostPerPage);
    return this.all.slice((page - 1) * most, page * most);
  };
  readonly #list = new PagedList<Item>(this.context, {
    title: "things",
    idOf: ({ id }) => id,
    fetchPage: async (_context, page, size) => {
      await this.beforePage(this.pages.length);
      this.pages.push(page);
      return { items: this.show(page, size), totalCount: this.total() };
    },
  });

  constructor(
    public all: Item[],
    private readonly mostPerPage = 100,
  ) {}

  items(notBefore?: number, context = this.context): Promise<readonly Item[]> {
    return this.#list.items(context, notBefore);
  }

  itemsAfter(before: readonly Item[]): Promise<readonly Item[]> {
    return this.#list.itemsAfter(this.context, before);
  }

  invalidate(): void {
    this.#list.invalidate();
  }
}

const ids = (found: readonly Item[]) => found.map(({ id }) => id);

describe("PagedList", () => {
  test("all who ask at the same time and soon after share one reading of all pages", async () => {
    const list = new List(items(250));
    const [first, second] = await Promise.all([list.items(), list.items()]);
    list.clock.advance(29_000);
    const third = await list.items();
    expect(ids(first)).toEqual(ids(list.all));
    expect([second, third]).toEqual([first, first]);
    expect(list.pages).toEqual([1, 2, 3]);
  });

  test("after 30 seconds, or when a later start is asked for, a new reading starts", async () => {
    const list = new List(items(3));
    await list.items();
    list.clock.advance(31_000);
    await list.items();
    expect(list.pages).toEqual([1, 1]);
    list.clock.advance(1);
    await list.items(list.clock.now());
    expect(list.pages).toEqual([1, 1, 1]);
  });

  test("after invalidate nobody joins the reading that is running", async () => {
    const list = new List(items(3));
    const before = list.items();
    list.all = items(4);
    list.invalidate();
    const after = await list.items();
    await before;
    expect(after).toHaveLength(4);
    expect(list.pages).toEqual([1, 1]);
  });

  test("all who miss something in one reading share the next", async () => {
    const list = new List(items(2));
    const [first] = await Promise.all([list.items(), list.items()]);
    list.all = items(3);
    const [second, third] = await Promise.all([list.itemsAfter(first), list.itemsAfter(first)]);
    expect(second).toHaveLength(3);
    expect(third).toBe(second);
    expect(await list.itemsAfter(first)).toBe(second);
    expect(list.pages).toEqual([1, 1]);
    await list.itemsAfter(second);
    expect(list.pages).toEqual([1, 1, 1]);
  });

  test("a failed reading fails all who asked and is not kept", async () => {
    const list = new List(items(3));
    list.beforePage = () => {
      throw new Error("no");
    };
    const asked = [list.items(), list.items()];
    for (const answer of asked) await expect(answer).rejects.toThrow("no");
    list.beforePage = () => {};
    expect(await list.items()).toHaveLength(3);
  });

  test("a service that gives fewer items a page than asked for is read to the end", async () => {
    const list = new List(items(120), 50);
    expect(ids(await list.items())).toEqual(ids(list.all));
  });

  test("a service that caps its pages but counts positions by what it was asked for is read to the end", async () => {
    const list = new List(items(120));
    list.show = (page, size) => list.all.slice((page - 1) * size, (page - 1) * size + Math.min(size, 50));
    expect(ids(await list.items())).toEqual(ids(list.all));
  });

  test.each<[string, (page: number, size: number) => Item[], string]>([
    ["an empty list", () => [], "page 1 shows none of the 250 of 250 still to come"],
    [
      "a page that is empty too early",
      (page) => (page < 3 ? items(100 * page).slice(-100) : []),
      "page 3 shows none of the 50",
    ],
    ["the first page again and again", () => items(100), "page 2 shows none of the 150 of 250 still to come"],
  ])("%s that has more to show is no list", async (_what, show, gap) => {
    const list = new List(items(250));
    list.show = show;
    const error = await list.items().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "TransportError", code: "IncompleteList", outcome: "unknown" });
    expect(String(error)).toContain(`The list of things failed: ${gap}`);
  });

  test("a list that lags behind its total is read again", async () => {
    const list = new List(items(3));
    list.total = () => (list.clock.now() < start + 2_000 ? 5 : 3);
    const start = list.clock.now();
    expect(await list.items()).toHaveLength(3);
  });

  test("an item that a new one pushed to the next page is there once", async () => {
    const list = new List(items(150));
    list.beforePage = (call) => {
      if (call === 1) list.all = [{ id: "new" }, ...list.all];
    };
    const found = ids(await list.items());
    expect(found).toHaveLength(150);
    expect(new Set(found).size).toBe(150);
  });

  test("an item that moved to a page already read because another vanished is found by reading again", async () => {
    const list = new List(items(150));
    list.beforePage = (call) => {
      if (call === 1) list.all = list.all.slice(1);
    };
    expect(ids(await list.items())).toEqual(ids(list.all));
    expect(list.pages).toEqual([1, 2, 1, 2]);
  });

  test("an item that moved to a page already read because the order changed is found by reading again", async () => {
    const list = new List(items(150));
    list.beforePage = (call) => {
      if (call === 1) list.all = [...list.all.slice(-1), ...list.all.slice(0, -1)];
    };
    expect(ids(await list.items())).toEqual(ids(list.all));
    expect(list.pages).toEqual([1, 2, 1, 2]);
  });

  test("a list that always shows an item twice is taken as it is", async () => {
    const list = new List([...items(150), { id: "0" }]);
    expect(await list.items()).toHaveLength(150);
    expect(list.pages).toEqual([1, 2, 1, 2, 1, 2]);
  });

  test("a clock that is set back does not make an old reading a new one", async () => {
    const list = new List(items(3));
    await list.items();
    list.clock.advance(-3_600_000);
    list.all = items(4);
    expect(await list.items(list.clock.now())).toHaveLength(4);
  });

  test("each leaves at its own deadline, and the reading goes on for the others", async () => {
    const list = new List(items(3));
    const slow = Promise.withResolvers<void>();
    list.beforePage = () => slow.promise;
    const patient = list.items(undefined, list.context.within(600_000));
    const hasty = list.items(undefined, list.context.within(30_000));
    list.clock.advance(30_000);
    await expect(hasty).rejects.toThrow(
      "The list of things was not read within 30 s. Give the resource more time in `timeouts`.",
    );
    slow.resolve();
    expect(await patient).toHaveLength(3);
    expect(list.pages).toEqual([1]);
  });

  test("an empty list takes one page", async () => {
    const list = new List([]);
    expect(await list.items()).toEqual([]);
    expect(list.pages).toEqual([1]);
  });
});

import type { CallContext } from "../calls/call-context";
import type { PagedSource } from "./paged-list";

/** Items a page, as many as the list operations give at most. */
export const PAGE_SIZE = 100;

/** The first page of a list as it is now, and whether there is no other. */
export async function firstPage<Item>(context: CallContext, { fetchPage }: PagedSource<Item>) {
  const { items, totalCount } = await fetchPage(context, 1, PAGE_SIZE);
  return { items, isAll: items.length >= totalCount };
}

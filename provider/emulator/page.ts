/** One page of a list, newest first. `current` counts from 1. */
export function cutPage<T>(oldestFirst: readonly T[], current: number, size: number): T[] {
  return oldestFirst.toReversed().slice((current - 1) * size, current * size);
}

/** One page, newest first, with the PageInfo of the Sas lists. Defaults: page 1, 20 entries. */
export function pageOf<T>(oldestFirst: readonly T[], args: { CurrentPage?: number; PageSize?: number }) {
  const { CurrentPage = 1, PageSize = 20 } = args;
  const shown = cutPage(oldestFirst, CurrentPage, PageSize);
  return { shown, PageInfo: { CurrentPage, PageSize, TotalCount: oldestFirst.length, Count: shown.length } };
}

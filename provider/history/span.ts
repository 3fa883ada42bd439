import type { CallContext } from "../api/calls/call-context";
import { TransportError } from "../api/calls/errors";
import { growingPauses } from "../api/calls/growing-pauses";
import { PAGE_SIZE } from "../api/collections/paged-list";
import type { Source, SourcePage, Span } from "./sources";

/** How often a stretch is read when what it shows changes meanwhile: for a minute and a half, as what is late comes by and by. */
const READINGS = 8;
const PAUSES = { first: 1_000, longest: 30_000, factor: 2 };

/** The entries of a stretch, or that it has more than were wanted. */
export type SpanReading = { readonly entries: ReadonlyMap<string, object> } | { readonly total: number };

/**
 * Every entry of a stretch, each once, by its id. Pages are positions, and in which order entries stand is undocumented: one that
 * is added, changed or taken away meanwhile moves others to pages that were read already. So a reading counts where all its pages
 * tell the same total and show that many entries; else the stretch is read again, until all readings together show as many as the
 * service tells of, where none was taken away.
 * @param most how many entries are wanted at most
 * @throws TransportError when no reading shows as many entries as the service says there are
 */
export async function readSpan(context: CallContext, source: Source, span: Span, most: number): Promise<SpanReading> {
  const all = new Map<string, object>();
  const pause = growingPauses(PAUSES);
  let shrank = false;
  let total = 0;
  for (let reading = 1; reading <= READINGS; reading++) {
    if (reading > 1) await context.clock.sleep(pause.next().value, context.signal);
    const found = await readOnce(context, source, span, most);
    if ("total" in found) return found;
    for (const [id, entry] of found.entries) all.set(id, entry);
    shrank ||= found.totals.some((told, index) => told < (found.totals[index - 1] ?? total));
    total = Math.max(...found.totals);
    if (found.isWhole || (!shrank && all.size >= total)) return { entries: all };
  }
  throw new TransportError({
    operation: `The list of ${source.title}`,
    code: "IncompleteList",
    message: `between ${iso(span.from)} and ${iso(span.until)} it shows ${all.size} of ${total} entries, and others each time`,
    outcome: "unknown",
    advice: "Run the same command again: it goes on from there.",
  });
}

interface Reading {
  readonly entries: ReadonlyMap<string, object>;
  /** How many entries each page says there are, in the order of the answers. */
  readonly totals: readonly number[];
  readonly isWhole: boolean;
}

async function readOnce(
  context: CallContext,
  source: Source,
  span: Span,
  most: number,
): Promise<Reading | { readonly total: number }> {
  const first = await source.read(context, span, 1, PAGE_SIZE);
  const { total } = first;
  if (total > most) return { total };
  // A service may give fewer items a page than it is asked for; where the next one begins depends on what is asked.
  const size = first.items.length > 0 ? Math.min(PAGE_SIZE, first.items.length) : PAGE_SIZE;
  const others = Array.from({ length: Math.max(0, Math.ceil(total / size) - 1) }, (_, index) => index + 2);
  const entries = new Map<string, object>();
  const totals: number[] = [];
  const add = (page: SourcePage<object>) => {
    totals.push(page.total);
    for (const entry of page.items) entries.set(source.idOf(entry), entry);
  };
  add(first);
  await Promise.all(others.map(async (page) => add(await source.read(context, span, page, size))));
  const isWhole = entries.size === total && totals.every((told) => told === total);
  return { entries, totals, isWhole };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

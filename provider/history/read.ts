import { isDeepStrictEqual } from "node:util";
import { dataManagementCentre } from "../api/configuration/endpoints";
import type { Context } from "../api/context";
import { grouped } from "../wording";
import type { HistoryHeader, HistoryKind } from "./entry";
import { HistoryFileError } from "./file";
import {
  type Checkpoint,
  checkpointOf,
  exists,
  GrowingFile,
  type HistoryPlan,
  partOf,
  refuseUnwritable,
} from "./growing-file";
import { type KeyChoice, KeyFilter } from "./keys";
import { type Source, sources } from "./sources";
import { readSpan } from "./span";

/** What is read, and where it is written to. */
export interface HistoryOrder extends KeyChoice {
  /** File to write. */
  readonly path: string;
  /** How many days until now. */
  readonly days: number;
  readonly kinds: readonly HistoryKind[];
  /** Called whenever more entries are safe on the disk, with how many there are. */
  kept(entries: number): void;
}

/** What was read. */
export interface HistoryResult extends Pick<HistoryHeader, "since" | "until"> {
  /** Entries of each kind. */
  readonly counts: Readonly<Partial<Record<HistoryKind, number>>>;
  /** Keys of the order that no entry had. */
  readonly unmet: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
/** How many entries a stretch of time should have, and has at most unless it is the shortest. */
const WANTED = 600;
const MOST = 1_000;
const SHORTEST_MS = 1_000;
/** A stretch can be so many times longer or shorter than the one before. */
const CHANGE = 8;
/** Times may be listed in whole seconds, and whether a limit belongs to a stretch is undocumented: stretches overlap. */
const OVERLAP_MS = 1_000;
const REPORT_MS = 5_000;

type Place = NonNullable<Checkpoint["next"]>;

/**
 * Reads what the account had, from the oldest to the newest, stretch by stretch; each is safe on the disk with the place from which
 * to go on, before the next one is read. The end of the time is fixed when the reading begins, so that what arrives meanwhile
 * changes nothing.
 * @throws HistoryFileError when the file is there already, or the reading of another order has begun it; ApiError
 */
export async function readHistory(context: Context, order: HistoryOrder): Promise<HistoryResult> {
  const { path } = order;
  await refuseUnwritable(path);
  const begun = await checkpointOf(path);
  const isComplete = begun !== undefined && begun.next === undefined && !(await exists(partOf(path)));
  if (!isComplete && (await exists(path))) {
    throw new HistoryFileError(`${path} exists: move it, or name another one with --file.`);
  }
  const plan = await planOf(context, order);
  if (begun && !isDeepStrictEqual(begun.plan, plan)) throw otherOrder(path, begun.plan, plan);
  const { header, counts, met } = isComplete ? begun : await readRest(context, order, plan, begun);
  await GrowingFile.complete(path);
  return { since: header.since, until: header.until, counts, unmet: new KeyFilter(order, met).unmet };
}

/** Reads what a checkpoint says is still to be read; everything where there is none. */
async function readRest(
  context: Context,
  order: HistoryOrder,
  plan: HistoryPlan,
  begun: Checkpoint | undefined,
): Promise<Checkpoint> {
  const file = await GrowingFile.open(order.path, begun?.bytes);
  try {
    let checkpoint = begun ?? (await begin(file, order, plan, context.clock.now()));
    order.kept(sum(checkpoint.counts));
    const keys = new KeyFilter(order, checkpoint.met);
    const report = reporter(context);
    const saved = (now: Checkpoint) => {
      order.kept(sum(now.counts));
      report(now);
    };
    while (checkpoint.next !== undefined) {
      checkpoint = await readKind(context, file, checkpoint, checkpoint.next, keys, saved);
    }
    return checkpoint;
  } finally {
    await file.close();
  }
}

/** Reads the kind that a checkpoint names, to its end. */
async function readKind(
  context: Context,
  file: GrowingFile,
  begun: Checkpoint,
  { kind, from: begin }: Place,
  keys: KeyFilter,
  saved: (checkpoint: Checkpoint) => void,
): Promise<Checkpoint> {
  let checkpoint = begun;
  const { since, until, kinds } = begun.header;
  const source: Source = sources[kind];
  const expected = begun.expected[kind] ?? (await source.read(context, { from: since, until }, 1, 1)).total;
  let length = Math.ceil(((until - since) * WANTED) / Math.max(1, expected));
  for (let from = begin; from < until; ) {
    const to = Math.min(until, from + Math.max(SHORTEST_MS, Math.floor(length)));
    const span = { from: from === since ? since : from - OVERLAP_MS, until: to };
    const reading = await readSpan(context, source, span, to - from > SHORTEST_MS ? MOST : Number.POSITIVE_INFINITY);
    const found = "total" in reading ? reading.total : reading.entries.size;
    const wanted = ((to - from) * WANTED) / Math.max(1, found);
    length = Math.min(Math.max(wanted, (to - from) / CHANGE), (to - from) * CHANGE);
    if ("total" in reading) continue;
    const seen = new Set(checkpoint.seen);
    const fresh = [...reading.entries].filter(([id]) => !seen.has(id));
    await file.append(fresh.map(([, entry]) => JSON.stringify({ kind, entry: keys.apply(entry) })));
    from = to;
    const nextKind = kinds[kinds.indexOf(kind) + 1];
    const isLast = from >= until;
    checkpoint = {
      ...checkpoint,
      bytes: file.bytes,
      next: isLast ? nextKind && { kind: nextKind, from: since } : { kind, from },
      seen: isLast ? [] : [...reading.entries.keys()],
      counts: { ...checkpoint.counts, [kind]: (checkpoint.counts[kind] ?? 0) + fresh.length },
      expected: { ...checkpoint.expected, [kind]: expected },
      met: keys.met,
    };
    await file.save(checkpoint);
    saved(checkpoint);
  }
  return checkpoint;
}

/** What has to be the same when a reading goes on: everything that decides what stands in the file. */
async function planOf(context: Context, { days, kinds, only, drop }: HistoryOrder): Promise<HistoryPlan> {
  const { config, collections } = context;
  const { roleType = null, roleFor = null } = config;
  return {
    days,
    kinds: [...kinds],
    only: only.toSorted(),
    drop: drop.toSorted(),
    account: await collections.account.id(context),
    region: dataManagementCentre(config),
    roleType,
    roleFor,
  };
}

async function begin(
  file: GrowingFile,
  { days, kinds }: HistoryOrder,
  plan: HistoryPlan,
  now: number,
): Promise<Checkpoint> {
  const since = now - Math.max(SHORTEST_MS, Math.round(days * DAY_MS));
  const [kind = "alert"] = kinds;
  const header = { kind: "history", version: 1, since, until: now, kinds } as const;
  await file.append([JSON.stringify(header)]);
  const next = { kind, from: since };
  const begun = {
    version: 1,
    plan,
    header,
    bytes: file.bytes,
    next,
    seen: [],
    counts: {},
    expected: {},
    met: [],
  } as const;
  await file.save(begun);
  return begun;
}

function otherOrder(path: string, before: HistoryPlan, now: HistoryPlan): HistoryFileError {
  const others = Object.keys(now).filter((name) => !isDeepStrictEqual(before[name], now[name]));
  const say = (plan: HistoryPlan) => others.map((name) => `${name} ${JSON.stringify(plan[name])}`).join(", ");
  return new HistoryFileError(
    `${path} was begun with ${say(before)}, not ${say(now)}: repeat that command to go on, name another --file, or delete ` +
      `${path}.part and ${path}.progress to begin again.`,
  );
}

/** Reports how far a reading is, every few seconds. */
function reporter({ clock, progress }: Context): (checkpoint: Checkpoint) => void {
  const start = clock.now();
  let reported = Number.NEGATIVE_INFINITY;
  return ({ counts, expected, header, next }) => {
    const now = clock.now();
    if (next !== undefined && now - reported < REPORT_MS) return;
    reported = now;
    const parts = header.kinds.flatMap((kind) => {
      const all = expected[kind];
      return all === undefined ? [] : [`${grouped(counts[kind] ?? 0)} of ${grouped(all)} ${sources[kind].title}`];
    });
    const [done, total] = [sum(counts), sum(expected)];
    progress({ title: "history", text: parts.join(", "), done, total, seconds: Math.round((now - start) / 1_000) });
  };
}

function sum(numbers: Readonly<Partial<Record<HistoryKind, number>>>): number {
  return Object.values(numbers).reduce((all, number) => all + number, 0);
}

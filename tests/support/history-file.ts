import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { openHistory } from "../../provider/history/file";
import type { HistoryOrder } from "../../provider/history/read";
import { packageName } from "./project";

/** A folder of the test's own, removed when it is finished. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${packageName}-history-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An order for alerts and events of thirty days, all keys. */
export function orderOf(path: string, more: Partial<HistoryOrder> = {}): HistoryOrder {
  return { path, days: 30, kinds: ["alert", "event"], only: [], drop: [], kept: () => {}, ...more };
}

/** The text of a history file, whether it is compressed or not. */
export async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
}

/** What a history file has, by kind, as its reader gives it. */
export async function entriesIn(path: string) {
  const found = { alert: [] as object[], event: [] as object[], record: [] as object[] };
  for await (const { kind, entry } of (await openHistory(path)).entries()) found[kind].push(entry);
  return found;
}

/** A member of each entry. */
export function each(entries: readonly object[], key: string): unknown[] {
  return entries.map((entry) => (entry as Readonly<Record<string, unknown>>)[key]);
}

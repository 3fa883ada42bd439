import { expect, onTestFinished, test } from "vitest";
import { type Seed, startEmulator } from "../../../provider/emulator";
import type { Alert, SiemEvent, SoarRecord } from "../../../provider/emulator/past/records";
import { signedCall } from "./signed-call";

const start = Date.UTC(2026, 0, 31);
const DAY = 24 * 3_600_000;

interface Listed<Entry> {
  readonly entries: readonly Entry[];
  readonly total: number;
}

async function looking(state: Seed = {}) {
  const emulator = await startEmulator({ clock: { now: () => start }, state });
  onTestFinished(() => emulator.close());
  const body = (action: string, params: Record<string, string>) =>
    signedCall(emulator, { action, version: "2022-06-16", parametersIn: "body", params });
  const list = async <Entry>(action: string, params: Record<string, string>): Promise<Listed<Entry>> => {
    const { Data } = (await body(action, { CurrentPage: "1", PageSize: "100", ...params })).body;
    return { entries: Data.ResponseData, total: Data.PageInfo.TotalCount };
  };
  const alerts = (params: Record<string, string> = {}) => list<Alert>("DescribeAlerts", params);
  const events = (params: Record<string, string> = {}) => list<SiemEvent>("DescribeCloudSiemEvents", params);
  const records = async (params: Record<string, string> = {}): Promise<Listed<SoarRecord>> => {
    const call = { action: "DescribeSoarRecords", version: "2022-07-28", method: "GET", params } as const;
    const { SoarExecuteRecords, Page } = (await signedCall(emulator, call)).body;
    return { entries: SoarExecuteRecords, total: Page.TotalCount };
  };
  return { emulator, body, alerts, events, records };
}

const timeOf = (text: string) => Date.parse(`${text.replace(" ", "T")}Z`);

test("the past of a new emulator: alerts, events and runs of thirty days, the newest first", async () => {
  const { alerts, events, records } = await looking();
  const { entries, total } = await alerts();
  expect(total).toBe(1_000);
  const times = entries.map(({ OccurTime }) => timeOf(OccurTime));
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(times[0]).toBeLessThanOrEqual(start);
  const [oldest] = (await alerts({ CurrentPage: "10" })).entries.slice(-1);
  expect(timeOf(oldest?.OccurTime ?? "")).toBeGreaterThanOrEqual(start - 30 * DAY - 1_000);
  expect((await events()).total).toBe(60);
  expect((await records()).total).toBe(200);
});

test("the same numbers give the same past, others give another one", async () => {
  const first = await (await looking()).alerts();
  expect(await (await looking()).alerts()).toEqual(first);
  expect(await (await looking({ past: { seed: 2 } })).alerts()).not.toEqual(first);
});

test("every page of a time holds each of its alerts once, and no other", async () => {
  const { alerts } = await looking({ past: { alerts: 730 } });
  const [from, until] = [start - 20 * DAY, start - 5 * DAY];
  const ids = new Set<string>();
  const first = await alerts({ StartTime: String(from), EndTime: String(until) });
  for (let page = 1; (page - 1) * 100 < first.total; page++) {
    const times = { StartTime: String(from), EndTime: String(until), CurrentPage: String(page) };
    for (const { AlertUuid, OccurTime } of (await alerts(times)).entries) {
      ids.add(AlertUuid);
      expect(timeOf(OccurTime)).toBeGreaterThanOrEqual(from - 1_000);
      expect(timeOf(OccurTime)).toBeLessThanOrEqual(until);
    }
  }
  expect(ids.size).toBe(first.total);
  const before = (await alerts({ EndTime: String(from - 1) })).total;
  const after = (await alerts({ StartTime: String(until + 1) })).total;
  expect(before + first.total + after).toBe(730);
});

test("a million alerts are a number: any page of them is made up when it is asked for", async () => {
  const { alerts, emulator } = await looking({ past: { alerts: 1_000_000, hosts: 500 } });
  const { entries, total } = await alerts({ CurrentPage: "9999" });
  expect([entries.length, total]).toEqual([100, 1_000_000]);
  expect(JSON.stringify(emulator.state).length).toBeLessThan(100_000);
});

test("an alert has what conditions name, and ids that a JavaScript number cannot hold", async () => {
  const { body, alerts } = await looking();
  const { text } = await body("DescribeAlerts", { CurrentPage: "1", PageSize: "1" });
  expect(text).toMatch(/"Id":90071992547\d{5},/);
  const { entries } = await alerts();
  const values = (name: keyof Alert) => new Set(entries.map((entry) => entry[name]));
  expect(values("AlertLevel")).toEqual(new Set(["serious", "suspicious", "remind"]));
  expect(values("AlertName")).toContain("webshell_online");
  expect(values("AlertName")).toContain("异常登录");
  const hosts = entries.map(({ AssetList }) => JSON.parse(AssetList)[0].asset_name as string);
  const most = hosts.filter((host) => host === "web-01").length;
  expect(most, "few hosts have most").toBeGreaterThan(10);
  expect(new Set(hosts).size).toBeGreaterThan(10);
  for (const { EntityList, AlertDesc } of entries) {
    expect(JSON.parse(EntityList)[0].entity_type).toBe("host");
    expect(AlertDesc).not.toMatch(/[{}]/);
  }
});

test("an alert of an event names it, and the event tells how many it has", async () => {
  const { alerts, events } = await looking({ past: { alerts: 300, events: 7 } });
  const named = new Map<string, number>();
  for (const page of ["1", "2", "3"]) {
    for (const { IncidentUuid } of (await alerts({ CurrentPage: page })).entries) {
      if (IncidentUuid) named.set(IncidentUuid, (named.get(IncidentUuid) ?? 0) + 1);
    }
  }
  const { entries } = await events();
  expect(new Map(entries.map(({ IncidentUuid, AlertNum }) => [IncidentUuid, AlertNum]))).toEqual(named);
});

test("filters", async () => {
  const { alerts, events, records } = await looking();
  const { entries } = await alerts({ "Level.1": "serious", AlertName: "webshell" });
  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map(({ AlertName }) => AlertName))).toEqual(new Set(["webshell_online"]));
  const uuid = entries[0]?.AlertUuid ?? "";
  expect((await alerts({ AlertUuid: uuid })).total).toBe(1);
  const remind = await events({ "ThreadLevel.1": "remind" });
  expect(new Set(remind.entries.map(({ ThreatLevel }) => ThreatLevel))).toEqual(new Set(["remind"]));
  const failed = await records({ TaskStatus: "failed" });
  expect(new Set(failed.entries.map(({ Status }) => Status))).toEqual(new Set(["fail"]));
  const none = await records({ StartMillis: String(start + 1) });
  expect(none.total).toBe(0);
});

test("alerts, events and runs that are put in stand among the made-up ones, by their time", async () => {
  const { emulator, alerts, events, records } = await looking({ past: { alerts: 5, events: 0, soarRecords: 0 } });
  emulator.seed({
    alerts: [{ AlertName: "old", OccurTime: "2025-01-01 00:00:00" }, { AlertName: "new" }],
    events: [{ IncidentName: "now" }],
    soarRecords: [{ Status: "running", EndTime: 0 }],
  });
  const { entries, total } = await alerts();
  expect(total).toBe(7);
  expect(entries[0]?.AlertName).toBe("new");
  expect(entries.at(-1)?.AlertName).toBe("old");
  expect(new Set(entries.map(({ AlertUuid }) => AlertUuid)).size).toBe(7);
  expect((await events()).entries).toMatchObject([{ IncidentName: "now" }]);
  const [run] = (await records()).entries;
  expect([run?.Status, run?.EndTime]).toEqual(["running", undefined]);
  expect(() => emulator.seed({ past: { alert: 5 } as object })).toThrow("not part of the past: alert");
});

test("the setting listOrder turns them round", async () => {
  const { emulator, alerts } = await looking({ past: { alerts: 50 } });
  const newest = (await alerts()).entries;
  emulator.seed({ settings: { listOrder: "oldest-first" } });
  expect((await alerts()).entries).toEqual(newest.toReversed());
});

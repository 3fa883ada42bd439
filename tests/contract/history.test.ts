import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { EmulatorOptions, Settings } from "../../provider/emulator";
import { alertAt } from "../../provider/emulator/past/alerts";
import { eventAt } from "../../provider/emulator/past/events";
import { soarRecordAt } from "../../provider/emulator/past/soar-records";
import type { State } from "../../provider/emulator/state";
import { openHistory } from "../../provider/history/file";
import { type HistoryOrder, readHistory } from "../../provider/history/read";
import { contextFor, failureOf, localEmulator } from "../support/emulated";
import { each, entriesIn, orderOf, temporaryFolder, textOf } from "../support/history-file";
import { SimulatedClock } from "../support/simulated-clock";

/** An emulator and a reading, which go by the same clock, and a file to be. */
async function history(options: EmulatorOptions = {}, order: Partial<HistoryOrder> = {}) {
  const clock = new SimulatedClock();
  const emulator = await localEmulator({ clock, ...options });
  const folder = await temporaryFolder();
  const path = join(folder, "history.jsonl.gz");
  const read = (more: Partial<HistoryOrder> = {}) => {
    const { context } = contextFor(emulator, { clock });
    return readHistory(context, orderOf(path, { ...order, ...more }));
  };
  return { clock, emulator, folder, path, read };
}

const made = <Entry>(count: number, entryAt: (index: number) => Entry) =>
  Array.from({ length: count }, (_, index) => entryAt(index));
const uuids = (state: State) => made(state.past.alerts, (index) => alertAt(state, index).AlertUuid).sort();

describe("a history file", () => {
  const past = { alerts: 1_350, events: 130, soarRecords: 210 };

  test("has every alert, event and playbook run of the time once, every digit of an id included", async () => {
    const { emulator, path, read } = await history({ state: { past } }, { kinds: ["alert", "event", "record"] });
    const { state } = emulator;
    expect(await read()).toMatchObject({ counts: { alert: 1_350, event: 130, record: 210 }, unmet: [] });
    const { alert, event, record } = await entriesIn(path);
    expect(each(alert, "AlertUuid").sort()).toEqual(uuids(state));
    expect(each(event, "IncidentUuid").sort()).toEqual(made(130, (index) => eventAt(state, index).IncidentUuid).sort());
    expect(each(record, "RequestUuid").sort()).toEqual(
      made(210, (index) => soarRecordAt(state, index).RequestUuid).sort(),
    );
    const [one, other] = [alertAt(state, 1_234), eventAt(state, 12)];
    expect(alert[each(alert, "AlertUuid").indexOf(one.AlertUuid)]).toEqual(one);
    expect(event[each(event, "IncidentUuid").indexOf(other.IncidentUuid)]).toEqual(other);
    expect(each(alert, "Id")).toContain("9007199254740993");
  });

  test("tells the time that it is of, and what it has", async () => {
    const { clock, path, read } = await history({ state: { past } });
    const now = clock.now();
    const { since, until } = await read({ days: 7 });
    expect([since, until]).toEqual([now - 7 * 24 * 3_600_000, now]);
    const { header } = await openHistory(path);
    expect(header).toEqual({ kind: "history", version: 1, since, until, kinds: ["alert", "event"] });
  });

  test("is plain text under another name, and leaves nothing beside it", async () => {
    const { folder, read } = await history({ state: { past } });
    const path = join(folder, "plain.jsonl");
    await read({ path });
    expect((await readFile(path, "utf8")).startsWith('{"kind":"history"')).toBe(true);
    expect(await readdir(folder)).toEqual(["plain.jsonl"]);
  });

  test.each<Partial<Settings>>([
    { listOrder: "oldest-first" },
    { pageCap: "at-20" },
    { integers: "text", booleans: "text", emptyFields: "left-out", emptyLists: "null" },
    { unknownFields: "added" },
  ])("is complete where the service is %j", async (settings) => {
    const { emulator, path, read } = await history({ state: { past: { ...past, alerts: 700 }, settings } });
    await read();
    const { alert, event } = await entriesIn(path);
    expect(each(alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
    expect(event).toHaveLength(130);
  });

  test("is complete where all that happened happened in ten minutes, and more than a thousand in one second", async () => {
    const alerts = Array.from({ length: 1_010 }, () => ({ OccurTime: "2025-12-20 10:00:00" }));
    const { emulator, path, read } = await history({ state: { past: { ...past, days: 1 / 144 }, alerts } });
    await read();
    const burst = each(emulator.state.alerts, "AlertUuid");
    const all = [...uuids(emulator.state), ...burst].sort();
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(all);
  });

  test("of an account in which nothing happened is empty", async () => {
    const { path, read } = await history({ state: { past: { alerts: 0, events: 0 } } });
    expect(await read()).toMatchObject({ counts: { alert: 0, event: 0 } });
    expect(await entriesIn(path)).toEqual({ alert: [], event: [], record: [] });
  });
});

describe("while a history is read", () => {
  test("new alerts, and late ones of the time that is read, cost none of the others, and none comes twice", async () => {
    let calls = 0;
    const arriving: EmulatorOptions = {
      state: { past: { alerts: 1_200, events: 5 } },
      onRequest: (operation) => {
        if (operation !== "DescribeAlerts" || ++calls > 30) return;
        const { state } = started.emulator;
        const late = calls % 7 === 0 ? [{ AlertName: "late", OccurTime: "2025-12-20 10:00:00" }] : [];
        const later = { AlertName: "later", OccurTime: "2026-01-01 00:00:01" };
        started.emulator.seed({ alerts: [...state.alerts, later, ...late] });
      },
    };
    const started = await history(arriving);
    await started.read();
    const { alert } = await entriesIn(started.path);
    const found = each(alert, "AlertUuid");
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(uuids(started.emulator.state)));
    expect(each(alert, "AlertName")).not.toContain("later");
  });

  test("a list whose entries change their places is read again", async () => {
    let pages = 0;
    const { emulator, path, read } = await history({
      state: { past: { alerts: 590, events: 0 } },
      onRequest: (operation) => {
        if (operation !== "DescribeAlerts" || ++pages !== 4) return;
        emulator.seed({ settings: { listOrder: "oldest-first" } });
      },
    });
    await read();
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
    expect(pages).toBeGreaterThan(7);
  });

  test("a service that lets three calls a second through loses nothing and doubles nothing", async () => {
    const past = { alerts: 1_300, events: 40 };
    const { emulator, path, read } = await history({ state: { past }, callsPerSecond: 3 });
    await read();
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
    expect(emulator.journal.some(({ code }) => code === "Throttling.User")).toBe(true);
  });

  test("a call that fails in passing is made again", async () => {
    const { emulator, path, read } = await history({ state: { past: { alerts: 300, events: 3 } } });
    for (const fault of ["drop-after", "http503-html", "truncate", "http500"] as const) {
      emulator.addFault({ operation: "DescribeAlerts", fault, after: 1 });
    }
    await read();
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
  });
});

describe("a reading that ended in the middle", () => {
  const past = { alerts: 1_300, events: 150 };

  test("goes on where it was, whatever call was the last one, and counts all", async () => {
    const { emulator, path, read } = await history({ state: { past } });
    let endings = 0;
    for (;;) {
      emulator.addFault({ operation: "*", fault: "permission", after: 8 + endings });
      const result = await read().catch(() => undefined);
      if (result !== undefined) {
        expect(result.counts).toEqual({ alert: 1_300, event: 150 });
        break;
      }
      expect(++endings).toBeLessThan(20);
    }
    expect(endings).toBeGreaterThan(1);
    const { alert, event } = await entriesIn(path);
    expect(each(alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
    expect(new Set(each(event, "IncidentUuid")).size).toBe(150);
    expect(event).toHaveLength(150);
  });

  test("reads the time that it began with, however much later it goes on", async () => {
    const { clock, emulator, path, read } = await history({ state: { past } });
    const begun = clock.now();
    emulator.addFault({ operation: "DescribeAlerts", fault: "permission", after: 4 });
    await failureOf(read());
    clock.advance(3 * 24 * 3_600_000);
    expect(await read()).toMatchObject({ until: begun });
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
  });

  test("what was written behind the last checkpoint is written anew", async () => {
    const { emulator, path, read } = await history({ state: { past } });
    emulator.addFault({ operation: "DescribeCloudSiemEvents", fault: "permission", after: 0 });
    await failureOf(read());
    await appendFile(`${path}.part`, "half of a block".repeat(100_000));
    await read();
    expect(each((await entriesIn(path)).alert, "AlertUuid").sort()).toEqual(uuids(emulator.state));
  });

  test("is not taken up by another order, which is told what differs", async () => {
    const { emulator, folder, path, read } = await history({ state: { past } });
    emulator.addFault({ operation: "DescribeAlerts", fault: "permission", after: 1 });
    await failureOf(read());
    emulator.journal.length = 0;
    await expect(read({ days: 7, drop: ["AlertDetail"] })).rejects.toThrow(
      /was begun with days 30, drop \[\], not days 7, drop \["AlertDetail"\]: repeat that command to go on/,
    );
    emulator.state.accountId = "1130916744880009";
    await expect(read()).rejects.toThrow('account "1130916744880001", not account "1130916744880009"');
    expect(emulator.journal.map(({ operation }) => operation)).not.toContain("DescribeAlerts");
    expect((await readdir(folder)).sort()).toEqual(["history.jsonl.gz.part", "history.jsonl.gz.progress"]);
    expect(path).toContain(folder);
  });

  test("whose file has lost its end is not taken for complete", async () => {
    const { emulator, path, read } = await history({ state: { past } });
    emulator.addFault({ operation: "DescribeAlerts", fault: "permission", after: 12 });
    await failureOf(read());
    await writeFile(`${path}.part`, "");
    await expect(read()).rejects.toThrow(".part has lost its end: delete it and");
    await rm(`${path}.part`);
    await expect(read()).rejects.toThrow(/\.part is gone: delete \S+\.progress to begin again\.$/);
  });

  test.each(["", "\0\0", '{"version":1}'])(
    "whose progress was damaged is not begun again by itself: %j",
    async (damaged) => {
      const { emulator, path, read } = await history({ state: { past } });
      emulator.addFault({ operation: "DescribeAlerts", fault: "permission", after: 4 });
      await failureOf(read());
      await writeFile(`${path}.progress`, damaged);
      await expect(read()).rejects.toThrow(".progress cannot be understood: delete it to begin again.");
    },
  );
});

test("a file that exists is left as it is, and nothing is asked", async () => {
  const { emulator, path, read } = await history();
  await writeFile(path, "mine");
  await expect(read()).rejects.toThrow("exists: move it, or name another one with --file.");
  expect(await readFile(path, "utf8")).toBe("mine");
  expect(emulator.journal).toEqual([]);
});

describe("keys", () => {
  const past = { alerts: 60, events: 10, soarRecords: 20 };
  const kinds = ["alert", "event", "record"] as const;

  test("that are dropped are nowhere in the file: not in JSON texts, and not in lists of keys and values", async () => {
    const { path, read } = await history({ state: { past } }, { kinds });
    const drop = ["SubUserName", "user_name", "cmdline", "host_name", "RawEventReq"];
    const { unmet } = await read({ drop: [...drop, "Mistyped"] });
    const text = await textOf(path);
    for (const key of drop) expect(text).not.toContain(key);
    expect(text).not.toMatch(/zhang\.wei|li\.na|ops-deploy/);
    expect(unmet).toEqual(["Mistyped"]);
    const { alert } = await entriesIn(path);
    expect(JSON.parse(each(alert, "EntityList")[0] as string)[0]).toHaveProperty("entity_type", "host");
    expect(each(alert, "AlertInfoList")[0]).toEqual([expect.objectContaining({ Key: "src_ip" })]);
  });

  test("that are named alone are all that an entry has", async () => {
    const { path, read } = await history({ state: { past } });
    await read({ only: ["AlertName", "IncidentName"] });
    const { alert, event } = await entriesIn(path);
    expect(new Set(alert.flatMap(Object.keys))).toEqual(new Set(["AlertName"]));
    expect(new Set(event.flatMap(Object.keys))).toEqual(new Set(["IncidentName"]));
    expect([alert.length, event.length]).toEqual([60, 10]);
  });

  test("a text that looks like JSON and cannot be taken apart goes as a whole where it names one", async () => {
    const odd = '{"password":"a","password":"b"}';
    const alerts = [{ AlertDetail: odd, ExtendContent: '{"other":9007199254740993}' }];
    const { path, read } = await history({ state: { past: { alerts: 0, events: 0 }, alerts } });
    await read({ drop: ["password"] });
    const { alert } = await entriesIn(path);
    expect(alert).toMatchObject([{ AlertDetail: "", ExtendContent: '{"other":9007199254740993}' }]);
  });
});

describe("who opens what is no complete history file", () => {
  test.each([
    ["nothing", undefined, "does not exist."],
    ["another file", "{}\n", 'is no history file: "alicloud-soar history" writes one.'],
    ["an empty file", "", 'is no history file: "alicloud-soar history" writes one.'],
    ["a text", "hello\n", "line 1: is not JSON."],
  ])("%s is told so", async (_what, content, said) => {
    const path = join(await temporaryFolder(), "a.jsonl");
    if (content !== undefined) await writeFile(path, content);
    await expect(openHistory(path)).rejects.toThrow(said);
  });

  test("a file that is cut off, or has another line, is told so where it ends", async () => {
    const { folder, read, path } = await history({ state: { past: { alerts: 30, events: 0 } } });
    await read();
    const whole = await textOf(path);
    const reading = async (name: string, content: string | Buffer) => {
      const other = join(folder, name);
      await writeFile(other, content);
      return entriesIn(other);
    };
    await expect(reading("cut.jsonl", whole.slice(0, -10))).rejects.toThrow("ends in the middle of line 31");
    await expect(reading("odd.jsonl", `${whole}{"kind":"x"}\n`)).rejects.toThrow("line 32: is no entry of a history");
    const bytes = await readFile(path);
    await expect(reading("cut.jsonl.gz", bytes.subarray(0, -10))).rejects.toThrow("ends in the middle: it is not");
  });
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, onTerminal } from "../support/command";
import { each, entriesIn } from "../support/history-file";

const past = { alerts: 1_400, events: 120, soarRecords: 30 };

test("the command writes alerts and events, and says how many; as JSON where wanted", async () => {
  const { folder, start } = await command({ state: { past } });
  const first = await start(["history", "--records", "--file", "a.jsonl"]);
  expect(first.exitCode, first.output).toBe(0);
  expect(first.stdout).toMatch(/^1400 alerts, 120 events and 30 playbook runs from \S+Z to \S+Z are in a\.jsonl\.\n$/);
  const second = await start(["history", "--days", "31", "--drop", "SubUserNam", "--json"], onTerminal(100));
  expect(second.exitCode, second.output).toBe(0);
  expect(second.stderr, "a bar").toMatch(/━+─* history: [\d,]+ of 1,400 alerts/);
  expect(second.stderr).toContain("warning: no entry had the key SubUserNam; is it spelled like that?");
  expect(JSON.parse(second.stdout)).toMatchObject({
    file: "history.jsonl.gz",
    entries: { alert: 1_400, event: 120 },
    keysNotMet: ["SubUserNam"],
  });
  expect((await entriesIn(join(folder, "history.jsonl.gz"))).alert).toHaveLength(1_400);
});

test.each([
  ["SIGKILL", "SIGKILL", ""],
  ["SIGINT", 130, "entries are in history.jsonl.gz.part. The same command goes on from there."],
] as const)("after %s the same command goes on: nothing is lost, nothing comes twice", async (signal, code, said) => {
  let calls = 0;
  const started = await command({
    state: { past },
    onRequest: (operation) => {
      if (operation !== "DescribeAlerts" || ++calls !== 14) return undefined;
      process.kill(first.child.pid ?? 0, signal);
      return first.ended.then(() => {});
    },
  });
  const { emulator, folder, launch, start } = started;
  const first = launch(["history"]);
  const ended = await first.ended;
  expect([ended.exitCode, ended.stderr]).toEqual([code, expect.stringContaining(said)]);
  expect(await readdir(folder)).not.toContain("history.jsonl.gz");
  const { until } = JSON.parse(await readFile(join(folder, "history.jsonl.gz.progress"), "utf8")).header;
  const OccurTime = new Date(until + 2_000).toISOString().slice(0, 19).replace("T", " ");
  emulator.seed({ alerts: [{ AlertName: "after the first start", OccurTime }] });
  const second = await start(["history"]);
  expect(second.exitCode, second.output).toBe(0);
  const { alert, event } = await entriesIn(join(folder, "history.jsonl.gz"));
  const ids = each(alert, "AlertUuid");
  expect([ids.length, new Set(ids).size, event.length]).toEqual([1_400, 1_400, 120]);
  expect((await readdir(folder)).filter((name) => name.startsWith("history."))).toEqual(["history.jsonl.gz"]);
});

test("--help has an example, what the file holds, and how a reading goes on", async () => {
  const { start } = await command();
  const { exitCode, stdout } = await start(["history", "--help"]);
  expect(exitCode).toBe(0);
  for (const said of ["Example:", "passwords and tokens", "history.jsonl.gz", "<file>.progress", "--only", "--drop"]) {
    expect(stdout).toContain(said);
  }
});

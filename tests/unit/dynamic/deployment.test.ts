import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { deploymentRegistry } from "../../../provider/dynamic/deployment";
import { processId } from "../../../provider/dynamic/process-id";

/** A registry of its own folder, and the file that it shares. */
function opened() {
  const temporary = mkdtempSync(join(tmpdir(), "deployment-"));
  vi.stubEnv("TMPDIR", temporary);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true });
  });
  const lines: string[] = [];
  const registry = deploymentRegistry("127.0.0.1:1", (line) => lines.push(line), new AbortController().signal);
  const [path = ""] = readdirSync(temporary, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\w{12}$/.test(name),
  );
  return { registry, lines, file: join(temporary, path) };
}

const held = { kind: "AutomateResponseConfig", id: "5", by: "created" };

test("what a full disk has cut off hides nothing that other processes say", () => {
  const { registry, lines, file } = opened();
  const said = JSON.stringify([processId(process.ppid), { held }]);
  appendFileSync(file, `["${process.ppid}",{"hel${said}\n${said}\n`);
  expect(registry.others()).toEqual([held]);
  expect(lines).toEqual([]);
});

test("what a process held that has gone does not count, although another one has its number and its engine's address", () => {
  const { registry, file } = opened();
  const [, started] = processId(process.ppid).split("/");
  const earlier = `${process.ppid}/${Number(started || 1) - 1}`;
  const said = [
    [earlier, { held }],
    [process.ppid, { held: { ...held, id: "6" } }],
    [earlier, { wants: "name" }],
  ];
  appendFileSync(file, said.map((line) => `${JSON.stringify(line)}\n`).join(""));
  expect(registry.others()).toEqual([]);
  expect(registry.queue("name").isUp()).toBe(true);
});

test("a process whose start could not be read counts as long as its number does: what it holds is nobody else's", () => {
  const { registry, file } = opened();
  appendFileSync(file, `${JSON.stringify([`${process.ppid}/`, { held }])}\n`);
  expect(registry.others()).toEqual([held]);
});

test("a start removes what deployments left that ended more than a week ago, and nothing else", () => {
  const { file } = opened();
  const [old, young] = ["000000000000", "ffffffffffff"].map((name) => join(dirname(file), name));
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  for (const [path = "", days = 0] of [
    [old, 8],
    [young, 6],
  ] as const) {
    writeFileSync(path, "");
    utimesSync(path, daysAgo(days), daysAgo(days));
  }
  deploymentRegistry("127.0.0.1:2", () => {}, new AbortController().signal);
  expect([old, young, file].map((path = "") => existsSync(path))).toEqual([false, true, true]);
});

import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { deploymentRegistry } from "../../../provider/dynamic/deployment";

test("what a full disk has cut off hides nothing that other processes say", () => {
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
  const held = { kind: "AutomateResponseConfig", id: "5", by: "created" };
  const said = JSON.stringify([process.ppid, { held }]);
  appendFileSync(join(temporary, path), `[${process.ppid},{"hel${said}\n${said}\n`);
  expect(registry.others()).toEqual([held]);
  expect(lines).toEqual([]);
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { emulated, failureOf } from "../support/emulated";

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "call-log-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

test("one JSON line an attempt, without parameters", async () => {
  const callLog = join(temporaryDirectory(), "calls.jsonl");
  const { emulator, context } = await emulated({ config: { callLog } });
  const rule = { RuleName: "secret-name", AutoResponseType: "alert" };
  emulator.addFault({ operation: "*", fault: "throttle" });
  emulator.addFault({ operation: "*", fault: "drop-before", after: 1 });
  await failureOf(context.call(postAutomateResponseConfig, rule));

  const text = readFileSync(callLog, "utf8");
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  const operation = "PostAutomateResponseConfig";
  expect(lines).toEqual([
    {
      time: "2026-01-01T00:00:00.000Z",
      operation,
      attempt: 1,
      status: 400,
      code: "Throttling.User",
      requestId: emulator.journal[0]?.requestId,
      ms: 0,
    },
    {
      time: expect.stringMatching(/^2026-01-01T00:00:0[01]/),
      operation,
      attempt: 2,
      code: "ConnectionClosed",
      ms: 0,
    },
  ]);
  expect(text).not.toMatch(/secret/);
});

test("a success has a status and a request id, and no code", async () => {
  const callLog = join(temporaryDirectory(), "calls.jsonl");
  const { emulator, context } = await emulated({ config: { callLog } });
  await context.call(postAutomateResponseConfig, { RuleName: "a", AutoResponseType: "alert" }).catch(() => {});
  const line = JSON.parse(readFileSync(callLog, "utf8"));
  expect(line).toMatchObject({ attempt: 1, status: 200, requestId: emulator.journal[0]?.requestId });
});

test("a log that cannot be written is reported once and fails no call", async () => {
  const callLog = join(temporaryDirectory(), "missing", "calls.jsonl");
  const { context, lines, emulator } = await emulated({ config: { callLog } });
  emulator.addFault({ operation: "*", fault: "throttle", times: 3 });
  await failureOf(context.call(postAutomateResponseConfig, { RuleName: "" }));
  expect(lines).toEqual([expect.stringContaining(callLog)]);
});

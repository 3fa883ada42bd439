import { expect, test } from "vitest";
import { calls, urnOf } from "../../support/deployment";
import { diagnosis, GENERATE, tasks, unlisted, untold } from "./task";

test.each([
  ["names its servers", diagnosis],
  ["names none", untold],
  ["is of a type that is not listed", unlisted],
])("a scan that %s, whose creation an engine tries again after it failed, is started once", async (_what, scan) => {
  const failed = { TaskStatusText: "FAIL", ResultInfo: "agent offline" } as const;
  const { emulator, deployment } = await tasks({ state: { onceTaskOutcomes: { [scan.taskType]: failed } } });
  const program = { ...scan, __urn: urnOf("scan") };
  const up = deployment();
  const first = await up.apply(undefined, program);
  const again = await up.apply(undefined, program);
  for (const { error, recorded } of [first, again]) {
    expect(error?.message).toMatch(new RegExp(`The scan ${scan.taskType}.* failed`));
    expect(recorded?.id).toBe(emulator.state.onceTasks[0]?.TaskId);
  }
  expect(calls(emulator).filter((operation) => operation === GENERATE)).toHaveLength(1);
});

test("two scans that nothing tells apart are started both", async () => {
  const { emulator, deployment } = await tasks();
  const up = deployment();
  await Promise.all(["one", "two"].map((name) => up.create({ ...untold, __urn: urnOf(name) })));
  expect(emulator.state.onceTasks).toHaveLength(2);
});

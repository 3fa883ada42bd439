import { expect, it } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

it("refreshes a thousand rules with a dozen calls", async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `rule-${String(index).padStart(3, "0")}`);
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared(Object.fromEntries(names.map((name) => [name, webshell]))), {
    emulator,
    config: { "alicloud-soar:maxCallsPerSecond": "10000" },
    env: { PULUMI_SKIP_CHECKPOINTS: "true" },
  });
  const created = await stack.up();
  expect(created).toMatchObject({ exitCode: 0, messages: [] });
  expect(created.steps).toHaveLength(1000);
  const posts = takeCalls(emulator).filter((call) => call === "PostAutomateResponseConfig");
  expect(posts).toHaveLength(1000);

  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ exitCode: 0, messages: [], steps: [] });
  const reads = takeCalls(emulator);
  expect(new Set(reads)).toEqual(new Set(["ListAutomateResponseConfigs"]));
  expect(reads.length).toBeLessThanOrEqual(12);
});

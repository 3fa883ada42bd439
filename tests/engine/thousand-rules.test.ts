import { expect, it } from "vitest";
import { localCloud, takeCalls } from "./local-cloud";
import { asRule, resourcesOf } from "./recorded";
import released from "./recorded-state.json";
import { Stack } from "./stack";

it("refreshes a thousand rules with a dozen calls", async () => {
  const { inputs, outputs } = released["block-webshell"];
  const rules = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => {
      const ruleName = `rule-${String(index).padStart(3, "0")}`;
      return [ruleName, { id: String(7000 + index), inputs: { ...inputs, ruleName }, outputs }];
    }),
  );
  const emulator = await localCloud({ state: { rules: Object.values(rules).map(asRule) } });
  const stack = await Stack.ofFiles(
    { "index.js": "" },
    { emulator, resources: resourcesOf(emulator, rules), env: { PULUMI_SKIP_CHECKPOINTS: "true" } },
  );
  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ exitCode: 0, messages: [], steps: [] });
  expect(Object.keys(await stack.recorded())).toHaveLength(1000);
  const reads = takeCalls(emulator);
  expect(new Set(reads)).toEqual(new Set(["ListAutomateResponseConfigs"]));
  expect(reads.length).toBeLessThanOrEqual(12);
});

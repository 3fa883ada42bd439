import { afterEach, expect, it, vi } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import type { Outcome } from "./outcome";
import { Stack } from "./stack";

afterEach(() => void vi.useRealTimers());

it("says what to do about a failed read, update and deletion, and loses nothing", async () => {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: webshell }), { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const before = await stack.recorded();
  const unharmed = async () => {
    expect(await stack.recorded()).toEqual(before);
    expect(emulator.state.rules).toMatchObject([{ RuleName: expect.stringMatching(/^rule-/), Status: 100 }]);
  };

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  expect(failure(await stack.refresh())).toMatch(
    /^GetCallerIdentity failed: .*\(code InvalidTimeStamp\.Expired, HTTP \d+, request id [-\w]+\)\. The clock of this machine is more than 15 minutes wrong\./,
  );
  vi.useRealTimers();
  await unharmed();

  stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "unknown";
  expect(failure(await stack.refresh())).toMatch(
    /code InvalidAccessKeyId\.NotFound, .* The access key itself is unknown, disabled or lacks its security token/,
  );
  await unharmed();
  stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID = emulator.accessKeyId;

  await stack.write("rules.json", JSON.stringify({ rule: { ...webshell, ruleName: "renamed" } }));
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
  expect(failure(await stack.up())).toContain(
    "Grant the RAM action yundun-sas:PostAutomateResponseConfig to the identity that deploys",
  );
  await unharmed();

  emulator.addFault({ operation: "DeleteAutomateResponseConfig", fault: "permission" });
  expect(failure(await stack.destroy())).toContain("Grant the RAM action yundun-sas:DeleteAutomateResponseConfig");
  await unharmed();

  delete stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
  delete stack.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET;
  stack.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
  expect(failure(await stack.up())).toMatch(
    /no credentials were found: .*\(code NoCredentials\)\. Set alicloud-soar:accessKeyId and .* ALIBABA_CLOUD_ACCESS_KEY_ID/,
  );
  await unharmed();
});

/** The one message of a command that failed. */
function failure({ exitCode, messages, output }: Outcome): string {
  expect(exitCode, output).toBeGreaterThan(0);
  const [told = "", ...others] = messages.filter((message) => !/^AutomateResponseConfig \d+: failed$/.test(message));
  expect(others).toEqual(["update failed"]);
  return told;
}

import { afterEach, expect, it, vi } from "vitest";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import type { Outcome } from "./outcome";
import { Stack } from "./stack";

const renamed = JSON.stringify({ rule: { ...webshell, ruleName: "renamed" } });

afterEach(() => void vi.useRealTimers());

async function deployed() {
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(declared({ rule: webshell }), { emulator });
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  const before = await stack.recorded();
  const unharmed = async () => {
    expect(await stack.recorded()).toEqual(before);
    expect(emulator.state.rules).toMatchObject([{ RuleName: "rule", Status: 100 }]);
  };
  return { emulator, stack, unharmed };
}

it("names the RAM action that is missing, and loses nothing", async () => {
  const { emulator, stack, unharmed } = await deployed();
  emulator.addFault({ operation: "ListAutomateResponseConfigs", fault: "permission" });
  expect(failure(await stack.refresh())).toMatch(
    /^ListAutomateResponseConfigs failed: .*\(code NoPermission, HTTP 403, request id [-\w]+\)\. Grant the RAM action yundun-sas:ListAutomateResponseConfigs /,
  );
  await unharmed();
  emulator.addFault({ operation: "PostAutomateResponseConfig", fault: "permission" });
  await stack.write("rules.json", renamed);
  expect(failure(await stack.up())).toContain(
    "Grant the RAM action yundun-sas:PostAutomateResponseConfig to the identity that deploys",
  );
  await unharmed();
  emulator.addFault({ operation: "DeleteAutomateResponseConfig", fault: "permission" });
  expect(failure(await stack.destroy())).toContain(
    "Grant the RAM action yundun-sas:DeleteAutomateResponseConfig",
  );
  await unharmed();
});

it("tells wrong credentials, and loses nothing", async () => {
  const { stack, unharmed } = await deployed();
  stack.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "of-another-key";
  expect(failure(await stack.refresh())).toMatch(
    /code SignatureDoesNotMatch, .* The access key secret does not belong to the access key id\. Check alicloud-soar:accessKeyId/,
  );
  await unharmed();
  stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "unknown";
  await stack.write("rules.json", renamed);
  expect(failure(await stack.up())).toMatch(
    /code InvalidAccessKeyId\.NotFound, .* The access key itself is unknown, disabled or lacks its security token/,
  );
  await unharmed();
});

it("tells a wrong clock, missing credentials and an endpoint that cannot be reached, and loses nothing", async () => {
  const { stack, unharmed } = await deployed();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  expect(failure(await stack.refresh())).toMatch(
    /code InvalidTimeStamp\.Expired, .* The clock of this machine is more than 15 minutes wrong\./,
  );
  vi.useRealTimers();

  delete stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
  stack.env.ALIBABA_CLOUD_ECS_METADATA_DISABLED = "true";
  expect(failure(await stack.refresh())).toMatch(
    /no credentials were found .*\(code NoCredentials\)\. Set alicloud-soar:accessKeyId and .* ALIBABA_CLOUD_ACCESS_KEY_ID/,
  );

  stack.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "emulator";
  await stack.configure({ "alicloud-soar:cloudSiemEndpoint": "http://127.0.0.1:1" });
  await stack.write("rules.json", renamed);
  expect(failure(await stack.up())).toMatch(
    /code ECONNREFUSED\)\. 127\.0\.0\.1:1 cannot be reached: check the network, and alicloud-soar:cloudSiemEndpoint/,
  );
  await unharmed();
});

/** The one message of a command that failed. */
function failure({ exitCode, messages, output }: Outcome): string {
  expect(exitCode, output).toBeGreaterThan(0);
  const [told = "", ...others] = messages.filter(
    (message) => !/^AutomateResponseConfig \d+: failed$/.test(message),
  );
  expect(others).toEqual(["update failed"]);
  return told;
}

import { expect, onTestFinished, test } from "vitest";
import { startEmulator } from "../../provider/emulator";
import { packageName } from "../support/project";
import { configurationFor, installedHosts, observed } from "./plugin-host";

/** The API half, and what it stands on. */
const API = ["@alicloud/", `/${packageName}/dist/provider/api/calls/client.js`];

const start = installedHosts("AutomateResponseConfig", observed);

test("check and diff are answered without the API half, which the first call loads", async () => {
  const emulator = await startEmulator();
  onTestFinished(() => emulator.close());
  const host = await start(configurationFor(emulator));
  onTestFinished(() => host.close());
  const { inputs } = await host.check(
    {},
    {
      ruleName: "block-webshell",
      autoResponseType: "alert",
      conditions: { alert_level: { equals: "serious" } },
      actions: [{ actionType: "changeThreatLevel" }],
    },
  );
  expect(await host.diff("7", inputs, { ...inputs, enabled: false })).toMatchObject({ changes: undefined });
  const early = await host.loaded();
  expect(early.filter((module) => module.includes(`/${packageName}/dist/`))).not.toEqual([]);
  expect(early.filter((module) => API.some((part) => module.includes(part)))).toEqual([]);

  await host.create(inputs);
  const late = await host.loaded();
  expect(API.filter((part) => !late.some((module) => module.includes(part)))).toEqual([]);
});

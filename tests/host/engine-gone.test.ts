import { test } from "vitest";
import { type Fault, startEmulator } from "../../provider/emulator";
import { configurationFor, installedHosts } from "./plugin-host";

const POST = "PostAutomateResponseConfig";

const start = installedHosts("AutomateResponseConfig");

const rule = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_level: { equals: "serious" } },
  actions: [{ actionType: "changeThreatLevel" }],
};

// Without this the one would retry for ten minutes, and the other look for the rule and go on.
test.concurrent.for<[string, Fault]>([
  ["waits to be let in", { operation: POST, fault: "throttle", times: 1_000_000 }],
  ["waits for an answer", { operation: POST, fault: "hang" }],
])(
  "a create that %s ends when the engine has gone, and sends nothing more",
  async ([, fault], { expect, onTestFinished }) => {
    const posted = Promise.withResolvers<void>();
    const emulator = await startEmulator({
      onRequest: (operation) => {
        if (operation === POST) posted.resolve();
      },
    });
    onTestFinished(() => emulator.close());
    emulator.addFault(fault);
    const host = await start(configurationFor(emulator, { "alicloud-soar:readTimeout": "3s" }));
    onTestFinished(() => host.close());
    const { inputs } = await host.check({}, rule);
    const created = host.create(inputs);
    const failed = expect(created).rejects.toThrow("The Pulumi engine has gone; the provider stopped waiting.");
    await posted.promise;
    host.endEngine();
    await failed;
    const operations = emulator.journal.map(({ operation }) => operation);
    expect(operations.filter((operation) => operation !== POST)).toEqual([
      "GetCallerIdentity",
      "ListAutomateResponseConfigs",
      "DescribeAutomateResponseConfigFeature",
    ]);
  },
);

import { expect, test } from "vitest";
import { listAutomateResponseConfigs } from "../../provider/api/operations/list-automate-response-configs";
import { postAutomateResponseConfig } from "../../provider/api/operations/post-automate-response-config";
import { createContext } from "../../provider/context";
import { startEmulator } from "../emulator";
import { SimulatedClock } from "../simulated-clock";

test("x", async () => {
  const e = await startEmulator();
  const c = createContext({
    clock: new SimulatedClock(),
    config: {
      region: "cn-hangzhou",
      sasEndpoint: e.url,
      cloudSiemEndpoint: e.url,
      accessKeyId: e.accessKeyId,
      accessKeySecret: e.accessKeySecret,
      maxCallsPerSecond: 10,
      readTimeout: 300,
      callLog: "/tmp/lab/log",
    },
  });
  console.log(
    await c.call(postAutomateResponseConfig, {
      RuleName: "a b'()",
      AutoResponseType: "alert",
      ActionType: "doPlaybook",
      ActionConfig: "[]",
      ExecutionCondition: "[]",
    }),
  );
  console.log(JSON.stringify(await c.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 100 })));
  for (const fault of [
    "throttle",
    "http500",
    "http503-html",
    "drop-before",
    "drop-after",
    "hang",
    "truncate",
    "refuse",
    "permission",
  ] as const) {
    e.addFault({ operation: "PostAutomateResponseConfig", fault, times: 1 });
    const r = await c
      .call(postAutomateResponseConfig, {
        RuleName: fault,
        AutoResponseType: "alert",
        ActionType: "doPlaybook",
        ActionConfig: "[]",
        ExecutionCondition: "[]",
      })
      .catch((x) => x);
    console.log(fault, r.message ?? r, JSON.stringify(r));
  }
  await e.close();
});

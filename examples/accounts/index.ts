import * as pulumi from "@pulumi/pulumi";
import * as soar from "pulumi-alicloud-soar";

// The providers of the accounts take their credentials from the environment. An explicit provider sees nothing of the
// stack's configuration but what it is given: here the endpoint, which is set only where the stack runs on the emulator.
const cloudSiemEndpoint = new pulumi.Config("alicloud-soar").get("cloudSiemEndpoint");

const accounts = [
  { name: "mainland", region: "cn-hangzhou", roleFor: "1234567890123456" },
  { name: "singapore", region: "ap-southeast-1", roleFor: "1234567890123457" },
];

for (const { name, ...view } of accounts) {
  const provider = new soar.Provider(name, { ...view, cloudSiemEndpoint, maxCallsPerSecond: 5 });
  new soar.AutomateResponseConfig(
    `block-webshell-${name}`,
    {
      autoResponseType: "alert",
      conditions: { alert_name: { containsString: "webshell_online" } },
      actions: [
        {
          actionType: "doPlaybook",
          playbookName: "WafBlockIP",
          playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
        },
      ],
    },
    { provider },
  );
}

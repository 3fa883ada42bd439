import { expect, it } from "vitest";
import { webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const program = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const equals = pulumi.output(Promise.reject(new Error("no such stack")));
new soar.AutomateResponseConfig("rule", { ...${JSON.stringify(webshell)}, conditions: { alert_desc: { equals } } });
`;

it("a failing input is told once, with the property that the program gave", async () => {
  const stack = await Stack.ofFiles({ "index.js": program }, { emulator: await localCloud() });
  const { exitCode, output } = await stack.pulumi("preview");
  expect(exitCode).toBeGreaterThan(0);
  expect(output).toContain('Error: error serializing property "conditions": no such stack');
  expect(output.match(/error serializing property/g)).toHaveLength(1);
});

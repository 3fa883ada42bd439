import { randomBytes } from "node:crypto";
import { join, relative } from "node:path";
import { expect, it } from "vitest";
import { checkout } from "../support/project";
import { webshell } from "./declared";
import { filesBelow } from "./files-below";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

/** A text that stands nowhere by chance. */
const planted = (what: string) => `${what}-${randomBytes(6).toString("hex")}`;

/** How the engine marks a secret in an exported state (Pulumi, sdk/go/common/resource/properties.go, SecretSig). */
const encrypted = { "4dabf18193072939515e22adb298388d": expect.any(String), ciphertext: expect.any(String) };

/** The language host that can be built passes no transforms; programs inside a process need none. */
const inline = `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const soar = require("pulumi-alicloud-soar");
const rule = ${JSON.stringify(webshell)};
const secretly = (name) => {
  const equals = new pulumi.Config().requireSecret(name);
  return ({ props, opts }) => ({ props: { ...props, conditions: { alert_desc: { equals } } }, opts });
};
const program = async () => {
  const ofStack = secretly("stack");
  pulumi.runtime.registerResourceTransform((args) => (args.name === "of-stack" ? ofStack(args) : undefined));
  new soar.AutomateResponseConfig("own", rule, { transforms: [secretly("own")] });
  new soar.AutomateResponseConfig("of-stack", rule);
};
// Callbacks run outside the program, where an inline program has not said that the engine takes secrets.
require("@pulumi/pulumi/runtime/state").getStore().supportsSecrets = true;
(async () => {
  const stack = await LocalWorkspace.selectStack({ stackName: "test", projectName: "rules", program }, { workDir: process.cwd() });
  const onOutput = (text) => process.stdout.write(text);
  await stack[process.argv[2]]({ onOutput, diff: true, refresh: process.argv[3] === "refresh" });
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
`;

it("a secret that transforms of the engine make is in no sentence, unless the configuration says so", async () => {
  const secrets = { own: planted("own"), stack: planted("stack") };
  const emulator = await localCloud();
  const stack = await Stack.ofFiles(
    { "inline.js": inline },
    {
      emulator,
      secrets: Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`rules:${name}`, value])),
      env: { ALICLOUD_SOAR_CALL_LOG: "calls.jsonl" },
    },
  );
  const program = async (...args: string[]) => {
    const outcome = await stack.node(relative(checkout, join(stack.project, "inline.js")), ...args);
    expect(outcome.exitCode, outcome.output).toBe(0);
    return outcome.output;
  };
  const output = [await program("preview"), await program("up")];
  const recorded = await stack.recorded();
  expect(Object.values(recorded).map(({ outputs }) => outputs.summary)).toEqual([encrypted, encrypted]);
  for (const rule of emulator.state.rules) {
    const [item] = JSON.parse(rule.ExecutionCondition);
    rule.ExecutionCondition = JSON.stringify([item, { ...item, right: { value: "added" } }]);
  }
  output.push(await program("preview", "refresh"), await program("refresh"));
  const everything = [...output, ...(await filesBelow(stack.folder))].join("\n");
  expect(Object.values(secrets).filter((secret) => everything.includes(secret))).toEqual([]);
});

import { InvalidArgumentError } from "commander";
import { readConfig } from "../api/configuration/config";
import type { Finding } from "../doctor";
import { type KindName, kinds } from "../resources";
import { command, EXIT, flag, repeated, STACK } from "./command";
import { openStack } from "./stack";

const kindNames = Object.keys(kinds) as KindName[];

/** `alicloud-soar doctor`: looks at all that a deployment needs, and says what to do. */
export const doctorCommand = command({
  name: "doctor",
  description: "look at all that a deployment needs, and say what to do; reads only",
  options: {
    stack: STACK,
    kind: repeated("--kind <name>", `only what resources of this kind need: ${kindNames.join(", ")}`, kind),
    json: flag("--json", "print what was found as JSON"),
  },
  run: async ({ stack, kind, json }) => {
    const { examine } = await import("../doctor/index.js");
    const report = await examine({
      configuration: async () => readConfig((await openStack(stack)).configuration),
      kinds: kind.length > 0 ? kind : kindNames,
      log: console.error,
    });
    if (json) console.log(JSON.stringify(report, null, 2));
    else for (const line of linesOf(report.findings)) console.log(line);
    return report.ok ? EXIT.succeeded : EXIT.failed;
  },
});

function kind(text: string): KindName {
  const name = kindNames.find((known) => known === text);
  if (name !== undefined) return name;
  throw new InvalidArgumentError(`It is one of ${kindNames.join(", ")}.`);
}

function linesOf(findings: readonly Finding[]): string[] {
  const lines = findings.map(({ check, status, found }) => `${status.padEnd(9)}  ${check}: ${found}`);
  const wrong = findings.filter(({ status }) => status === "wrong").length;
  const end = wrong === 0 ? "Nothing is wrong." : `${wrong} ${wrong === 1 ? "thing is" : "things are"} wrong.`;
  return [...lines, "", end];
}

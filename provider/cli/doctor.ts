import { InvalidArgumentError } from "commander";
import { readConfig } from "../api/configuration/config";
import type { CommandName, Finding } from "../doctor";
import { type KindName, kinds } from "../resources";
import { command, EXIT, flag, repeated, STACK } from "./command";
import { openStack } from "./stack";

const commandNames = ["history", "simulate"] as const satisfies readonly CommandName[];
const kindNames = Object.keys(kinds) as KindName[];

/** `alicloud-soar doctor`: looks at all that a deployment needs, and says what to do. */
export const doctorCommand = command({
  name: "doctor",
  description: "look at all that a deployment needs, and say what to do; reads only",
  options: {
    stack: STACK,
    kind: repeated("--kind <name>", `only what resources of this kind need: ${kindNames.join(", ")}`, kind),
    command: repeated("--command <name>", `only what a command needs: ${commandNames.join(", ")}`, commandName),
    json: flag("--json", "print what was found as JSON"),
  },
  run: async ({ stack, kind, command: commands, json }) => {
    const { examine } = await import("../doctor/index.js");
    const report = await examine({
      configuration: async () => readConfig((await openStack(stack)).configuration),
      kinds: kind.length + commands.length > 0 ? kind : kindNames,
      commands,
      log: console.error,
    });
    if (json) console.log(JSON.stringify(report, null, 2));
    else for (const line of linesOf(report.findings)) console.log(line);
    return report.ok ? EXIT.succeeded : EXIT.failed;
  },
});

function commandName(text: string): CommandName {
  const name = commandNames.find((known) => known === text);
  if (name !== undefined) return name;
  throw new InvalidArgumentError(`It is one of ${commandNames.join(", ")}.`);
}

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

import { resourceType } from "../../sdk/provider-text";
import { warningsOf } from "../../sdk/stack-keys";
import { examineConfig } from "../api/configuration/config";
import type { Centre, CommandName, Finding } from "../doctor";
import { type KindName, kinds } from "../resources";
import { command, EXIT, flag, oneOf, repeated, STACK } from "./command";
import { openStack, type RecordedResource } from "./stack";

const commandNames = ["history", "simulate"] as const satisfies readonly CommandName[];
const kindNames = Object.keys(kinds) as KindName[];

/** `alicloud-soar doctor`: looks at all that a deployment needs, and says what to do. */
export const doctorCommand = command({
  name: "doctor",
  description: "look at all that a deployment needs, and say what to do; reads only",
  example: "alicloud-soar doctor --stack prod --kind AutomateResponseConfig",
  options: {
    stack: STACK,
    kind: repeated("--kind <name>", `only what resources of this kind need: ${kindNames.join(", ")}`, oneOf(kindNames)),
    command: repeated("--command <name>", `only what a command needs: ${commandNames.join(", ")}`, oneOf(commandNames)),
    json: flag("--json", "print what was found as JSON"),
  },
  run: async ({ stack, kind, command: commands, json }) => {
    const { examine } = await import("../doctor/index.js");
    const report = await examine({
      stack: async () => {
        const { configuration, keys, resources } = await openStack(stack);
        const secrets = keys.filter(({ isSecret }) => isSecret).map(({ name }) => name);
        const warnings = warningsOf(
          keys.map(({ name }) => name),
          (name) => secrets.includes(name),
        );
        const centres = async () => (await resources()).flatMap(centreOf);
        return { ...examineConfig(configuration), warnings, centres };
      },
      kinds: kind.length + commands.length > 0 ? kind : kindNames,
      commands,
      log: console.error,
    });
    if (json) console.log(JSON.stringify(report, null, 2));
    else for (const line of linesOf(report.findings)) console.log(line);
    return report.ok ? EXIT.succeeded : EXIT.failed;
  },
});

/** The data-management centre that a resource records; none of one that is in both, or has a provider of its own. */
function centreOf({ type, provider = "", inputs, outputs }: RecordedResource): Centre[] {
  const isOurs = kindNames.some((name) => resourceType(name) === type);
  if (!isOurs || !provider.includes("::pulumi:providers:pulumi-nodejs::default")) return [];
  const isInput = typeof inputs?.regionId === "string";
  const centre = isInput ? inputs?.regionId : outputs?.__place;
  return typeof centre === "string" ? [{ centre, isInput }] : [];
}

/** What is wrong stands last, where a terminal shows it; what was not tried is one line a reason. */
function linesOf(findings: readonly Finding[]): string[] {
  const having = (wanted: Finding["status"]) => findings.filter(({ status }) => status === wanted);
  const line = ({ check, status, found }: Finding) => `${status.padEnd(9)}  ${check}: ${found}`;
  const untried = having("not tried");
  const reasonOf = ({ reason, found }: Finding) => reason ?? found;
  // Not Map.groupBy: a Node.js that is too old for it has to be told.
  const folded = [...new Set(untried.map(reasonOf))].map((reason) => {
    const alike = untried.filter((finding) => reasonOf(finding) === reason);
    if (alike.length === 1) return alike.map(line).join();
    const actions = alike.map(({ ramAction }) => ramAction).join(", ");
    return `not tried  ${alike.length} operations: ${reason}; the RAM actions are ${actions}`;
  });
  const wrong = having("wrong");
  const things = `${wrong.length} ${wrong.length === 1 ? "thing is" : "things are"} wrong`;
  const end = wrong.length === 0 ? ["Nothing is wrong."] : [`${things}:`, ...wrong.map(line)];
  return [...having("ok").map(line), ...folded, "", ...end];
}

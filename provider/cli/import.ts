import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { providerText, resourceType } from "../../sdk/provider-text";
import { readConfig } from "../api/configuration/config";
import { createContext } from "../api/context";
import { inputsOf, withoutUndefined } from "../lifecycle/state";
import { listRules } from "../resources/automate-response-config/list";
import { automateResponseConfig } from "../resources/automate-response-config/verbs";
import { stackConfiguration } from "./stack-configuration";

type Rule = Awaited<ReturnType<typeof listRules>>[number];

/** `alicloud-soar import`: writes what `pulumi import --file` needs to adopt the rules that exist, and the program. */
export function importCommand(): Command {
  return new Command("import")
    .description("write an import file and a program for the automated response rules that exist")
    .option("--stack <name>", "stack whose configuration is used; default: the selected one")
    .option("--rule-name <name>", "only rules of exactly this name")
    .option("--preset", "the rules that the service came with, instead of the custom ones")
    .option("--file <path>", "import file to write", "soar-import.json")
    .option("--program <path>", "program to write", "soar-import.ts")
    .action(
      async (options: {
        stack?: string;
        ruleName?: string;
        preset?: true;
        file: string;
        program: string;
      }) => {
        const context = createContext({
          config: readConfig(await stackConfiguration(options.stack)),
          log: console.error,
        });
        const responseRuleType = options.preset ? "preset" : "custom";
        const rules = await listRules(context, { ruleName: options.ruleName, responseRuleType });
        if (rules.length === 0)
          throw new Error(
            `There is no ${responseRuleType} rule ${options.ruleName ? `named "${options.ruleName}" ` : ""}to import.`,
          );
        const names = uniqueNames(rules);
        await writeFile(
          options.file,
          `${JSON.stringify({ resources: rules.map((rule) => entry(rule, names)) }, null, 2)}\n`,
        );
        await writeFile(options.program, programOf(rules, names));
        console.log(
          [
            `${rules.length} rule${rules.length === 1 ? "" : "s"} written to ${options.file} and ${options.program}. Next:`,
            `  pulumi import --file ${options.file} --generate-code=false`,
            `  add the code in ${options.program} to your program, then run "pulumi preview": it should say unchanged`,
          ].join("\n"),
        );
      },
    );
}

/** Names of resources: the rules' names, numbered where they repeat. */
function uniqueNames(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, state } of rules) {
    let name = state.ruleName;
    for (let count = 2; taken.has(name); count++) name = `${state.ruleName}-${count}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}

function entry({ id, state }: Rule, names: ReadonlyMap<string, string>) {
  const withSentence = { ...state, summary: automateResponseConfig.summarize(state) };
  const __provider = providerText("AutomateResponseConfig");
  const inputs = { ...inputsOf(automateResponseConfig, withSentence), __provider };
  return {
    type: resourceType("AutomateResponseConfig"),
    name: names.get(id),
    id,
    inputs,
    outputs: { ...withoutUndefined(withSentence), __provider },
  };
}

function programOf(rules: readonly Rule[], names: ReadonlyMap<string, string>): string {
  const declarations = rules.map(({ id, state }) => {
    const { ruleName, autoResponseType, conditions, executionCondition, actions, enabled, onDelete } = state;
    const args = {
      ...(names.get(id) === ruleName ? {} : { ruleName }),
      autoResponseType,
      conditions,
      executionCondition,
      actions,
      ...(enabled ? {} : { enabled }),
      ...(onDelete === "delete" ? {} : { onDelete }),
    };
    const object = JSON.stringify(args, null, 2).replace(/^( +)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
    return `new soar.AutomateResponseConfig(${JSON.stringify(names.get(id))}, ${object});\n`;
  });
  return ['import * as soar from "pulumi-alicloud-soar";\n', ...declarations].join("\n");
}

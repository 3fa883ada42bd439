import { writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { providerText, resourceType } from "../../sdk/provider-text";
import type { Config } from "../api/configuration/config";
import { defaultOf } from "../lifecycle/check";
import { inputsOf, sentenceOf, withoutUndefined } from "../lifecycle/state";
import { listRules } from "../resources/automate-response-config/list";
import { automateResponseConfig } from "../resources/automate-response-config/verbs";
import { cloudCommand, EXIT, flag, optional, parsed } from "./command";

type Rule = Awaited<ReturnType<typeof listRules>>[number];
type NamedRule = Rule & { readonly name: string };

/** `alicloud-soar import`: writes what `pulumi import --file` needs to adopt the rules that exist, and the program. */
export const importCommand = cloudCommand({
  name: "import",
  description: "write an import file and a program for the automated response rules that exist",
  options: {
    ruleName: optional("--rule-name <name>", "only rules of exactly this name"),
    preset: flag("--preset", "the rules that the service came with, instead of the custom ones"),
    file: parsed("--file <path>", "import file to write", String, "soar-import.json"),
    program: parsed("--program <path>", "program to write", String, "soar-import.ts"),
  },
  run: async (context, { ruleName, preset, file, program }) => {
    const responseRuleType = preset ? "preset" : "custom";
    const rules = await listRules(context, { ruleName, responseRuleType });
    if (rules.length === 0)
      throw new Error(`There is no ${responseRuleType} rule ${ruleName ? `named "${ruleName}" ` : ""}to import.`);
    const named = withNames(rules);
    await writeFile(file, `${JSON.stringify({ resources: named.map(entry) }, null, 2)}\n`);
    await writeFile(program, programOf(named, context.config));
    return () => {
      const count = rules.length === 1 ? "1 rule" : `${rules.length} rules`;
      console.log(`${count} written to ${file} and ${program}. Next:`);
      console.log(`  pulumi import --file ${file} --generate-code=false`);
      console.log(`  add the code in ${program} to your program, then run "pulumi preview": it should say unchanged`);
      return EXIT.succeeded;
    };
  },
});

/** The rules with the names of their resources: their own, numbered where they repeat. */
function withNames(rules: readonly Rule[]): NamedRule[] {
  const taken = new Set<string>();
  return rules.map((rule) => {
    let name = rule.state.ruleName;
    for (let count = 2; taken.has(name); count++) name = `${rule.state.ruleName}-${count}`;
    taken.add(name);
    return { ...rule, name };
  });
}

function entry({ name, id, state }: NamedRule) {
  const withSentence = { ...state, summary: sentenceOf(automateResponseConfig, state) };
  const __provider = providerText("AutomateResponseConfig");
  const inputs = { ...inputsOf(automateResponseConfig, withSentence), __provider };
  const outputs = { ...withoutUndefined(withSentence), __provider };
  return { type: resourceType("AutomateResponseConfig"), name, id, inputs, outputs };
}

/** The program that declares the rules: of each, every property that no default gives. */
function programOf(rules: readonly NamedRule[], config: Config): string {
  const { properties } = automateResponseConfig;
  const names = Object.keys(properties) as (keyof typeof properties)[];
  const declarations = rules.map(({ name, state }) => {
    const args = names
      .filter((property) => !isDeepStrictEqual(state[property], defaultOf(properties[property], config)))
      .map((property) => [property, state[property]]);
    return `new soar.AutomateResponseConfig(${JSON.stringify(name)}, ${literal(Object.fromEntries(args))});\n`;
  });
  return ['import * as soar from "pulumi-alicloud-soar";\n', ...declarations].join("\n");
}

/** The value in TypeScript. */
function literal(value: object): string {
  return JSON.stringify(value, null, 2).replace(/^( +)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
}

import { writeFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { providerText, resourceType } from "../../sdk/provider-text";
import type { Config } from "../api/configuration/config";
import { defaultOf } from "../lifecycle/check";
import { inputsOf, withoutUndefined } from "../lifecycle/state";
import { listRules } from "../resources/automate-response-config/list";
import { automateResponseConfig } from "../resources/automate-response-config/verbs";
import { cloudCommand, EXIT, flag, optional, parsed } from "./command";

type Rule = Awaited<ReturnType<typeof listRules>>[number];

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
    const names = uniqueNames(rules);
    const resources = rules.map((rule) => entry(rule, names));
    await writeFile(file, `${JSON.stringify({ resources }, null, 2)}\n`);
    await writeFile(program, programOf(rules, names, context.config));
    return rules.length;
  },
  print: (count, { file, program }) => {
    const next = [
      `${count} rule${count === 1 ? "" : "s"} written to ${file} and ${program}. Next:`,
      `  pulumi import --file ${file} --generate-code=false`,
      `  add the code in ${program} to your program, then run "pulumi preview": it should say unchanged`,
    ];
    console.log(next.join("\n"));
    return EXIT.succeeded;
  },
});

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

/** The program that declares the rules: of each, every property that no default gives. */
function programOf(rules: readonly Rule[], names: ReadonlyMap<string, string>, config: Config): string {
  const { properties } = automateResponseConfig;
  const declarations = rules.map(({ id, state }) => {
    const name = names.get(id);
    const args = Object.keys(properties)
      .map((property) => property as keyof typeof properties)
      .filter((property) => !isDeepStrictEqual(state[property], defaultOf(properties[property], config)))
      .map((property) => [property, state[property]]);
    return `new soar.AutomateResponseConfig(${JSON.stringify(name)}, ${literal(Object.fromEntries(args))});\n`;
  });
  return ['import * as soar from "pulumi-alicloud-soar";\n', ...declarations].join("\n");
}

/** The value in TypeScript. A key `__proto__` is computed: written plainly, it would set the prototype. */
function literal(value: object): string {
  return JSON.stringify(value, null, 2).replace(
    /^( +)"([A-Za-z_$][\w$]*)":/gm,
    (_, indent, key) => `${indent}${key === "__proto__" ? '["__proto__"]' : key}:`,
  );
}

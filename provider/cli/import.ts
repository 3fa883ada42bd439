import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { InvalidArgumentError } from "commander";
import { providerText, resourceType } from "../../sdk/provider-text";
import type { Config } from "../api/configuration/config";
import { NO_PROJECT, projectAround } from "../doctor/program";
import { whyUnwritable } from "../file-writing";
import { compareText } from "../json";
import { check, defaultOf } from "../lifecycle/check";
import { inputsOf, sentenceOf, withoutLocalDefaults, withoutUndefined } from "../lifecycle/state";
import { listRules } from "../resources/automate-response-config/list";
import { automateResponseConfig } from "../resources/automate-response-config/verbs";
import { nameIn } from "../urn";
import { counted } from "../wording";
import { cloudCommand, EXIT, flag, optional, parsed } from "./command";
import { fileName } from "./given-files";
import { importLine } from "./import-line";
import type { Stack } from "./stack";

type Rule = Awaited<ReturnType<typeof listRules>>[number];
type NamedRule = Rule & { readonly name: string };
type Resources = Awaited<ReturnType<Stack["resources"]>>;

const TYPE = resourceType("AutomateResponseConfig");

/** `alicloud-soar import`: writes what `pulumi import --file` needs to adopt the rules that exist, and the program. */
export const importCommand = cloudCommand({
  name: "import",
  description: "write an import file and a program for the automated response rules that exist and the stack has not",
  example: "alicloud-soar import --rule-name block-webshell",
  options: {
    ruleName: optional("--rule-name <name>", "only rules of exactly this name"),
    preset: flag("--preset", "the rules that the service came with, instead of the custom ones"),
    file: parsed("--file <path>", "import file to write", fileName, "soar-import.json"),
    program: parsed("--program <path>", "program to write", fileName, "imported-rules.ts"),
  },
  run: async (context, { ruleName, preset, file, program }, stack) => {
    refuseOneStem(file, program);
    for (const path of [file, program]) await refuseUnlessNew(path);
    const responseRuleType = preset ? "preset" : "custom";
    const listed = await listRules(context, { ruleName, responseRuleType });
    const owned = (await stack.resources()).filter(({ type }) => type === TYPE);
    const missing = withNames(listed, owned).filter((rule) => !isOwned(rule, owned));
    const problems = new Map(missing.map((rule) => [rule, problemOf(rule, context.config)]));
    const rules = missing.filter((rule) => problems.get(rule) === undefined);
    const leftOut = [
      ...(listed.length > missing.length
        ? [`${counted(listed.length - missing.length, "rule")} left out, which the stack has already.`]
        : []),
      ...[...problems].flatMap(([{ id, name }, problem]) =>
        problem ? [`Rule ${id} "${name}" left out: ${problem}`] : [],
      ),
    ];
    if (rules.length === 0) {
      const none = `There is no ${responseRuleType} rule ${ruleName ? `named "${ruleName}" ` : ""}to import.`;
      throw new Error([none, ...leftOut].join("\n"));
    }
    const account = await context.collections.account.id(context);
    const resources = rules.map((rule) => entry(rule, account, context.config));
    await writeFile(file, `${JSON.stringify({ resources }, null, 2)}\n`, { flag: "wx" });
    await writeFile(program, programOf(rules, context.config), { flag: "wx" });
    const folder = process.cwd();
    const project = projectAround(folder);
    const line = importLine(project?.program ?? folder, program);
    return () => {
      for (const left of leftOut) console.log(left);
      if (project === undefined) console.error(`warning: ${NO_PROJECT}`);
      console.log(`${counted(rules.length, "rule")} written to ${file} and ${program}. Next:`);
      console.log(`  pulumi import --file ${file} --generate-code=false --protect=false`);
      console.log(`  add this line to your program: ${line}`);
      console.log("  pulumi preview   # it should say unchanged");
      if (rules.some(({ state }) => state.onDelete !== "retain"))
        console.log('From then on, "pulumi destroy" deletes them, unless onDelete is "retain".');
      return EXIT.succeeded;
    };
  },
});

/** @throws InvalidArgumentError when an import of the program may take the other file, as Node.js tries .json before .ts */
function refuseOneStem(file: string, program: string): void {
  const stemOf = (path: string) => resolve(path).replace(/\.\w*$/, "");
  if (stemOf(file) !== stemOf(program)) return;
  throw new InvalidArgumentError(
    "--file and --program need names that differ in more than the ending: your program would import the wrong one.",
  );
}

/** @throws InvalidArgumentError when the file is there, as it may hold edits, or cannot be written */
async function refuseUnlessNew(path: string): Promise<void> {
  if (existsSync(path)) {
    throw new InvalidArgumentError(
      `${path} exists, and may hold your edits: move it, or name others with --file and --program.`,
    );
  }
  const why = await whyUnwritable(path);
  if (why !== undefined) throw new InvalidArgumentError(`${path} cannot be written: ${why}.`);
}

/**
 * The rules, oldest first, with the names of their resources: their own. Where the name is taken, by an older rule or in the
 * stack, it has the rule's id, too, so that a rule that joins renames no other one.
 */
function withNames(rules: readonly Rule[], resources: Resources): NamedRule[] {
  const taken = new Set(resources.map(({ urn }) => nameIn(urn)));
  const oldestFirst = [...rules].sort((a, b) => a.id.length - b.id.length || compareText(a.id, b.id));
  return oldestFirst.map((rule) => {
    let name = rule.state.ruleName;
    while (taken.has(name)) name += `-${rule.id}`;
    taken.add(name);
    return { ...rule, name };
  });
}

/** Ids are those of a data-management centre. */
function isOwned({ id, state }: Rule, resources: Resources): boolean {
  return resources.some((resource) => resource.id === id && resource.inputs?.regionId === state.regionId);
}

/** Why the rule cannot be declared. One such rule would make the files of no use for all. */
function problemOf({ state }: Rule, config: Config): string | undefined {
  const [failure] = check(automateResponseConfig, config, argumentsOf(state, config)).failures;
  return failure && `${failure.property} ${failure.reason}`;
}

/** The rule as a resource, with the account that keys of another one are refused by. */
function entry({ name, id, state }: NamedRule, account: string, config: Config) {
  const withSentence = { ...state, summary: sentenceOf(automateResponseConfig, state) };
  const stored = withoutLocalDefaults(automateResponseConfig, withSentence, argumentsOf(state, config));
  const __provider = providerText("AutomateResponseConfig");
  const inputs = { ...inputsOf(automateResponseConfig, stored), __provider };
  const outputs = { ...withoutUndefined(stored), __provider, __account: account };
  return { type: TYPE, name, id, inputs, outputs };
}

/** The program that declares the rules. */
function programOf(rules: readonly NamedRule[], config: Config): string {
  const declarations = rules.map(({ name, state }) => {
    return `new soar.AutomateResponseConfig(${JSON.stringify(name)}, ${literal(argumentsOf(state, config))});\n`;
  });
  return ['import * as soar from "pulumi-alicloud-soar";\n', ...declarations].join("\n");
}

/** What a program declares a rule with: every property that no default gives. */
function argumentsOf(state: Rule["state"], config: Config): Readonly<Record<string, unknown>> {
  const { properties } = automateResponseConfig;
  const names = Object.keys(properties) as (keyof typeof properties)[];
  const args = names
    .filter((property) => !isDeepStrictEqual(state[property], defaultOf(properties[property], config)))
    .map((property) => [property, state[property]]);
  return Object.fromEntries(args);
}

/** The value in TypeScript. */
function literal(value: object): string {
  return JSON.stringify(value, null, 2).replace(/^( +)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { InvalidArgumentError } from "commander";
import { allPlaybooks } from "../api/collections/playbooks";
import { configuredView } from "../api/collections/rules";
import { readConfig } from "../api/configuration/config";
import { createContext } from "../api/context";
import { type PackageManager, packageManagerOf } from "../doctor/package-manager";
import { manifestIn, type Project, projectAround } from "../doctor/program";
import type { JsonObject } from "../json";
import { messageOf } from "../wording";
import { command, EXIT, oneOf, parsed, STACK } from "./command";
import {
  type ChosenPlaybook,
  type Files,
  IGNORED,
  needed,
  type Pipeline,
  pipelineFiles,
  pipelines,
  projectFiles,
  ruleFiles,
} from "./first-files";
import { importLine } from "./import-line";
import { type OwnSource, ownSource } from "./own-source";
import { openStack } from "./stack";

/** The playbook of the quickstart: that of the example in the document of PostAutomateResponseConfig. */
const EXAMPLE: ChosenPlaybook = {
  playbookName: "WafBlockIP",
  playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758",
};

const NAME = "pulumi-alicloud-soar";

/** What is kept as it is, and to which the commands that come next add what it lacks. */
const ADDED_TO = ["package.json", ".gitignore"];

/** Where the rule has been written before, nobody is asked. */
const WRITTEN = { playbook: EXAMPLE, said: "" };

/** Milliseconds that the playbooks of the account are waited for. */
const PATIENCE = 20_000;

/** `alicloud-soar init`: writes a first rule, its test and a pipeline. */
export const initCommand = command({
  name: "init",
  description:
    "write a first rule, its test and a pipeline, into an empty folder or a TypeScript project; overwrites nothing",
  example: "alicloud-soar init --pipeline gitlab",
  options: {
    pipeline: parsed<Pipeline, Pipeline>(
      "--pipeline <where>",
      `where the pipeline runs: ${pipelines.join(", ")}`,
      oneOf(pipelines),
      "github",
    ),
    stack: STACK,
  },
  run: async ({ pipeline, stack }) => {
    const folder = process.cwd();
    const project = projectAround(folder);
    if (project !== undefined) refuseOthers(project);
    const beside = project?.program ?? folder;
    if (project !== undefined && dirname(project.file) !== folder) {
      console.log(`This folder is in the Pulumi project of ${project.file}: the rule and its test go to ${beside}.`);
      console.log("For a project of its own, run init in a folder that has no Pulumi.yaml above it.");
    }
    const packages = packageManagerOf(beside);
    const own = ownSource(folder, beside);
    const { playbook, said } = existsSync(join(beside, "rules.ts")) ? WRITTEN : await choosePlaybook(stack);
    if (said) console.log(`The rule runs the playbook "${playbook.playbookName}" ${said}`);
    const ofProject = project ? {} : projectFiles(nameOf(folder), own.range, packages);
    const results = [
      ...(await write(beside, ruleFiles(playbook))),
      ...(await write(folder, { ...pipelineFiles(pipeline, packages, typedIn(folder, project)), ...ofProject })),
    ];
    const next = nextCommands(folder, project, own, packages);
    if (!results.includes("written")) console.log("Every file is there already: nothing was written.");
    console.log("Next:");
    for (const line of next) console.log(`  ${line}`);
    if (own.elsewhere && pipeline !== "none") {
      console.log(
        `Until ${NAME} is published, the pipeline needs ${basename(own.elsewhere)}, too: copy it into this folder, commit it,`,
      );
      console.log(`and install it from there: ${packages.add(`./${basename(own.elsewhere)}`)}`);
    }
    return results.includes("left") ? EXIT.failed : EXIT.succeeded;
  },
});

/** @throws InvalidArgumentError when the program of the project is not written in TypeScript */
function refuseOthers({ runtime, program }: Project): void {
  const isTyped = ["tsconfig.json", "index.ts"].some((file) => existsSync(join(program, file)));
  if (runtime === "nodejs" && isTyped) return;
  throw new InvalidArgumentError(
    `This is a Pulumi project, but its program in ${program} is not in TypeScript (a tsconfig.json or index.ts, and the ` +
      "runtime nodejs). Run init in an empty folder.",
  );
}

/** One of the account where it can be asked, else that of the example; and what there is to say of it, as the end of a sentence. */
async function choosePlaybook(stack: string | undefined): Promise<{ playbook: ChosenPlaybook; said: string }> {
  try {
    const config = readConfig((await openStack(stack)).configuration);
    const context = createContext({ config, log: console.error }).within(PATIENCE);
    const found = (await allPlaybooks(context, configuredView(config))).filter(({ Active }) => Active !== 0);
    const chosen = found.find(({ PlaybookUuid }) => PlaybookUuid === EXAMPLE.playbookUuid) ?? found[0];
    if (chosen === undefined) return { playbook: EXAMPLE, said: "of the documents: the account has none." };
    const playbook = { playbookName: chosen.DisplayName, playbookUuid: chosen.PlaybookUuid };
    return { playbook, said: "of the account." };
  } catch (error) {
    const [why = ""] = messageOf(error).split(/(?<=\.)\s/);
    return { playbook: EXAMPLE, said: `of the documents, as the account could not be asked for its own: ${why}` };
  }
}

/** Where the tsconfig.json of the program is, or will be; undefined where there is none. */
function typedIn(folder: string, project: Project | undefined): string | undefined {
  const program = project?.program ?? folder;
  const isTyped = project === undefined || existsSync(join(program, "tsconfig.json"));
  return isTyped ? relative(folder, program) : undefined;
}

/**
 * Writes the files that are not there, and names each.
 * @returns what became of each; `kept` is one to which the next commands add what it lacks
 */
async function write(folder: string, files: Files): Promise<("written" | "left" | "kept")[]> {
  const results: ("written" | "left" | "kept")[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    const shown = relative(process.cwd(), path);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: "wx" });
      console.log(`written  ${shown}`);
      results.push("written");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!existsSync(path)) throw new InvalidArgumentError(`${shown} cannot be written (${code}).`);
      const isAddedTo = ADDED_TO.includes(name);
      console.log(isAddedTo ? `kept     ${shown}` : `left     ${shown}: it exists`);
      results.push(isAddedTo ? "kept" : "left");
    }
  }
  return results;
}

/** A name for project and package, which both take: Pulumi's may have 100 characters. (Pulumi, ValidateProjectName) */
function nameOf(folder: string): string {
  return (
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, "-")
      .slice(0, 100)
      .replace(/^-+|-+$/g, "") || "response-rules"
  );
}

/** The commands that come next. */
function nextCommands(
  folder: string,
  project: Project | undefined,
  own: OwnSource,
  packages: PackageManager,
): string[] {
  const program = project?.program ?? folder;
  const manifest = manifestIn(program);
  const index = join(program, "index.ts");
  const imports = existsSync(index) && readFileSync(index, "utf8").includes('"./rules');
  const middle = imports
    ? `${packages.exec} vitest run`
    : `echo '${importLine(program, join(program, "rules.ts"))}' >> ${relative(folder, index)}`;
  return [
    installing(manifest, own, packages),
    ...(project === undefined ? [] : [middle]),
    ...ignoring(folder),
    ...(hasStack(folder) ? [] : ["pulumi stack init dev"]),
    `${packages.exec} alicloud-soar doctor   # says what else is to be set, such as the region`,
  ];
}

/** Whether a stack of the project in a folder has been configured here. */
function hasStack(folder: string): boolean {
  return readdirSync(folder).some((name) => /^Pulumi\..+\.ya?ml$/.test(name));
}

/** The command that adds to .gitignore what neither it nor one above it in the repository has; none where all is there. */
function ignoring(folder: string): string[] {
  const has = new Set<string>();
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, ".gitignore");
    const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    for (const line of lines) has.add(plain(line));
    if (dirname(at) === at || existsSync(join(at, ".git"))) break;
  }
  const missing = IGNORED.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !has.has(plain(line)));
  if (missing.length === 0) return [];
  const quoted = missing.map((line) => (line.includes("*") ? `'${line}'` : line)).join(" ");
  return [`printf '%s\\n' '' ${quoted} >> .gitignore   # what nobody should commit`];
}

/** A pattern without the slashes at its ends, which say where it holds. */
function plain(pattern: string): string {
  return pattern.trim().replace(/^\/|\/$/g, "");
}

/** The command that installs what a package.json does not name. */
function installing({ dependencies, devDependencies }: JsonObject, own: OwnSource, packages: PackageManager): string {
  const needs = needed(own.range, packages);
  const has = { ...(dependencies as object), ...(devDependencies as object) };
  // With their ranges: the newest TypeScript may be newer than Pulumi's SDK takes.
  const missing = (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted)
      .filter(([name]) => !Object.hasOwn(has, name))
      .map(([name, range]) => `"${name}@${range}"`)
      .join(" ");
  const [run, test] = [missing(needs.dependencies), missing(needs.devDependencies)];
  const isOurs = { ...needs.dependencies, ...has }[NAME] === own.range;
  const commands = [
    isOurs && own.before,
    run && packages.add(run),
    test && packages.add(test, true),
    !run && !test && packages.install,
  ];
  return commands.filter(Boolean).join(" && ");
}

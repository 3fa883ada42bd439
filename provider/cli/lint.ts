import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InvalidArgumentError } from "commander";
import { CATALOGUE_FILE } from "../catalogue/catalogue";
import { listedFor } from "../catalogue/listed";
import type { Entry } from "../evaluation/entry";
import { HistoryFileError } from "../history/file";
import { CHECKS, type IgnoredFinding, type LintFinding, type LintReport } from "../lint/finding";
import { type Ignore, readIgnores } from "../lint/ignores";
import type { Beside } from "../lint/lint";
import { positionOfIgnore, positionOfResource } from "../lint/places";
import { type Place, sarifOf } from "../lint/sarif";
import type { JudgedRule } from "../rule-language/judged-rule";
import { counted, quote } from "../wording";
import { command, EXIT, flag, optional, parsed, print, repeated } from "./command";
import { catalogueIn, fileName, historyIn, nameOf, read, readGiven, writeGiven } from "./given-files";
import { nearest, projectFile } from "./nearest";
import { RULES, rulesFrom, takeDash } from "./rules-source";

const IGNORE = "soar-lint-ignore.json";

const HELP = `
Findings:
${Object.entries(CHECKS)
  .map(([code, { name, level, finds }]) => `  ${code}  ${name.padEnd(18)}  ${level.padEnd(7)}  ${finds}`)
  .join("\n")}

It finds nothing by guess: what cannot be told, such as of a value that is known after apply, is no finding. Files need no network and
no credentials. Exit code 0: nothing is found, 1: something is, or the preview failed, 2: bad input.

${IGNORE} is a list of what is left, with a reason and the last day on which it is:
  [{ "rule": "block-webshell", "code": "SOAR102", "reason": "SEC-1041 merges them", "expires": "2026-12-31" }]`;

/** `alicloud-soar lint`: what is odd about rules, before they act. */
export const lintCommand = command({
  name: "lint",
  description:
    "look at the rules of a preview for what cannot be meant: covered, contradicting, never matching, looping",
  example: "pulumi preview --json --show-sames | alicloud-soar lint --program index.ts --sarif lint.sarif",
  options: {
    ...RULES,
    history: optional(
      "--history <file>",
      'what "alicloud-soar history" wrote: rules that answer none of it are found, too',
    ),
    catalog: optional(
      "--catalog <file>",
      `what "alicloud-soar catalog" wrote; default: ${CATALOGUE_FILE}, where it is`,
    ),
    ignore: parsed("--ignore <file>", `findings to leave; default: ${IGNORE}, where it is`, fileName, undefined),
    program: repeated(
      "--program <file>",
      "file in which --sarif shows where a rule is, if the preview does not tell",
      fileName,
    ),
    sarif: parsed("--sarif <file>", "file to write for code scanning, too", fileName, undefined),
    json: flag("--json", "print what was found as JSON"),
  },
  run: async ({ history, catalog, ignore, program, sarif, json, ...source }) => {
    const ignored = await ignoresOf(ignore);
    const programs = await Promise.all(program.map(async (path) => ({ path, text: await readGiven(path) })));
    const { rules, isFailed } = await rulesFrom(source);
    const today = new Date().toISOString().slice(0, 10);
    const { lint } = await import("../lint/lint.js");
    const listed = await listsIn(catalog);
    const beside = {
      ...(listed && { listed }),
      ...(history !== undefined && { history: entriesOf(history) }),
      ignores: ignored.list,
      today,
    };
    const report = await lint(rules, beside);
    if (sarif !== undefined)
      await writeGiven(sarif, `${JSON.stringify(sarifOf(report, placesIn(rules, programs, ignored)), null, 2)}\n`);
    print(json, report, linesOf(report));
    return isFailed || report.findings.length > 0 ? EXIT.failed : EXIT.succeeded;
  },
}).addHelpText("after", HELP);

takeDash(lintCommand);

interface GivenText {
  readonly path: string;
  readonly text: string;
}

interface Ignores extends GivenText {
  readonly list: readonly Ignore[];
}

async function ignoresOf(named: string | undefined): Promise<Ignores> {
  if (named === undefined && !existsSync(IGNORE)) return { path: IGNORE, text: "", list: [] };
  const path = named ?? IGNORE;
  return read(path, (text) => ({ path, text, list: readIgnores(text) }));
}

/** What the catalogue lists for the view of a rule. An old one is not looked at, with a line: what it lacks may be there by now. */
async function listsIn(path: string | undefined): Promise<Beside["listed"]> {
  if (path === undefined && !existsSync(CATALOGUE_FILE)) return undefined;
  const file = path ?? CATALOGUE_FILE;
  const catalogue = await catalogueIn(file);
  const old = new Set<string>();
  return ({ regionId, roleType, roleFor }) => {
    if (regionId === undefined) return undefined;
    const view = { regionId, ...(roleType !== undefined && { roleType }), ...(roleFor !== undefined && { roleFor }) };
    const listed = listedFor(catalogue, view, Date.now());
    if (!listed?.isStale) return listed;
    if (!old.has(listed.asOf)) {
      console.error(
        `warning: ${nameOf(file)} of ${listed.asOf} is too old to tell what the account lacks: write it anew.`,
      );
    }
    old.add(listed.asOf);
    return undefined;
  };
}

/** The alerts and events of a history file, read as they are asked for. */
async function* entriesOf(path: string): AsyncGenerator<Entry> {
  try {
    for await (const { kind, entry } of (await historyIn(path)).entries()) {
      if (kind !== "record") yield { ...entry };
    }
  } catch (error) {
    throw error instanceof HistoryFileError ? new InvalidArgumentError(error.message) : error;
  }
}

/**
 * Where a finding is shown: in the list of what is ignored, in a program that was named, where the engine says that the rule is
 * made, else at Pulumi.yaml, as it has to be somewhere.
 */
function placesIn(
  rules: readonly JudgedRule[],
  programs: readonly GivenText[],
  ignores: Ignores,
): (finding: LintFinding) => Place {
  const project = projectFile() ?? resolve("Pulumi.yaml");
  const root = dirname(nearest(".git") ?? project);
  const pathOf = (path: string) => {
    const inside = relative(root, resolve(path)).split(sep).join("/");
    // On Windows, nothing leads from one drive to another.
    return inside.startsWith("../") || isAbsolute(inside) ? undefined : inside;
  };
  const last = { file: pathOf(project) ?? "Pulumi.yaml" };
  const sources = new Map(rules.map(({ name, urn = name, source }) => [urn, source]));
  return ({ code, rule, urn = rule, about = "" }) => {
    if (code === "SOAR901" || code === "SOAR902") {
      const file = pathOf(ignores.path);
      return file === undefined ? last : { file, ...positionOfIgnore(ignores.text, rule, about) };
    }
    for (const { path, text } of programs) {
      const [file, position] = [pathOf(path), positionOfResource(text, rule)];
      if (file !== undefined && position) return { file, ...position };
    }
    const source = sources.get(urn);
    const file = source && pathOf(join(dirname(project), source.file));
    return source && file !== undefined ? { ...source, file } : last;
  };
}

function linesOf({ rules, findings, ignored, hidden }: LintReport): string[] {
  const line = ({ code, level, rule, sentence, remedy }: LintFinding) =>
    `${code}  ${level.padEnd(7)}  ${quote(rule)}: ${sentence} ${remedy}`;
  const left = ({ code, rule, reason, expires }: IgnoredFinding) =>
    `${code}  ignored  ${quote(rule)}, until ${expires}: ${quote(reason)}`;
  const unseen =
    hidden.length === 0
      ? []
      : [`Not seen whole, so that more may be odd: ${hidden.map((name) => quote(name)).join(", ")}.`];
  return [
    ...findings.map(line),
    ...ignored.map(left),
    ...unseen,
    `${counted(rules, "rule")}, ${counted(findings.length, "finding")}, ${ignored.length} ignored.`,
  ];
}

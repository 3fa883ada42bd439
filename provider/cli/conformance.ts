import { createInterface } from "node:readline";
import { InvalidArgumentError } from "commander";
import { askService, type Report } from "../conformance";
import { cloudCommand, EXIT, flag, print } from "./command";

/** `alicloud-soar conformance`: asks the service what its documents do not tell. */
export const conformanceCommand = cloudCommand({
  name: "conformance",
  description: "ask the service what its documents do not tell; reads only, unless --write is given",
  example: "alicloud-soar conformance --stack test > answers.md",
  options: {
    write: flag("--write", "make, change and delete one rule, too: disabled, with a condition that never matches"),
    yes: flag("--yes", "do not ask whether the rule may be made"),
    json: flag("--json", "print what was found out as JSON"),
  },
  run: async (context, { write, yes, json }) => {
    if (yes && !write) throw new InvalidArgumentError("--yes is for --write.");
    if (write && !yes && !(await mayWrite())) throw new InvalidArgumentError("Nothing was asked and nothing written.");
    const report = await askService(context, { writes: write === true });
    return () => {
      print(json, report, linesOf(report));
      return report.left.length > 0 || report.stopped !== undefined ? EXIT.failed : EXIT.succeeded;
    };
  },
});

async function mayWrite(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new InvalidArgumentError("--write asks on a terminal; elsewhere say --yes, too.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const question =
    "Make a rule in this account, disabled, whose condition never matches, and delete it at the end? (y/N) ";
  const answer = await new Promise<string>((resolve) => {
    terminal.once("close", () => resolve(""));
    terminal.question(question, resolve);
  });
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** A table that can be pasted into a report, and what the account is left with. */
function linesOf({ findings, removed, left, stopped }: Report): string[] {
  const rows = findings.map(({ question, answer = "not told", evidence, setting = "" }) => {
    return `| ${[question, answer, evidence, setting].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return [
    "| question | answer | evidence | setting of the emulator |",
    "|---|---|---|---|",
    ...rows,
    ...(stopped === undefined ? [] : ["", `The writing part ended early: ${stopped}.`]),
    ...removed.map((name) => `Removed rule ${name}, which an earlier run had left.`),
    ...left.map((name) => `Rule ${name} could not be deleted: delete it in the console.`),
  ];
}

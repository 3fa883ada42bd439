import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import type { Context } from "../api/context";
import { HistoryFileError } from "../history/file";
import type { SimulationResult } from "../simulation/result";
import { MEASURES, metBy, readThreshold, type Threshold } from "../simulation/thresholds";
import { messageOf } from "../wording";
import { command, EXIT, flag, inCloud, optional, parsed, print, repeated } from "./command";
import { historyIn, nameOf } from "./given-files";
import { days } from "./history";
import { beforeInterruption } from "./interruption";
import { type GivenRules, givenRules, RULES, type RulesSource, refuse, refuseSeveral, takeDash } from "./rules-source";
import { touched } from "./touched";

const HELP = `
Thresholds are looked at rule by rule, with >, >=, < or <=:
${Object.entries(MEASURES)
  .map(([name, { means }]) => `  ${name.padEnd(12)}  ${means}`)
  .join("\n")}

Files need no network and no credentials. With --days, --account and --live the account is asked, by calls that only read: then it is
known, too, on which entities a playbook works, and which instances a repair would touch. What cannot be told of an entry, such as of a key that it lacks, is counted as that,
never as a no. Exit code 0: done, 1: a threshold is met, or the preview failed, 2: bad input, or the account could not be read.`;

interface Order extends Omit<RulesSource, "stack"> {
  readonly history: string | undefined;
  readonly days: number | undefined;
  readonly failOn: readonly Threshold[];
}

interface Simulated {
  readonly result: SimulationResult;
  /** Whether the preview failed, so that rules may be missing. */
  readonly isFailed: boolean;
}

/** `alicloud-soar simulate`: what rules would have answered of what happened, before they act. */
export const simulateCommand = command({
  name: "simulate",
  description: "tell what the rules of a preview would have answered of a history, and what its repairs would touch",
  example: `alicloud-soar history --days 30
pulumi preview --json --show-sames | alicloud-soar simulate --history history.jsonl.gz --fail-on 'new-matches>100'`,
  options: {
    ...RULES,
    history: optional("--history <file>", 'what "alicloud-soar history" wrote'),
    days: parsed("--days <number>", "instead of a file: the account's own last days", days, undefined),
    live: flag("--live", "ask the account what playbooks work on, and what repairs would touch"),
    failOn: repeated("--fail-on <threshold>", "exit code 1 when a rule meets it, e.g. 'new-matches>100'", threshold),
    json: flag("--json", "print what came out as JSON"),
  },
  run: async ({ live, json, stack, ...order }) => {
    const { history, account } = order;
    refuseSeveral(order);
    if ((history === undefined) === (order.days === undefined)) {
      throw new InvalidArgumentError("Name a history with --history, or read the account's own with --days.");
    }
    const asks = account || live || order.days !== undefined;
    if (stack !== undefined && !asks) throw new InvalidArgumentError("--stack is for --account, --days and --live.");
    const work = asks ? inCloud(stack, (context) => simulate(order, context)) : simulate(order);
    const { result, isFailed } = await work.catch(refuse);
    const { linesOf } = await import("../simulation/text.js");
    print(json, result, linesOf(result));
    return isFailed || result.met.length > 0 ? EXIT.failed : EXIT.succeeded;
  },
}).addHelpText("after", HELP);

takeDash(simulateCommand);

function threshold(given: string): Threshold {
  try {
    return readThreshold(given);
  } catch (error) {
    return refuse(error);
  }
}

async function simulate(order: Order, context?: Context): Promise<Simulated> {
  const { resultOf } = await import("../simulation/rules-result.js");
  const given = await givenRules(order, context);
  const judged = await judge(given, order, context);
  const asked = await playbooksOf(context);
  const runs = context ? await Promise.all(given.runs.map((run) => touched(context, run))) : given.runs;
  const result = resultOf({ ...judged, source: given.source, paramTypes: asked.types, runs });
  const notes = [...given.leftOut, ...asked.notes, ...result.notes];
  return { result: { ...result, notes, met: metBy(result.rules, order.failOn) }, isFailed: given.isFailed };
}

/** Judges the rules on the history that is named. */
async function judge({ rules }: GivenRules, order: Order, context: Context | undefined) {
  if (order.history !== undefined) return judgeFile(rules, order.history, nameOf(order.history));
  if (context === undefined || order.days === undefined) throw new Error("There is no history.");
  const { readHistory } = await import("../history/read.js");
  const folder = await mkdtemp(join(tmpdir(), "alicloud-soar-simulate-"));
  const goOn = beforeInterruption(() => {
    rmSync(folder, { recursive: true, force: true });
    return "Interrupted: nothing of the history is kept.";
  });
  try {
    const path = join(folder, "history.jsonl");
    const what = { days: order.days, kinds: ["alert", "event"], only: [], drop: [], kept: () => {} } as const;
    await readHistory(context, { path, ...what });
    return await judgeFile(rules, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
    goOn();
  }
}

/** @param file how the file is called in what comes out */
async function judgeFile(rules: GivenRules["rules"], path: string, file?: string) {
  const [{ Simulation }, { readLines }] = await Promise.all([
    import("../simulation/simulation.js"),
    import("../simulation/lines.js"),
  ]);
  const history = await historyIn(path);
  const simulation = new Simulation(rules);
  await readLines(history.bytes(), simulation.keys, (entry, kind) => simulation.add(entry, kind)).catch((error) => {
    throw error instanceof HistoryFileError ? error : new HistoryFileError(`${nameOf(path)}: ${error.message}`);
  });
  const { header, account } = history;
  return {
    simulated: simulation.result(),
    header,
    ...(account !== undefined && { account }),
    ...(file !== undefined && { file }),
  };
}

/** On what the playbooks of the account work, where it was asked and tells. */
async function playbooksOf(context: Context | undefined) {
  if (context === undefined) return { types: new Map<string, string>(), notes: [] };
  const { allPlaybooks } = await import("../api/collections/playbooks.js");
  const { configuredView } = await import("../api/collections/rules.js");
  try {
    const found = await allPlaybooks(context, configuredView(context.config));
    return { types: new Map(found.map(({ PlaybookUuid, ParamType }) => [PlaybookUuid, ParamType])), notes: [] };
  } catch (error) {
    const note = `The playbooks of the account could not be listed: ${messageOf(error)}`;
    return { types: new Map<string, string>(), notes: [note] };
  }
}

import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Guidance, Progress } from "../api/calls/call-context";
import { ApiError } from "../api/calls/errors";
import { readConfig } from "../api/configuration/config";
import { ConfigError } from "../api/configuration/config-error";
import { type Context, createContext } from "../api/context";
import { NO_PROJECT } from "../doctor/program";
import { durationMs, isDuration, LONGEST_TIMER_MS } from "../duration";
import { version } from "../version";
import { messageOf } from "../wording";
import { projectFile } from "./nearest";
import type { Refusal } from "./printed";
import { ProgressBar } from "./progress";
import { openStack, type Stack } from "./stack";

/** How a command ends. */
export const EXIT = { succeeded: 0, failed: 1, refused: 2, running: 3 } as const;

/** An exit code of a command. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const EXIT_CODES =
  "\nExit codes: 0 succeeded, 1 failed, 2 refused or bad input, 3 still running at the time-out, 130 after Ctrl+C.";

/** How messages end that whoever runs a command reads. */
const GUIDANCE: Guidance = {
  again: "the same command",
  moreTime: "A longer --timeout gives it more time.",
  resume: "A longer --timeout sets a longer wait.",
  rerun: "Once the cause is removed, the same command runs it again.",
  without: "",
  instances: "name its instances with --instance",
};

/** An option of a command, whose value is a `Value`. */
class OptionOf<Value> extends Option {
  declare readonly value: Value;
}

/** A command, and what it does with the values of its options. */
interface Declaration<Values, Run> {
  readonly name: string;
  /** One line of the help. */
  readonly description: string;
  /** How it is called: lines of a shell. */
  readonly example: string;
  /** Its options, each under the name of its flag: `--all-instances` is `allInstances`. */
  readonly options: { readonly [Name in keyof Values]: OptionOf<Values[Name]> };
  /** @throws InvalidArgumentError when the values are of no use */
  readonly run: Run;
}

/** A command that does without the cloud. */
export function command<Values>({
  options,
  run,
  example,
  ...named
}: Declaration<Values, (values: Values) => Promise<ExitCode>>): Command {
  const built = commandGroup(named, []).addHelpText("after", `\nExample:\n${example.replace(/^/gm, "  ")}`);
  for (const option of Object.values<Option>(options)) addOption(built, option);
  built.configureOutput({ outputError: (said, write) => refuseInJson(options, said, write) });
  return built.action(async () => {
    try {
      process.exitCode = await run(built.opts() as Values);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      built.error(`error: ${error.message}`);
    }
  });
}

/** What is wrong may be an option before --json, which is not read any more then. */
function refuseInJson(options: object, said: string, write: (text: string) => void): void {
  const error = said.replace(/^error: /, "").trim();
  const asksJson = "json" in options && process.argv.includes("--json");
  if (asksJson) console.log(JSON.stringify({ version, error } satisfies Refusal));
  write(said);
}

/** Adds an option that may be given once, unless it is one that may be repeated: the last one would count, without a word. */
function addOption(command: Command, option: Option): Command {
  let given = 0;
  const refuseTwice = () => {
    if (++given > 1) command.error(`error: option '${option.flags}' was given twice`);
  };
  if (!Array.isArray(option.defaultValue)) command.on(`option:${option.name()}`, refuseTwice);
  command.hook("preAction", () => {
    given = 0;
  });
  return command.addOption(option);
}

/**
 * A command that calls the cloud, with the configuration of a stack: `--stack`, or the one that is selected. Until `run` has
 * done its work, a terminal shows how far it is; then what `run` answers prints what came out.
 */
export function cloudCommand<Values>({
  run,
  ...declaration
}: Declaration<Values, (context: Context, values: Values, stack: Stack) => Promise<() => ExitCode>>): Command {
  const built: Command = command({
    ...declaration,
    run: async (values: Values) => {
      const print = await inCloud(built.opts<{ stack?: string }>().stack, (context, stack) =>
        run(context, values, stack),
      );
      return print();
    },
  });
  return addOption(built, STACK);
}

/** Does work that calls the cloud, with the configuration of a stack; meanwhile, a terminal shows how far it is. */
export async function inCloud<Result>(
  stackName: string | undefined,
  work: (context: Context, stack: Stack) => Promise<Result>,
): Promise<Result> {
  const stack = await openStack(stackName);
  const config = readConfig(stack.configuration);
  const bar = canRedraw(process.stderr) ? new ProgressBar() : undefined;
  const progress = bar && ((now: Progress) => bar.show(now));
  const ended = new AbortController();
  const log = (line: string) => {
    bar?.clear();
    console.error(line);
  };
  const context = createContext({ config, log, progress, guidance: GUIDANCE, signal: ended.signal });
  const tellMissingProject = (error: unknown): never => {
    const isUnset = error instanceof ConfigError || (error instanceof ApiError && error.code === "NoCredentials");
    if (isUnset && projectFile() === undefined) log(`warning: ${NO_PROJECT}`);
    throw error;
  };
  return work(context, stack)
    .catch(tellMissingProject)
    .finally(() => {
      // What others would share, such as a listing, would go on for minutes without anybody who waits for it.
      ended.abort();
      bar?.clear();
    });
}

/** Whether a line can be drawn again: lines that only ever follow each other go anywhere else. */
function canRedraw({ isTTY, columns }: NodeJS.WriteStream): boolean {
  return isTTY && columns > 0 && process.env.TERM !== "dumb";
}

/** A command that has subcommands. */
export function commandGroup(
  { name, description }: Pick<Declaration<never, never>, "name" | "description">,
  subcommands: readonly Command[],
): Command {
  const group = new Command(name)
    .description(description)
    .exitOverride()
    .showHelpAfterError("(--help shows the options)")
    .addHelpText("after", EXIT_CODES);
  for (const subcommand of subcommands) group.addCommand(subcommand);
  return group;
}

/** Shows an error that ended a command, unless commander has shown it, and gives the exit code for it. */
export function endedBy(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.succeeded : EXIT.refused;
  console.error(messageOf(error));
  return error instanceof ApiError && error.outcome === "refused" ? EXIT.refused : EXIT.failed;
}

/** Prints what came out of a command: with `--json` as JSON, else in lines. */
export function print(json: true | undefined, result: object, lines: readonly string[]): void {
  if (json) console.log(JSON.stringify(result, null, 2));
  else for (const line of lines) console.log(line);
}

/** An option that may be left out. `flags` as in commander: `--stack <name>`. */
export function optional(flags: string, description: string) {
  return new OptionOf<string | undefined>(flags, description).argParser(text);
}

/** An option that has to be there. Default: of one word, such as an id. */
export function required(flags: string, description: string, read = word) {
  return new OptionOf<string>(flags, description).argParser(read).makeOptionMandatory();
}

/** The option of every command that has the configuration of a stack. */
export const STACK = optional("--stack <name>", "stack whose configuration is used; default: the selected one");

/** An option without a value. */
export function flag(flags: string, description: string) {
  return new OptionOf<true | undefined>(flags, description);
}

/** An option whose text is read, with what it is when left out; `shown` is how the help writes that. */
export function parsed<Value, Absent>(
  flags: string,
  description: string,
  read: (text: string) => Value,
  absent: Absent,
  shown?: string,
) {
  return new OptionOf<Value | Absent>(flags, description).argParser(read).default(absent, shown);
}

/** An option that may be repeated. */
export function repeated<Value>(flags: string, description: string, read: (text: string) => Value) {
  const add = (text: string, earlier: readonly Value[]) => [...earlier, read(text)];
  return new OptionOf<readonly Value[]>(flags, `${description}; may be repeated`).argParser(add).default([]);
}

/** Reads a text, without the blanks around it. One that is empty, as a variable of a script may be, would mean anything. */
export function text(given: string): string {
  const value = given.trim();
  if (value !== "") return value;
  throw new InvalidArgumentError("It must not be empty.");
}

/** Reads one word: several, or a list, would be looked for as one. */
export function word(given: string): string {
  const value = text(given);
  if (!/[\s,]/.test(value)) return value;
  throw new InvalidArgumentError("It must be one, without blanks and commas.");
}

/** Reads one of several words. */
export function oneOf<Word extends string>(words: readonly Word[]): (given: string) => Word {
  return (given) => {
    const known = words.find((one) => one === given);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`It is one of ${words.join(", ")}.`);
  };
}

/** Reads a number above 0. */
export function positive(given: string): number {
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : 0;
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It must be a number above 0.");
}

/** Reads a number of a port. */
export function port(given: string): number {
  if (/^\d{1,5}$/.test(given) && Number(given) < 65_536) return Number(given);
  throw new InvalidArgumentError("It must be a port, 0 to 65535.");
}

/** Reads a duration; milliseconds. */
export function duration(given: string): number {
  if (!isDuration(given)) throw new InvalidArgumentError('It must be a duration such as "90s" or "10m".');
  if (durationMs(given) <= LONGEST_TIMER_MS) return durationMs(given);
  throw new InvalidArgumentError("It must be shorter than 24 days.");
}

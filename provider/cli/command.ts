import { Command, CommanderError, InvalidArgumentError, Option, type OptionValues } from "commander";
import { ApiError } from "../api/calls/errors";
import { readConfig } from "../api/configuration/config";
import { type Context, createContext } from "../api/context";
import { durationMs, isDuration } from "../duration";
import { ProgressBar } from "./progress";
import { stackConfiguration } from "./stack-configuration";

/** How a command ends. */
export const EXIT = { succeeded: 0, failed: 1, refused: 2, running: 3 } as const;

/** An exit code of a command. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const EXIT_CODES = "\nExit codes: 0 succeeded, 1 failed, 2 refused or bad input, 3 still running at the time-out.";

/** An option of a command, and how its value is taken from what commander parsed. */
interface OptionOf<Value> {
  readonly option: Option;
  readonly valueIn: (values: OptionValues) => Value;
}

type OptionsOf<Values> = { readonly [Name in keyof Values]: OptionOf<Values[Name]> };

/** What every command says of itself. */
interface Declaration<Values> {
  readonly name: string;
  /** One line of the help. */
  readonly description: string;
  /** Its options by the names under which `run` gets their values. */
  readonly options: OptionsOf<Values>;
  /** Throws InvalidArgumentError for options that do not go together, before anything is done. */
  readonly check?: (values: Values) => void;
}

/** A command that does without the cloud. */
export function command<Values>({
  options,
  check,
  run,
  ...named
}: Declaration<Values> & { readonly run: (values: Values) => Promise<ExitCode> }): Command {
  const built = commandGroup(named, []);
  const declared = Object.entries<OptionOf<unknown>>(options);
  for (const [, { option }] of declared) built.addOption(option);
  return built.action(async () => {
    const read = declared.map(([name, { valueIn }]) => [name, valueIn(built.opts())]);
    const values = Object.fromEntries(read) as Values;
    try {
      check?.(values);
      process.exitCode = await run(values);
    } catch (error) {
      if (error instanceof InvalidArgumentError) built.error(`error: ${error.message}`);
      throw error;
    }
  });
}

/** A command that calls the cloud, with the configuration of a stack: `--stack`, or the one that is selected. */
export function cloudCommand<Values, Result>({
  run,
  print,
  ...declaration
}: Declaration<Values> & {
  /**
   * Does the work. Until it is done, a terminal shows how far it is.
   * @throws InvalidArgumentError when the values are of no use
   */
  readonly run: (context: Context, values: Values) => Promise<Result>;
  /** Prints what came out on standard output, when the bar is gone. */
  readonly print: (result: Result, values: Values) => ExitCode;
}): Command {
  const stack = optional("--stack <name>", "stack whose configuration is used; default: the selected one");
  const built = command({
    ...declaration,
    run: async (values: Values) => {
      const config = readConfig(await stackConfiguration(stack.valueIn(built.opts())));
      const bar = process.stderr.isTTY ? new ProgressBar() : undefined;
      const context = createContext({
        config,
        log: console.error,
        progress: bar && ((now) => bar.show(now)),
      });
      const result = await run(context, values).finally(() => bar?.stop());
      return print(result, values);
    },
  });
  return built.addOption(stack.option);
}

/** A command that has subcommands. */
export function commandGroup(
  { name, description }: Pick<Declaration<never>, "name" | "description">,
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
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof ApiError && error.outcome === "refused" ? EXIT.refused : EXIT.failed;
}

/** An option that may be left out. `flags` as in commander: `--stack <name>`. */
export function optional(flags: string, description: string): OptionOf<string | undefined> {
  return of(new Option(flags, description));
}

/** An option that has to be there. */
export function required(flags: string, description: string): OptionOf<string> {
  return of(new Option(flags, description).makeOptionMandatory());
}

/** An option without a value. */
export function flag(flags: string, description: string): OptionOf<true | undefined> {
  return of(new Option(flags, description));
}

/** An option whose text is read, with what it is when left out; `shown` is how the help writes that. */
export function parsed<Value, Absent>(
  flags: string,
  description: string,
  read: (text: string) => Value,
  absent: Absent,
  shown?: string,
): OptionOf<Value | Absent> {
  return of(new Option(flags, description).argParser(read).default(absent, shown));
}

/** An option that may be repeated. */
export function repeated<Value>(
  flags: string,
  description: string,
  read: (text: string) => Value,
): OptionOf<readonly Value[]> {
  const add = (text: string, earlier: readonly Value[]) => [...earlier, read(text)];
  return of(new Option(flags, `${description}; may be repeated`).argParser(add).default([]));
}

/** Reads a number that is 0 or more. */
export function nonNegative(text: string): number {
  const value = Number(text);
  if (value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("It must be a number, 0 or more.");
}

/** Reads a duration; milliseconds. */
export function duration(text: string): number {
  if (isDuration(text)) return durationMs(text);
  throw new InvalidArgumentError('It must be a duration such as "90s" or "10m".');
}

function of<Value>(option: Option): OptionOf<Value> {
  return { option, valueIn: (values) => values[option.attributeName()] as Value };
}

import type { Command } from "commander";
import { expect, it } from "vitest";
import { program } from "../../../provider/cli/program";

/** The commands that do something, not those that only have others. */
function commandsOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(commandsOf);
}

it.each(commandsOf(program()).map((command) => [command.name(), command] as const))(
  "%s --help has an example",
  (_name, command) => {
    const written: string[] = [];
    command.configureOutput({ writeOut: (text) => written.push(text) }).outputHelp();
    const path = [command, command.parent, command.parent?.parent].flatMap((one) => one?.name() ?? []).reverse();
    expect(written.join("")).toMatch(new RegExp(`Example:\\n(  .+\\n)*  (.+ \\| )?${path.join(" ")}`));
  },
);

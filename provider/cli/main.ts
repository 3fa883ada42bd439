#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { version } from "../version";
import { emulatorCommand } from "./emulator";
import { importCommand } from "./import";
import { runCommand } from "./run";

const REFUSED = 2;

const program = new Command("alicloud-soar")
  .description("Response automation in Alibaba Cloud Security Center, beside a Pulumi stack.")
  .version(version)
  .showHelpAfterError("(--help shows the options)")
  .exitOverride()
  .addHelpText("after", "\nExit codes: 0 done, 1 failed, 2 bad usage.")
  .addCommand(emulatorCommand())
  .addCommand(importCommand())
  .addCommand(runCommand());
const commands = program.commands.flatMap((command) => [command, ...command.commands]);
for (const command of commands) command.exitOverride().showHelpAfterError("(--help shows the options)");

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : REFUSED;
    return;
  }
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

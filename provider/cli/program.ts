import type { Command } from "commander";
import { version } from "../version";
import { catalogCommand } from "./catalog";
import { commandGroup } from "./command";
import { conformanceCommand } from "./conformance";
import { doctorCommand } from "./doctor";
import { emulatorCommand } from "./emulator";
import { historyCommand } from "./history";
import { importCommand } from "./import";
import { initCommand } from "./init";
import { lintCommand } from "./lint";
import { reportCommand } from "./report";
import { runCommand } from "./run";
import { simulateCommand } from "./simulate";

/** The command `alicloud-soar`, with all that it has. */
export function program(): Command {
  const about = {
    name: "alicloud-soar",
    description: "Response automation in Alibaba Cloud Security Center, beside a Pulumi stack.",
  };
  return commandGroup(about, [
    initCommand,
    doctorCommand,
    emulatorCommand,
    importCommand,
    catalogCommand,
    historyCommand,
    runCommand,
    conformanceCommand,
    lintCommand,
    reportCommand,
    simulateCommand,
  ]).version(version);
}

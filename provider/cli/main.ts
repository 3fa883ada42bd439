#!/usr/bin/env node
import { version } from "../version";
import { commandGroup, endedBy } from "./command";
import { conformanceCommand } from "./conformance";
import { doctorCommand } from "./doctor";
import { emulatorCommand } from "./emulator";
import { historyCommand } from "./history";
import { importCommand } from "./import";
import { initCommand } from "./init";
import { lintCommand } from "./lint";
import { runCommand } from "./run";

const about = {
  name: "alicloud-soar",
  description: "Response automation in Alibaba Cloud Security Center, beside a Pulumi stack.",
};

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Who reads what is printed may have read enough, as `head -1` has.
    if (error.code !== "EPIPE") throw error;
  });
}

commandGroup(about, [
  initCommand,
  doctorCommand,
  emulatorCommand,
  importCommand,
  runCommand,
  conformanceCommand,
  historyCommand,
  lintCommand,
])
  .version(version)
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = endedBy(error);
  });

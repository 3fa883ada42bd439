import { Command } from "commander";
import { nonNegative } from "./number";

/** `alicloud-soar emulator`: a local Security Center, for first steps and for tests of stacks. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("run a local Security Center until Ctrl+C, for first steps and for tests of stacks")
    .option("--port <number>", "port to listen on; 0 for any free one", nonNegative, 4010)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--calls-per-second <number>",
      "calls a second above which it answers Throttling.User",
      nonNegative,
    )
    .action(async (options: { port: number; host: string; callsPerSecond?: number }) => {
      const { serve } = await import("../emulator/command-line.js");
      await serve(options, console.log).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== "EADDRINUSE") throw error;
        throw new Error(
          `Port ${options.port} is taken, perhaps by another emulator: --port 0 takes any free one.`,
        );
      });
    });
}

import { command, EXIT, nonNegative, parsed } from "./command";

/** `alicloud-soar emulator`: a local Security Center, for first steps and for tests of stacks. */
export const emulatorCommand = command({
  name: "emulator",
  description: "run a local Security Center until Ctrl+C, for first steps and for tests of stacks",
  options: {
    port: parsed("--port <number>", "port to listen on; 0 for any free one", nonNegative, 4010),
    host: parsed("--host <address>", "address to listen on", String, "127.0.0.1"),
    callsPerSecond: parsed(
      "--calls-per-second <number>",
      "calls a second above which it answers Throttling.User",
      nonNegative,
      undefined,
    ),
  },
  run: async (options) => {
    const { serve } = await import("../emulator/command-line.js");
    await serve(options, console.log).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE") throw error;
      throw new Error(`Port ${options.port} is taken, perhaps by another emulator: --port 0 takes any free one.`);
    });
    return EXIT.succeeded;
  },
});

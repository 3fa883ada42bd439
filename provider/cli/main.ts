#!/usr/bin/env node
import { endedBy } from "./command";
import { program } from "./program";

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    // Who reads what is printed may have read enough, as `head -1` has.
    if (error.code !== "EPIPE") throw error;
  });
}

program()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = endedBy(error);
  });

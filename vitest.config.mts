import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Every tier is a folder of tests/; how long a test or a hook may take, in milliseconds. */
const patience = {
  unit: 5_000,
  contract: 10_000,
  lifecycle: 10_000,
  host: 60_000,
  package: 120_000,
  engine: 300_000,
};

export default defineConfig({
  test: {
    maxWorkers: availableParallelism(),
    projects: Object.entries(patience).map(([name, timeout]) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`, ...(name === "unit" ? ["tests/toolchain/**/*.test.mjs"] : [])],
        testTimeout: timeout,
        hookTimeout: timeout,
      },
    })),
  },
});

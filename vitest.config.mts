import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/**
 * Every tier is a folder of tests/; how long a test or a hook may take, in milliseconds. It is for what hangs only: ten
 * times and more what the slowest one needs on a quiet machine.
 */
const patience = {
  unit: 60_000,
  contract: 60_000,
  lifecycle: 60_000,
  host: 240_000,
  package: 180_000,
  engine: 600_000,
};

/** Tests that stand elsewhere, and the tier that they belong to. */
const besides: Partial<Record<string, string[]>> = {
  unit: ["tests/toolchain/**/*.test.mjs"],
  package: ["examples/*/*.test.ts"],
};

/** What is made once for the tests of a tier. */
const globalSetup: Partial<Record<string, string[]>> = {
  host: ["tests/support/packed.ts", "tests/support/warm-up.ts"],
  package: ["tests/support/packed.ts"],
  engine: ["tests/support/packed.ts", "tests/support/warm-up.ts"],
};

export default defineConfig({
  test: {
    // A test of the host or the engine waits for other processes half of its time.
    maxWorkers: availableParallelism() + 1,
    projects: Object.entries(patience).map(([name, timeout]) => ({
      test: {
        name,
        include: [`tests/${name}/**/*.test.ts`, ...(besides[name] ?? [])],
        testTimeout: timeout,
        hookTimeout: timeout,
        globalSetup: globalSetup[name] ?? [],
        expect: { poll: { timeout: timeout / 2 } },
        // Files share what a worker has loaded; one of package/ sets Pulumi's mocks, which stay.
        isolate: name === "package",
      },
    })),
  },
});

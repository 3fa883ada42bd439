// `npm run characters`: the lives of every kind and the killed deployments under every character, and the lives under every
// answer and some mixtures too; every row of the matrix without the engine. `ANSWERS_SEED` repeats the mixtures of an earlier run.
import { main } from "./main.mjs";
import { show, toolEnvironment } from "./run.mjs";

await main(async () => {
  const files = ["lifecycle/every-answer", "host/killed-anywhere", "host/orders"];
  const tests = files.map((file) => `tests/${file}.test.ts`);
  return show("vitest", ["run", ...tests], { env: { ...toolEnvironment, EVERY_ANSWER: "true" } });
});

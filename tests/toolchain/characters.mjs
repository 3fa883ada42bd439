// `npm run characters`: the lives of every kind and the killed deployments under every character, and the lives under every
// answer and some mixtures too. `ANSWERS_SEED` repeats the mixtures of an earlier run.
import { main } from "./main.mjs";
import { show, toolEnvironment } from "./run.mjs";

await main(async () => {
  const tests = ["tests/lifecycle/every-answer.test.ts", "tests/host/killed-anywhere.test.ts"];
  return show("vitest", ["run", ...tests], { env: { ...toolEnvironment, EVERY_ANSWER: "true" } });
});

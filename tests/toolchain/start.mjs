// `npm start`: everything that is needed, then the tour.
import { buildPackage, installPackages } from "./checkout.mjs";
import { ensureEngine } from "./engine.mjs";
import { createLog } from "./log.mjs";
import { main } from "./main.mjs";
import { show } from "./run.mjs";

await main(async () => {
  const log = createLog(process.stdout);
  await Promise.all([ensureEngine({ log }), installPackages(log).then(() => buildPackage(log))]);
  return show("node", ["tests/toolchain/tour.mjs", ...process.argv.slice(2)]);
});

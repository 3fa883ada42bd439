// `npm start`: everything that is needed, then the tour.
import { buildPackage, installPackages } from "./checkout.mjs";
import { ensureEngine } from "./engine.mjs";
import { main, step } from "./main.mjs";
import { show } from "./run.mjs";

await main(async () => {
  await installPackages();
  await Promise.all([step("Pulumi engine", ensureEngine), buildPackage()]);
  return show("node", ["tests/toolchain/tour.mjs", ...process.argv.slice(2)]);
});

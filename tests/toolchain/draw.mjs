// `npm run picture`: draws the picture of README from what the tour prints today.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { main } from "./main.mjs";
import { root } from "./paths.mjs";
import { pictureOf } from "./picture.mjs";
import { run } from "./run.mjs";

await main(async () => {
  const tour = await run("node", ["tests/toolchain/tour.mjs"]);
  await writeFile(join(root, "docs/tour.svg"), pictureOf(tour));
  return 0;
});

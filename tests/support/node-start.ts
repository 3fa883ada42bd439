import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";

/** What Node.js loads before all else, see there. */
const PRELOADED = join(root, "tests/support/node-start.cjs");

/** Environment variables with which Pulumi's Node.js processes cost a test half as much. */
export const nodeStart = {
  NODE_OPTIONS: `--require ${JSON.stringify(PRELOADED)}`,
  NODE_COMPILE_CACHE: join(root, "node_modules/.cache/node"),
};

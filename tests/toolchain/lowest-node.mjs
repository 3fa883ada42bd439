// The oldest Node.js that the package is declared to run on.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureNpmProgram } from "./npm-program.mjs";
import { root } from "./paths.mjs";

/** @type {typeof import("./lowest-node.mjs").ensureLowestNode} */
export async function ensureLowestNode() {
  const { engines } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  return ensureNpmProgram("node", engines.node.replace(/^>=/, ""), "node");
}

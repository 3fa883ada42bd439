// The Go modules beside this file are the one place that names versions.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/**
 * @param {"cli" | "language-host"} name
 * @returns {Promise<{ folder: string, go: string, pulumi: string }>} its folder, the oldest Go, the version of Pulumi's SDK module
 */
export async function goModule(name) {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const text = await readFile(`${folder}/go.mod`, "utf8");
  const go = /^go (\S+)$/m.exec(text)?.[1];
  const pulumi = /^\tgithub\.com\/pulumi\/pulumi\/sdk\/v3 v(\S+)/m.exec(text)?.[1];
  if (!go || !pulumi) throw new Error(`${folder}/go.mod names no version of Go, or none of Pulumi's SDK`);
  return { folder, go, pulumi };
}

/**
 * Compares by major, minor and patch number; what follows them (as in "-alpha.1", "rc2") does not count.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} below zero when a is older than b
 */
export function compareVersions(a, b) {
  const [x, y] = [a, b].map((version) => /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version));
  if (!x || !y) throw new Error(`not a version: ${x ? b : a}`);
  for (const part of [1, 2, 3]) {
    const difference = Number(x[part] ?? 0) - Number(y[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

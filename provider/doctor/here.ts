import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Finding, look } from "./finding";
import { packageManagerOf } from "./package-manager";
import { NO_PROJECT, projectAround } from "./program";

const NAME = "pulumi-alicloud-soar";

/** From this file, the package finds itself. (Node.js, self-referencing a package using its name) */
const { version, engines, peerDependencies } = createRequire(__filename)(`${NAME}/package.json`);

/** The version of this package. */
export const ownVersion: string = version;

function projectFound(file: string | undefined): Omit<Finding, "check"> {
  return file === undefined ? { status: "wrong", found: NO_PROJECT } : { status: "ok", found: file };
}

/**
 * What is needed of this machine and of the folder that the command runs in.
 * @param deploys whether a deployment is meant, and not commands alone, which need no project
 */
export function lookHere(deploys: boolean): Promise<Finding>[] {
  const project = projectAround(process.cwd());
  const program = project?.program ?? process.cwd();
  const sdk = "@pulumi/pulumi";
  const { add } = packageManagerOf(program);
  return [
    look("Node.js", async () => versionFound(process.versions.node, engines.node, "https://nodejs.org/")),
    look("Pulumi CLI", async () => {
      const found = await pulumiVersion();
      if (found !== undefined)
        return versionFound(found, peerDependencies[sdk], "https://www.pulumi.com/docs/install/");
      return { status: "wrong", found: "There is no pulumi on PATH: https://www.pulumi.com/docs/install/" };
    }),
    ...(deploys ? [look("Pulumi project", async () => projectFound(project?.file))] : []),
    look(sdk, async () => {
      const manifest = resolvedFrom(program, `${sdk}/package.json`);
      if (manifest === undefined)
        return { status: "wrong", found: `It is not found from ${program}: "${add(sdk)}" there.` };
      const { version: found } = JSON.parse(readFileSync(manifest, "utf8"));
      return versionFound(found, peerDependencies[sdk], `"${add(sdk)}"`);
    }),
    look(`${NAME}/v1`, async () => {
      const path = resolvedFrom(program, `${NAME}/v1`);
      if (path !== undefined) return { status: "ok", found: path };
      const found = `It is not found from ${program}, where Pulumi's plugin host looks for it: "${add(NAME)}" there.`;
      return { status: "wrong", found };
    }),
  ];
}

function resolvedFrom(folder: string, wanted: string): string | undefined {
  try {
    return createRequire(join(folder, "index.js")).resolve(wanted);
  } catch {
    return undefined;
  }
}

async function pulumiVersion(): Promise<string | undefined> {
  try {
    return (await promisify(execFile)("pulumi", ["version"])).stdout.trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** @param range whose first version is the lowest that will do, as in package.json */
function versionFound(found: string, range: string, where: string): Omit<Finding, "check"> {
  const [lowest = ""] = /\d+\.\d+\.\d+/.exec(range) ?? [];
  const plain = found.replace(/^v/, "");
  if (isAtLeast(plain, lowest)) return { status: "ok", found: plain };
  return { status: "wrong", found: `${plain} is too old: ${lowest} or newer is needed, ${where}` };
}

function isAtLeast(found: string, lowest: string): boolean {
  const parts = (text: string) => text.split(/[.+-]/).slice(0, 3).map(Number);
  const wanted = parts(lowest);
  const [difference = 0] = parts(found)
    .map((part, index) => part - (wanted[index] ?? 0))
    .filter((difference) => difference !== 0);
  return difference >= 0;
}

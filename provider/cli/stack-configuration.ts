import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { ReadValue } from "../api/configuration/lookup";

/**
 * The configuration of the Pulumi stack that is selected in the current directory, secrets in clear; outside a Pulumi
 * project every value is absent, and the environment decides.
 * @throws inside a project whose configuration cannot be read: the environment may mean another account
 */
export async function stackConfiguration(stack: string | undefined): Promise<ReadValue> {
  const args = ["config", "--json", "--show-secrets", ...(stack ? ["--stack", stack] : [])];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args);
    const values = JSON.parse(stdout) as Record<string, { value?: string } | undefined>;
    return (key) => values[key]?.value;
  } catch (error) {
    if (stack === undefined && !isInProject(process.cwd())) return () => undefined;
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`The configuration of the stack could not be read: ${stderr?.trim() || message}`);
  }
}

function isInProject(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return true;
  return dirname(folder) !== folder && isInProject(dirname(folder));
}

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ReadValue } from "../config";

/**
 * The configuration of the Pulumi stack that is selected in the current directory, secrets in clear; without a stack every
 * value is absent, and the environment decides.
 */
export async function stackConfiguration(stack: string | undefined): Promise<ReadValue> {
  const args = ["config", "--json", "--show-secrets", ...(stack ? ["--stack", stack] : [])];
  try {
    const { stdout } = await promisify(execFile)("pulumi", args);
    const values = JSON.parse(stdout) as Record<string, { value?: string } | undefined>;
    return (key) => values[key]?.value;
  } catch (error) {
    if (stack === undefined) return () => undefined;
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`The configuration of stack ${stack} could not be read: ${stderr?.trim() || message}`);
  }
}

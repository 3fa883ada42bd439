import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { ReadValue } from "../api/configuration/lookup";
import { NO_PROJECT } from "../doctor/program";
import { projectFile } from "./nearest";

/** A resource that a stack records. */
export interface RecordedResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** URN and id of its provider. */
  readonly provider?: string;
}

/** The Pulumi stack beside which a command works. Outside a Pulumi project it has nothing. */
export interface Stack {
  /** Its configuration, secrets in clear. Outside a project every value is absent, and the environment decides. */
  readonly configuration: ReadValue;
  /** The keys of its configuration, and whether each is encrypted. */
  readonly keys: readonly { readonly name: string; readonly isSecret: boolean }[];
  /**
   * The resources that its state has.
   * @throws when it cannot be read
   */
  resources(): Promise<readonly RecordedResource[]>;
}

/**
 * The stack of this name, or the one that is selected in the current directory.
 * @throws inside a project whose configuration cannot be read: the environment may mean another account
 */
export async function openStack(name: string | undefined): Promise<Stack> {
  const pulumi = async (what: string, ...args: string[]) => {
    try {
      const ofStack = name === undefined ? [] : ["--stack", name];
      // A state of a thousand rules is more than the default takes.
      const options = { maxBuffer: Number.POSITIVE_INFINITY };
      return JSON.parse((await promisify(execFile)("pulumi", [...args, ...ofStack], options)).stdout);
    } catch (error) {
      if (name === undefined && projectFile() === undefined) return {};
      if (projectFile() === undefined) throw new Error(NO_PROJECT);
      const { stderr, message } = error as { stderr?: string; message: string };
      throw new Error(`The ${what} of the stack could not be read: ${stderr?.trim() || message}`);
    }
  };
  const values: Record<string, { value?: string; secret?: boolean } | undefined> = await pulumi(
    "configuration",
    "config",
    "--json",
    "--show-secrets",
  );
  return {
    configuration: (key) => values[key]?.value,
    keys: Object.entries(values).map(([name, value]) => ({ name, isSecret: value?.secret === true })),
    resources: async () => (await pulumi("state", "stack", "export")).deployment?.resources ?? [],
  };
}

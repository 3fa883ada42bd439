/** A Pulumi engine that runs here. */
export interface Engine {
  /** The folder of `pulumi`, `pulumi-language-nodejs` and `pulumi-resource-pulumi-nodejs`. */
  readonly dir: string;
  /** As in "3.259.0". */
  readonly version: string;
}

/**
 * Finds a Pulumi engine, or gets one: an installed CLI that is new enough, the cache, the official release, or a build
 * from Go modules (about five minutes, once). The Node packages must be installed.
 *
 * @param say told what is done; by default nobody is
 * @throws SetupError: no engine can be had; the message says what was tried and what to install
 */
export function ensureEngine(say?: (text: string) => void): Promise<Engine>;

/**
 * The environment of an unattended `pulumi`: no prompt, no update check, no plugin download, the Node that runs the
 * caller. Nothing of the caller's own Pulumi or Alibaba Cloud settings or profiles gets in.
 *
 * @param dir the engine's folder
 * @param options.home an existing folder for what Pulumi and the programs keep (HOME and PULUMI_HOME)
 * @param options.backend an existing folder for the state, an absolute path
 */
export function engineEnvironment(dir: string, options: { home: string; backend: string }): Record<string, string>;

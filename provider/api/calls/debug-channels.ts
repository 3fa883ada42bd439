import { createRequire } from "node:module";

interface Debug {
  enable(names: string): void;
  /** Returns what was enabled. */
  disable(): string;
}

/** The HTTP library's headers and bodies, and STS's whole answer (httpx; @alicloud/credentials, ram_role_arn). */
const CHANNELS = "-httpx:*,-sign";

/**
 * Keeps shut the channels on which the libraries write credentials, whatever the variable `DEBUG` says, which other tools
 * share. To be called when the libraries are loaded.
 */
export function shutDebugChannels(): void {
  const loaded = Object.values(createRequire(__filename).cache);
  for (const module of loaded) {
    if (!module || !/[\\/]node_modules[\\/]debug[\\/]src[\\/]index\.js$/.test(module.filename)) continue;
    const debug: Debug = module.exports;
    const enabled = debug.disable();
    if (enabled !== "") debug.enable(`${enabled},${CHANNELS}`);
  }
}

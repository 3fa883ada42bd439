import * as pulumi from "./pulumi";
import { warningsOf } from "./stack-keys";

/** The runs of programs that have been warned: with the Automation API one process has several. */
const warned = new WeakSet<object>();

/** Warns, once a run, of keys of the stack's configuration that do nothing, and of secrets that are set in clear. */
export function warnOfStackKeys(): void {
  const run = pulumi.getMonitor();
  if (run === undefined || warned.has(run)) return;
  warned.add(run);
  // Declared internal by the SDK, and all that tells a program what its stack encrypts.
  const { isConfigSecret = () => true } = pulumi.configuration as { isConfigSecret?: (key: string) => boolean };
  for (const warning of warningsOf(Object.keys(pulumi.configuration.allConfig()), isConfigSecret))
    void pulumi.log.warn(warning);
}

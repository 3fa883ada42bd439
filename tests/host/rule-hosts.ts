import { onTestFinished } from "vitest";
import { type EmulatorOptions, startEmulator } from "../../provider/emulator";
import { configurationFor, installedHosts, type PluginHost, type Properties } from "./plugin-host";

/** A rule as a program gives it. */
export const written = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [
    { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
  ],
};

/** Hosts of rules for the tests of a file: `start` starts one, `open` one with a cloud of its own, for one test. */
export function ruleHosts() {
  const start = installedHosts("AutomateResponseConfig");
  const open = async (options?: EmulatorOptions, config?: Properties) => {
    const emulator = await startEmulator(options);
    onTestFinished(() => emulator.close());
    const another = async (deployment?: { readonly engineOf: PluginHost }) => {
      const host = await start(configurationFor(emulator, config), deployment?.engineOf);
      onTestFinished(() => host.close());
      return host;
    };
    return { emulator, host: await another(), another };
  };
  return { start, open };
}

import type { Config } from "../api/configuration/config";
import { ConfigError } from "../api/configuration/config-error";
import { dataManagementCentre, regionDoubt } from "../api/configuration/endpoints";
import type { KindName } from "../resources";
import type { Finding, Report } from "./finding";
import { lookHere, ownVersion } from "./here";
import { type CommandName, commandNeeds, needs } from "./operations";
import { lookAtService } from "./service";

export type { CommandName, Finding, Report };

/** What is looked at. */
export interface Examination {
  /** Reads the configuration; what it throws is a finding. */
  readonly configuration: () => Promise<Config>;
  /** The kinds whose operations have to be permitted. */
  readonly kinds: readonly KindName[];
  /** Commands whose operations have to be permitted, too. */
  readonly commands: readonly CommandName[];
  /** Shows one line to the person at the terminal. */
  readonly log: (line: string) => void;
}

const UNTRIED: Finding = {
  check: "service",
  status: "not tried",
  found: "endpoints, clock, credentials and permissions are looked at once the configuration can be used",
};

/** Looks at all that a deployment needs. It reads only. */
export async function examine({ configuration, kinds, commands, log }: Examination): Promise<Report> {
  const here = lookHere();
  const { config, finding } = await readConfiguration(configuration);
  const all = [...kinds.flatMap((kind) => needs[kind]), ...commands.flatMap((command) => commandNeeds[command])];
  const needed = [...new Map(all.map((need) => [need.operation, need])).values()];
  const service = config === undefined ? [UNTRIED] : await lookAtService(config, needed, log);
  const findings = [...(await Promise.all(here)), finding, ...service];
  return { version: ownVersion, ok: findings.every(({ status }) => status !== "wrong"), findings };
}

async function readConfiguration(
  read: () => Promise<Config>,
): Promise<{ readonly config?: Config; readonly finding: Finding }> {
  try {
    const config = await read();
    const centre = dataManagementCentre(config);
    const check = config.setBy?.region ?? "alicloud-soar:region";
    const doubt = regionDoubt(config);
    if (doubt !== undefined) return { config, finding: { check, status: "wrong", found: doubt } };
    return { config, finding: { check, status: "ok", found: `${config.region}, whose data centre is ${centre}` } };
  } catch (error) {
    const check = error instanceof ConfigError ? error.key : "configuration";
    return { finding: { check, status: "wrong", found: error instanceof Error ? error.message : String(error) } };
  }
}

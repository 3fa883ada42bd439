import type { Config } from "../api/configuration/config";
import { ConfigError } from "../api/configuration/config-error";
import { dataManagementCentre, regionDoubt } from "../api/configuration/endpoints";
import type { KindName } from "../resources";
import type { Finding, Report } from "./finding";
import { lookHere, ownVersion } from "./here";
import { type CommandName, commandNeeds, needs } from "./operations";
import { lookAtService } from "./service";

export type { CommandName, Finding, Report };

/** The configuration of a stack. */
interface ExaminedStack {
  /** Reads it; what it throws is a finding. */
  readonly configuration: () => Config;
  /** What is wrong with keys that it does not read: sentences that begin with the key. */
  readonly warnings: readonly string[];
}

/** What is looked at. */
export interface Examination {
  /** Opens the stack; what it throws is a finding. */
  readonly stack: () => Promise<ExaminedStack>;
  /** The kinds whose operations have to be permitted. */
  readonly kinds: readonly KindName[];
  /** Commands whose operations have to be permitted, too. */
  readonly commands: readonly CommandName[];
  /** Shows one line to the person at the terminal. */
  readonly log: (line: string) => void;
}

const CONFIGURATION = "configuration";

const UNTRIED: Finding = {
  check: "service",
  status: "not tried",
  found: "endpoints, clock, credentials and permissions are looked at once the configuration can be used",
};

/** Looks at all that a deployment needs. It reads only. */
export async function examine({ stack, kinds, commands, log }: Examination): Promise<Report> {
  const here = lookHere();
  const { config, findings: ofStack } = await readConfiguration(stack);
  const all = [...kinds.flatMap((kind) => needs[kind]), ...commands.flatMap((command) => commandNeeds[command])];
  const needed = [...new Map(all.map((need) => [need.operation, need])).values()];
  const service = config === undefined ? [UNTRIED] : await lookAtService(config, needed, log);
  const findings = [...(await Promise.all(here)), ...ofStack, ...service];
  return { version: ownVersion, ok: findings.every(({ status }) => status !== "wrong"), findings };
}

async function readConfiguration(
  open: () => Promise<ExaminedStack>,
): Promise<{ readonly config?: Config; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  try {
    const { configuration, warnings } = await open();
    findings.push(...warnings.map((found): Finding => ({ check: CONFIGURATION, status: "wrong", found })));
    const config = configuration();
    const centre = dataManagementCentre(config);
    const check = config.setBy?.region ?? "alicloud-soar:region";
    const doubt = regionDoubt(config);
    const known = `${config.region}, whose data centre is ${centre}`;
    findings.push(doubt ? { check, status: "wrong", found: doubt } : { check, status: "ok", found: known });
    return { config, findings };
  } catch (error) {
    const check = error instanceof ConfigError ? error.key : CONFIGURATION;
    findings.push({ check, status: "wrong", found: error instanceof Error ? error.message : String(error) });
    return { findings };
  }
}

import type { Config } from "../api/configuration/config";
import type { ConfigError } from "../api/configuration/config-error";
import { dataManagementCentre, regionDoubt } from "../api/configuration/endpoints";
import type { KindName } from "../resources";
import { type Finding, look, type Report } from "./finding";
import { lookHere, ownVersion } from "./here";
import { type CommandName, commandNeeds, needs } from "./operations";
import { lookAtService } from "./service";

export type { CommandName, Finding, Report };

/** The configuration of a stack. */
interface ExaminedStack {
  /** What is set, and what is wrong with it. */
  readonly config: Config;
  readonly problems: readonly ConfigError[];
  /** What is wrong with keys that it does not read: sentences that begin with the key. */
  readonly warnings: readonly string[];
  /**
   * The data-management centre of each resource that the configuration places.
   * @throws when the state cannot be read
   */
  readonly centres: () => Promise<readonly Centre[]>;
}

/** The data-management centre that a resource records. */
export interface Centre {
  readonly centre: string;
  /** Whether it is an input, which the program may give: a rule's `regionId`. */
  readonly isInput: boolean;
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
const REGION = "alicloud-soar:region";

const UNTRIED: Finding = {
  check: "service",
  status: "not tried",
  found: "endpoints, clock, credentials and permissions are looked at once the configuration can be used",
};

/** Looks at all that a deployment needs. It reads only. */
export async function examine({ stack, kinds, commands, log }: Examination): Promise<Report> {
  const here = lookHere(kinds.length > 0);
  const { config, findings: ofStack } = await readConfiguration(stack);
  const all = [...kinds.flatMap((kind) => needs[kind]), ...commands.flatMap((command) => commandNeeds[command])];
  const needed = [...new Map(all.map((need) => [need.operation, need])).values()];
  const service = config === undefined ? [UNTRIED] : await lookAtService(config, needed, log);
  const findings = [...(await Promise.all(here)), ...ofStack, ...service];
  return { version: ownVersion, ok: findings.every(({ status }) => status !== "wrong"), findings };
}

/** @returns every mistake at once, and the configuration where none keeps a deployment from using it */
async function readConfiguration(
  open: () => Promise<ExaminedStack>,
): Promise<{ readonly config?: Config; readonly findings: readonly Finding[] }> {
  const stack = await open().catch((error: Error) => error);
  if (stack instanceof Error) return { findings: [{ check: CONFIGURATION, status: "wrong", found: stack.message }] };
  const { config, problems, warnings, centres } = stack;
  const check = config.setBy?.region ?? REGION;
  // What is wrong with the region is told once.
  const isTold = problems.some(({ key }) => key === check || key === REGION);
  const found = [
    ...warnings.map((found): Finding => ({ check: CONFIGURATION, status: "wrong", found })),
    ...problems.map(({ key, message }): Finding => ({ check: key, status: "wrong", found: message })),
    ...(isTold ? [] : [await look(check, () => placed(config))]),
  ];
  const isUsable = problems.length === 0 && config.region !== undefined;
  return isUsable ? { config, findings: [...found, await lookAtState(config, centres)] } : { findings: found };
}

/** Whether what the stack has is where its configuration says. */
function lookAtState(config: Config, centres: ExaminedStack["centres"]): Promise<Finding> {
  return look("resources of the stack", async () => {
    const recorded = await centres();
    const centre = dataManagementCentre(config);
    const here = recorded.filter((one) => one.centre === centre).length;
    if (recorded.length === 0) return { status: "ok", found: "none that belongs to a region" };
    if (here > 0) return { status: "ok", found: `${here} of ${recorded.length} are in ${centre}` };
    const where = `All ${recorded.length} are in the data centre ${recorded[0]?.centre}, but that of ${config.region} is ${centre}`;
    // Nothing in a state tells a regionId that the program gives from one that is the configuration's.
    const mayBeGiven = recorded.every(({ isInput }) => isInput);
    return mayBeGiven
      ? {
          status: "ok",
          found: `${where}: right where the program gives each rule its regionId, else "pulumi up" replaces them`,
        }
      : { status: "wrong", found: `${where}: "pulumi up" refuses that. Set the region that they were made with.` };
  });
}

async function placed(config: Config): Promise<Omit<Finding, "check">> {
  const centre = dataManagementCentre(config);
  const doubt = regionDoubt(config);
  if (doubt) return { status: "wrong", found: doubt };
  return { status: "ok", found: `${config.region}, whose data centre is ${centre}` };
}

import type { PlaybookName, PlaybookUuid } from "../../provider/rule-language/soar-catalog";
import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which playbooks are wanted; all of them when nothing is given. */
export interface GetPlaybooksArgs {
  /** Playbooks of exactly this name. (API: Name) */
  playbookName?: string;
  /** Playbooks that are triggered like this, e.g. `template-ip`. (API: ParamTypes) */
  paramType?: string;
  /** Enabled or disabled playbooks. (API: Active) */
  active?: boolean;
  /** `preset`, or `user` for custom ones. (API: OwnType) */
  ownType?: string;
}

/** One playbook. */
export interface PlaybookSummary {
  /** Name, for a `doPlaybook` action: the display name, which is told whatever the caller may ask. */
  playbookName: PlaybookName;
  /** UUID, as a `doPlaybook` action has it. (API: PlaybookUuid) */
  playbookUuid: PlaybookUuid;
  /** Name as the console shows it. (API: DisplayName) */
  displayName: string;
  /** What it does. (API: Description) */
  description: string;
  /** How it is triggered, e.g. `template-ip` by an IP address. (API: ParamType) */
  paramType: string;
  /** Whether it is enabled; absent where the service does not tell. (API: Active) */
  active?: boolean;
  /** `preset`, or `user` for a custom one; absent where the service does not tell. (API: OwnType) */
  ownType?: string;
  /** When it was made, milliseconds since 1970; absent where the service does not tell. (API: GmtCreate) */
  gmtCreate?: number;
  /** When it was last changed, milliseconds since 1970; absent where the service does not tell. (API: GmtModified) */
  gmtModified?: number;
  /** When it last ran, milliseconds since 1970; absent before, and where the service does not tell. (API: LastRuntime) */
  lastRuntime?: number;
}

/** The playbooks that `getPlaybooks` found. */
export type GetPlaybooksResult = Listed<"playbooks", PlaybookSummary>;

const ask = defineFunction<GetPlaybooksArgs, GetPlaybooksResult>(
  "getPlaybooks",
  { playbookName: "text", paramType: "text", active: "boolean", ownType: "text" },
  async (context, { playbookName, paramType, active, ownType }) => {
    const { allPlaybooks } = await import("../../provider/api/collections/playbooks.js");
    const { configuredView } = await import("../../provider/api/collections/rules.js");
    const Active = active === undefined ? undefined : Number(active);
    const filter = { Name: playbookName, Active, OwnType: ownType, ParamTypes: paramType };
    const found = await allPlaybooks(context, configuredView(context.config), filter);
    const untold = found.some((playbook) => {
      return (Active !== undefined && playbook.Active === undefined) || (ownType !== undefined && !playbook.OwnType);
    });
    if (untold) {
      throw new Error(
        "getPlaybooks: the service does not tell whether a playbook is enabled and whose it is: " +
          "leave active and ownType out, or grant the RAM action yundun-sas:DescribePlaybooks.",
      );
    }
    const playbooks = found
      .filter(({ DisplayName }) => playbookName === undefined || DisplayName === playbookName)
      .filter(({ ParamType }) => paramType === undefined || ParamType === paramType)
      .filter((playbook) => Active === undefined || playbook.Active === Active)
      .filter(({ OwnType }) => ownType === undefined || OwnType === ownType)
      .map((playbook) => ({
        playbookName: playbook.DisplayName,
        ...camelCase(playbook),
        active: playbook.Active === undefined ? undefined : playbook.Active === 1,
        gmtCreate: playbook.GmtCreate || undefined,
        gmtModified: playbook.GmtModified || undefined,
        lastRuntime: playbook.LastRuntime || undefined,
      }));
    return { playbooks };
  },
);

/**
 * Lists the playbooks that rules can run (DescribePlaybooks of sophonsoar; DescribeAutomateResponseConfigPlayBooks,
 * which does not tell `active`, `ownType` and the times, for accounts that are refused the former). Fails with a `SoarError`,
 * also where `active` or `ownType` is asked for and the service does not tell it.
 *
 * @example
 * const { playbooks } = await soar.getPlaybooks({ playbookName: "WafBlockIP" });
 * const actions = playbooks.map(({ playbookName, playbookUuid }) => {
 *   return { actionType: "doPlaybook" as const, playbookName, playbookUuid };
 * });
 * new soar.AutomateResponseConfig("block-webshell", {
 *   autoResponseType: "alert",
 *   conditions: { alert_name: { containsString: "webshell" } },
 *   actions,
 * });
 */
export const getPlaybooks = ask.promise;

/** `getPlaybooks` for arguments that are outputs. */
export const getPlaybooksOutput = ask.output;

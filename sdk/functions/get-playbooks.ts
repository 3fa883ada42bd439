import { camelCase } from "./camel-case";
import { defineFunction, type Listed } from "./function";

/** Which playbooks are wanted; all of them when nothing is given. */
export interface GetPlaybooksArgs {
  /** Playbooks of exactly this name. */
  playbookName?: string;
  /** Playbooks that are triggered like this, e.g. `template-ip`. (API: ParamType) */
  paramType?: string;
}

/** One playbook. */
export interface PlaybookSummary {
  /** Name, for a `doPlaybook` action: the display name, which is told whatever the caller may ask. */
  playbookName: string;
  /** UUID, as a `doPlaybook` action has it. (API: PlaybookUuid) */
  playbookUuid: string;
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
}

/** The playbooks that `getPlaybooks` found. */
export type GetPlaybooksResult = Listed<"playbooks", PlaybookSummary>;

const ask = defineFunction<GetPlaybooksArgs, GetPlaybooksResult>(
  "getPlaybooks",
  async (context, { playbookName, paramType }) => {
    const { allPlaybooks } = await import("../../provider/api/collections/playbooks.js");
    const { configuredView } = await import("../../provider/api/collections/rules.js");
    const playbooks = (await allPlaybooks(context, configuredView(context.config)))
      .filter(({ DisplayName }) => playbookName === undefined || DisplayName === playbookName)
      .filter(({ ParamType }) => paramType === undefined || ParamType === paramType)
      .map(({ Active, ...others }) => ({
        playbookName: others.DisplayName,
        ...camelCase(others),
        active: Active === undefined ? undefined : Active === 1,
      }));
    return { playbooks };
  },
);

/**
 * Lists the playbooks that rules can run (DescribePlaybooks of sophonsoar; DescribeAutomateResponseConfigPlayBooks,
 * which does not tell `active` and `ownType`, for accounts that are refused the former). Fails with a `SoarError`.
 */
export const getPlaybooks = ask.promise;

/** `getPlaybooks` for arguments that are outputs. */
export const getPlaybooksOutput = ask.output;

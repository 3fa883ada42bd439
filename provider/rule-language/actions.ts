import { canonicalText } from "../json";

/** Runs a playbook (PostAutomateResponseConfig, ActionConfig). */
export interface DoPlaybookAction {
  /** Type of the action. (API: actionType in ActionConfig) */
  actionType: "doPlaybook";
  /** Name of the playbook, e.g. `WafBlockIP`. */
  playbookName: string;
  /** UUID of the playbook, e.g. `bdad6220-6584-41b2-9704-fc6584568758` or `system_aliyun_waf_whole_process_book`. */
  playbookUuid: string;
  /** Parameters of the playbook, e.g. `{ period: "7d" }` (CreateResponseRule, ResponseActionConfig). */
  disposeParam?: { [name: string]: unknown };
  [key: string]: unknown;
}

/** Changes the status of the event. The documents do not describe its keys; they pass as written. */
export interface ChangeEventStatusAction {
  /** Type of the action. (API: actionType in ActionConfig) */
  actionType: "changeEventStatus";
  [key: string]: unknown;
}

/** Changes the threat level of the event. The documents do not describe its keys; they pass as written. */
export interface ChangeThreatLevelAction {
  /** Type of the action. (API: actionType in ActionConfig) */
  actionType: "changeThreatLevel";
  [key: string]: unknown;
}

/** An action of a type that this release does not know; it passes as written. */
export interface OtherAction {
  /** Type of the action. (API: actionType in ActionConfig) */
  actionType: string & {};
  [key: string]: unknown;
}

/** One element of the API's ActionConfig. */
export type Action = DoPlaybookAction | ChangeEventStatusAction | ChangeThreatLevelAction | OtherAction;

/** The API's ActionType: the types of the actions, each once, in order. */
export function actionTypeOf(actions: readonly Action[]): string {
  return [...new Set(actions.map((action) => action.actionType))].join(",");
}

/** Whether two action lists mean the same: key order and number against digit string make no difference, order does. */
export function sameActions(a: readonly Action[], b: readonly Action[]): boolean {
  return canonicalText(a) === canonicalText(b);
}

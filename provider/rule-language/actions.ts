import { isObject, readJson, saysSame } from "../json";
import type { IfListed, PlaybookName, PlaybookUuid } from "./soar-catalog";
import { isVerbatim, sameText, type Verbatim } from "./verbatim";

/** Runs a playbook (PostAutomateResponseConfig, ActionConfig). */
export interface DoPlaybookAction {
  /** Type of the action. (API: actionType in ActionConfig) */
  actionType: "doPlaybook";
  /** Name of the playbook, e.g. `WafBlockIP`: what sentences say. Where it is the name of another one, `pulumi up` says so. */
  playbookName: PlaybookName;
  /** UUID of the playbook, which decides what runs, e.g. `bdad6220-6584-41b2-9704-fc6584568758` or `system_aliyun_waf_whole_process_book`. */
  playbookUuid: PlaybookUuid;
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
  /** A playbook of the account, with `soar-catalog.d.ts`. */
  playbookName?: IfListed<PlaybookName>;
  /** A playbook of the account, with `soar-catalog.d.ts`. */
  playbookUuid?: IfListed<PlaybookUuid>;
  [key: string]: unknown;
}

/** One element of the API's ActionConfig. */
export type Action = DoPlaybookAction | ChangeEventStatusAction | ChangeThreatLevelAction | OtherAction;

/** The actions of a rule as they are stored. */
export type Actions = Action[] | Verbatim;

/** The API's ActionType: the types of the actions, each once, in order. */
export function actionTypeOf(actions: Actions): string {
  const list = isVerbatim(actions) ? [readJson(actions.verbatim)].flat() : actions;
  const types = list.flatMap((action) => (isObject(action) && action.actionType ? [String(action.actionType)] : []));
  return [...new Set(types)].join(",");
}

/**
 * Whether the actions that the service shows are those that were written, in the same order. A playbook is told by its UUID:
 * it has two names, and which of them the service shows is undocumented.
 */
export function sameActions(shown: Actions, written: Actions): boolean {
  if (isVerbatim(shown) || isVerbatim(written)) return sameText(shown, written);
  return saysSame(shown.map(byUuid), written.map(byUuid));
}

function byUuid({ playbookName, ...action }: Action): object {
  return action.playbookUuid === undefined ? { playbookName, ...action } : action;
}

/** What tells an action from others: what it does, and with which playbook. */
export function keyOfAction(action: unknown): [string] {
  return [isObject(action) ? `${action.actionType} ${action.playbookUuid ?? ""}` : ""];
}

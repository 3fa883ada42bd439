import type { EmulatorOptions } from "../../../provider/emulator";
import { onceTask } from "../../../provider/resources/once-task/verbs";
import { cloudOf } from "../../support/deployment";

/** The operations of the kind. */
export const GENERATE = "GenerateOnceTask";
export const DESCRIBE = "DescribeOnceTask";
export const RESULT = "GetOnceTaskResultInfo";
export const UNFINISHED = "ListUnfinishedOnceTask";
export const CANCEL = "CancelOnceTask";

/** A task as a program writes it; the service lists its type, and shows all of its parameters. */
export const diagnosis = {
  taskType: "CLIENT_PROBLEM_CHECK",
  param: { problemType: "offline", uuids: "inet-1" },
};

/** The same task as the service has it. */
export const diagnosisThere = { TaskType: "CLIENT_PROBLEM_CHECK", Param: JSON.stringify(diagnosis.param) };

/** A task that names no server, so that nothing tells it from another of its type. */
export const untold = { taskType: "ASSET_SECURITY_CHECK", param: { items: "ACCOUNT,PORT" } };

/** A task of a type that the service does not list. */
export const unlisted = { taskType: "ASSETS_COLLECTION", param: { items: "ACCOUNT_SNAPSHOT" } };

/** A diagnosis of a server of its own. */
export const diagnosisOf = (uuid: string) => ({ ...diagnosis, param: { ...diagnosis.param, uuids: uuid } });

/** A cloud with once tasks, and deployments to it. */
export const tasks = (options?: EmulatorOptions) => cloudOf(onceTask, options);

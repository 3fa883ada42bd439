import type { Operation } from "../api/calls/operation";
import { cancelOnceTask } from "../api/operations/CancelOnceTask";
import { createSoarStrategyTask } from "../api/operations/CreateSoarStrategyTask";
import { deleteAutomateResponseConfig } from "../api/operations/DeleteAutomateResponseConfig";
import { deleteSoarStrategyTask } from "../api/operations/DeleteSoarStrategyTask";
import { describeAlerts } from "../api/operations/DescribeAlerts";
import { describeAutomateResponseConfigFeature } from "../api/operations/DescribeAutomateResponseConfigFeature";
import { describeAutomateResponseConfigPlayBooks } from "../api/operations/DescribeAutomateResponseConfigPlayBooks";
import { describeCloudSiemEvents } from "../api/operations/DescribeCloudSiemEvents";
import { describeOnceTask } from "../api/operations/DescribeOnceTask";
import { describePlaybooks } from "../api/operations/DescribePlaybooks";
import { describeSoarRecords } from "../api/operations/DescribeSoarRecords";
import { describeSoarStrategyTaskDetail } from "../api/operations/DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTasks } from "../api/operations/DescribeSoarStrategyTasks";
import { generateOnceTask } from "../api/operations/GenerateOnceTask";
import { getCheckDetail } from "../api/operations/GetCheckDetail";
import { getOnceTaskResultInfo } from "../api/operations/GetOnceTaskResultInfo";
import { listAutomateResponseConfigs } from "../api/operations/ListAutomateResponseConfigs";
import { listCheckInstanceResult } from "../api/operations/ListCheckInstanceResult";
import { listOperationCheck } from "../api/operations/ListOperationCheck";
import { listOperationProcess } from "../api/operations/ListOperationProcess";
import { listOperationTask } from "../api/operations/ListOperationTask";
import { listUnfinishedOnceTask } from "../api/operations/ListUnfinishedOnceTask";
import { postAutomateResponseConfig } from "../api/operations/PostAutomateResponseConfig";
import { processSoarStrategyTask } from "../api/operations/ProcessSoarStrategyTask";
import type { View } from "../api/operations/products";
import { submitOperationTask } from "../api/operations/SubmitOperationTask";
import { updateAutomateResponseConfigStatus } from "../api/operations/UpdateAutomateResponseConfigStatus";
import type { KindName } from "../resources";

/** An operation that resources of a kind need, and how it can be found out that it is permitted. */
export interface Need {
  readonly operation: Operation<never, unknown>;
  /** The smallest request that only reads, or why there is none. */
  readonly probe: ((view: View) => object) | string;
}

const FIRST = { CurrentPage: 1, PageSize: 1 };
const NUMBERED = { PageNumber: 1, PageSize: 1 };
const WRITES = "a try would write";
const ID = "a try needs the id of a task";

const strategyTasks: readonly Need[] = [
  { operation: describeSoarStrategyTasks, probe: () => NUMBERED },
  { operation: processSoarStrategyTask, probe: WRITES },
];

/** Commands that ask more of the service than a deployment does. */
export type CommandName = "history" | "simulate";

const CHECK = "a try needs the id of a check item";

/** What these commands need: `history` also with --records, `simulate` with --live. */
export const commandNeeds: Readonly<Record<CommandName, readonly Need[]>> = {
  history: [
    { operation: describeAlerts, probe: (view) => ({ ...view, ...FIRST }) },
    { operation: describeCloudSiemEvents, probe: (view) => ({ ...view, ...FIRST }) },
    { operation: describeSoarRecords, probe: () => NUMBERED },
  ],
  simulate: [
    { operation: describePlaybooks, probe: () => NUMBERED },
    { operation: listCheckInstanceResult, probe: CHECK },
    { operation: listOperationCheck, probe: CHECK },
    { operation: getCheckDetail, probe: CHECK },
  ],
};

/** What each kind needs. Whose the keys are may be asked without a permission (GetCallerIdentity). */
export const needs: Readonly<Record<KindName, readonly Need[]>> = {
  AutomateResponseConfig: [
    { operation: listAutomateResponseConfigs, probe: (view) => ({ ...view, ...FIRST }) },
    { operation: describeAutomateResponseConfigFeature, probe: (view) => ({ ...view, AutoResponseType: "alert" }) },
    { operation: describeAutomateResponseConfigPlayBooks, probe: (view) => view },
    { operation: describePlaybooks, probe: () => NUMBERED },
    { operation: postAutomateResponseConfig, probe: WRITES },
    { operation: updateAutomateResponseConfigStatus, probe: WRITES },
    { operation: deleteAutomateResponseConfig, probe: WRITES },
  ],
  SoarStrategyTaskState: strategyTasks,
  SoarStrategyTask: [
    ...strategyTasks,
    { operation: describeSoarStrategyTaskDetail, probe: ID },
    { operation: createSoarStrategyTask, probe: WRITES },
    { operation: deleteSoarStrategyTask, probe: WRITES },
  ],
  OperationTask: [
    { operation: listOperationTask, probe: () => FIRST },
    { operation: listOperationProcess, probe: () => FIRST },
    { operation: listCheckInstanceResult, probe: CHECK },
    { operation: submitOperationTask, probe: WRITES },
  ],
  OnceTask: [
    { operation: describeOnceTask, probe: () => ({ ...FIRST, TaskType: "CLIENT_PROBLEM_CHECK" }) },
    { operation: listUnfinishedOnceTask, probe: "a try needs a server or an image" },
    { operation: getOnceTaskResultInfo, probe: ID },
    { operation: generateOnceTask, probe: WRITES },
    { operation: cancelOnceTask, probe: WRITES },
  ],
};

import type { Operation } from "../operation";
import { cancelOnceTask } from "./CancelOnceTask";
import { createSoarStrategyTask } from "./CreateSoarStrategyTask";
import { deleteAutomateResponseConfig } from "./DeleteAutomateResponseConfig";
import { deleteSoarStrategyTask } from "./DeleteSoarStrategyTask";
import { describeAlerts } from "./DescribeAlerts";
import { describeAutomateResponseConfigFeature } from "./DescribeAutomateResponseConfigFeature";
import { describeAutomateResponseConfigPlayBooks } from "./DescribeAutomateResponseConfigPlayBooks";
import { describeCloudSiemEvents } from "./DescribeCloudSiemEvents";
import { describeOnceTask } from "./DescribeOnceTask";
import { describePlaybooks } from "./DescribePlaybooks";
import { describeSoarRecords } from "./DescribeSoarRecords";
import { describeSoarStrategies } from "./DescribeSoarStrategies";
import { describeSoarStrategyTaskDetail } from "./DescribeSoarStrategyTaskDetail";
import { describeSoarStrategyTaskParams } from "./DescribeSoarStrategyTaskParams";
import { describeSoarStrategyTasks } from "./DescribeSoarStrategyTasks";
import { describeSoarSubscribedStrategy } from "./DescribeSoarSubscribedStrategy";
import { generateOnceTask } from "./GenerateOnceTask";
import { getCallerIdentity } from "./GetCallerIdentity";
import { getCheckDetail } from "./GetCheckDetail";
import { getOnceTaskResultInfo } from "./GetOnceTaskResultInfo";
import { listAutomateResponseConfigs } from "./ListAutomateResponseConfigs";
import { listCheckInstanceResult } from "./ListCheckInstanceResult";
import { listOperationCheck } from "./ListOperationCheck";
import { listOperationProcess } from "./ListOperationProcess";
import { listOperationTask } from "./ListOperationTask";
import { listUnfinishedOnceTask } from "./ListUnfinishedOnceTask";
import { postAutomateResponseConfig } from "./PostAutomateResponseConfig";
import { processSoarStrategyTask } from "./ProcessSoarStrategyTask";
import { submitOperationTask } from "./SubmitOperationTask";
import { updateAutomateResponseConfigStatus } from "./UpdateAutomateResponseConfigStatus";

/** Every operation that the emulator knows. */
export const operations: readonly Operation[] = [
  postAutomateResponseConfig,
  listAutomateResponseConfigs,
  updateAutomateResponseConfigStatus,
  deleteAutomateResponseConfig,
  describeAutomateResponseConfigFeature,
  describeAutomateResponseConfigPlayBooks,
  createSoarStrategyTask,
  deleteSoarStrategyTask,
  processSoarStrategyTask,
  describeSoarStrategyTasks,
  describeSoarStrategyTaskDetail,
  describeSoarStrategyTaskParams,
  describeSoarStrategies,
  describeSoarSubscribedStrategy,
  submitOperationTask,
  listOperationTask,
  listOperationCheck,
  getCheckDetail,
  listOperationProcess,
  listCheckInstanceResult,
  generateOnceTask,
  describeOnceTask,
  getOnceTaskResultInfo,
  cancelOnceTask,
  listUnfinishedOnceTask,
  describePlaybooks,
  describeAlerts,
  describeCloudSiemEvents,
  describeSoarRecords,
  getCallerIdentity,
];

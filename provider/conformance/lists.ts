import type { Operation } from "../api/calls/operation";
import { describeAlerts } from "../api/operations/DescribeAlerts";
import { describeAutomateResponseConfigFeature } from "../api/operations/DescribeAutomateResponseConfigFeature";
import { describeCloudSiemEvents } from "../api/operations/DescribeCloudSiemEvents";
import { describeOnceTask } from "../api/operations/DescribeOnceTask";
import { describePlaybooks } from "../api/operations/DescribePlaybooks";
import { describeSoarRecords } from "../api/operations/DescribeSoarRecords";
import { describeSoarStrategyTasks } from "../api/operations/DescribeSoarStrategyTasks";
import { listAutomateResponseConfigs } from "../api/operations/ListAutomateResponseConfigs";
import { listOperationProcess } from "../api/operations/ListOperationProcess";
import { listOperationTask } from "../api/operations/ListOperationTask";
import type { View } from "../api/operations/products";

/** A list of the service, and what its document says of it. */
export interface List {
  readonly operation: Operation<never, unknown>;
  /** What is sent for the first page of 100. */
  request(view: View): object;
  /** Where the entries are, and what tells of the page. */
  readonly entries: readonly string[];
  readonly page: readonly string[];
  /** Fields of a reply beside the entries, as paths, and of an entry. */
  readonly documented: readonly string[];
  readonly fields: readonly string[];
  /** Fields of an entry that may have no value. */
  readonly mayBeEmpty: readonly string[];
  /** The field that tells when an entry was made. */
  readonly made?: string;
}

const ENVELOPE = ["Success", "Code", "Message", "RequestId", "Data"];
/** The first page of a list. */
export const FIRST_PAGE = { CurrentPage: 1, PageSize: 100 };
const NUMBERED = { PageNumber: 1, PageSize: 100 };

/** What the lists of cloud-siem have in common. */
const SIEM_LIST = {
  request: (view: View) => ({ ...view, ...FIRST_PAGE }),
  entries: ["Data", "ResponseData"],
  page: ["Data", "PageInfo"],
  documented: ENVELOPE,
};

/** The rules of the view. */
export const ruleList: List = {
  operation: listAutomateResponseConfigs,
  ...SIEM_LIST,
  fields: words(
    "Id RuleName AutoResponseType ActionType ActionConfig ExecutionCondition Status ResponseRuleType Aliuid SubUserId DataType GmtCreate GmtModified",
  ),
  mayBeEmpty: [],
  made: "GmtCreate",
};

/** The repairs and rollbacks. */
export const repairList: List = {
  operation: listOperationTask,
  request: () => FIRST_PAGE,
  entries: ["OperationTasks"],
  page: ["PageInfo"],
  documented: words("OperationTasks PageInfo RequestId"),
  fields: words(
    "TaskId RootTaskId CheckId CheckShowName InstanceId RegionId Type Status StatusShowName ErrorCode ErrorMsg DealTime LastCheckTime InstanceFreed RepairSupportType RiskLevel SupportRollBack",
  ),
  mayBeEmpty: ["ErrorCode", "ErrorMsg"],
};

/** Every list that is read. */
export const lists: readonly List[] = [
  ruleList,
  {
    operation: describeAutomateResponseConfigFeature,
    request: (view) => ({ ...view, AutoResponseType: "alert" }),
    entries: ["Data"],
    page: [],
    documented: ENVELOPE,
    fields: words("Feature DataType RightValueEnums SupportOperators"),
    mayBeEmpty: [],
  },
  {
    operation: describeSoarStrategyTasks,
    request: () => NUMBERED,
    entries: ["SoarStrategyTasks"],
    page: [],
    documented: words("SoarStrategyTasks TotalCount PageNumber PageSize RequestId"),
    fields: words("Id Name StrategyId Status RunMode TotalNum SuccessNum FailedNum GmtCreate GmtModified GmtFinish"),
    mayBeEmpty: [],
    made: "GmtCreate",
  },
  repairList,
  {
    operation: listOperationProcess,
    request: () => FIRST_PAGE,
    entries: ["Processes"],
    page: ["PageInfo"],
    documented: words("Processes PageInfo RequestId"),
    fields: words(
      "TaskId TaskType TaskSource StatusCode TotalCount FinishCount DetailTaskTotalCount DetailTaskReadyCount CreateTime StartTime EndTime",
    ),
    mayBeEmpty: ["TaskSource"],
    made: "CreateTime",
  },
  {
    operation: describeOnceTask,
    request: () => ({ ...FIRST_PAGE, TaskType: "CLIENT_PROBLEM_CHECK" }),
    entries: ["TaskManageResponseList"],
    page: ["PageInfo"],
    documented: words("TaskManageResponseList PageInfo RequestId"),
    fields: words(
      "TaskId TaskType TaskName TaskStatus TaskStatusText Progress SuccessCount FailCount ResultInfo DetailData TaskStartTime TaskEndTime",
    ),
    mayBeEmpty: ["ResultInfo"],
    made: "TaskStartTime",
  },
  {
    operation: describePlaybooks,
    request: () => NUMBERED,
    entries: ["Playbooks"],
    page: ["Page"],
    documented: words("Playbooks Page RequestId"),
    fields: words(
      "PlaybookUuid DisplayName Description Active OwnType ParamType GmtCreate GmtModified LastRuntime TenantId",
    ),
    mayBeEmpty: ["Description"],
  },
  {
    operation: describeAlerts,
    ...SIEM_LIST,
    fields: words(
      "Id AlertUuid AlertName AlertNameCode AlertNameEn AlertTitle AlertTitleEn AlertDesc AlertDescEn AlertLevel AlertType AlertTypeCode AlertTypeEn AlertStatus AlertSrcProd AlertSrcProdModule AttCk CloudCode VendorId ProductId DetectionRuleId IncidentUuid IsDefend EntityList AssetList AlertInfoList AlertDetail ExtendContent MainUserId SubUserId SubUserName OccurTime LogTime StartTime EndTime GmtCreate GmtModified LogUuid",
    ),
    mayBeEmpty: [],
    made: "GmtCreate",
  },
  {
    operation: describeCloudSiemEvents,
    ...SIEM_LIST,
    fields: words(
      "IncidentUuid IncidentName IncidentNameEn IncidentType Description DescriptionEn ThreatLevel ThreatScore Status AlertNum AssetNum AttCkLabels AttckStages DataSources RuleId ReferAccount Remark ExtContent Aliuid GmtCreate GmtModified",
    ),
    mayBeEmpty: [],
    made: "GmtCreate",
  },
  {
    operation: describeSoarRecords,
    request: () => NUMBERED,
    entries: ["SoarExecuteRecords"],
    page: ["Page"],
    documented: words("SoarExecuteRecords Page RequestId"),
    fields: words(
      "RequestUuid TaskName Status TriggerType TriggerUser StartTime EndTime ErrorMsg RawEventReq TaskflowMd5 OutputList",
    ),
    mayBeEmpty: [],
  },
];

function words(text: string): string[] {
  return text.split(" ");
}

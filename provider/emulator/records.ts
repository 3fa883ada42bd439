/** An automated response rule as ListAutomateResponseConfigs shows it, with the view that it belongs to. */
export interface Rule {
  /** Digits of a 64-bit integer. */
  Id: string;
  RuleName: string;
  AutoResponseType: string;
  /** Action types, comma list. */
  ActionType: string;
  /** JSON array. */
  ActionConfig: string;
  /** JSON array. */
  ExecutionCondition: string;
  /** 0 disabled, 100 enabled. */
  Status: number;
  ResponseRuleType: "preset" | "custom";
  Aliuid: string;
  SubUserId: string;
  DataType: number;
  /** `YYYY-MM-DD hh:mm:ss`. */
  GmtCreate: string;
  GmtModified: string;
  /** The view: a rule is seen only by calls that ask for the same three. Never returned. */
  RegionId: string;
  RoleType: number;
  /** Digits, or empty for the own account. */
  RoleFor: string;
}

/** A condition field as DescribeAutomateResponseConfigFeature shows it. */
export interface Feature {
  Feature: string;
  DataType: string;
  RightValueEnums: { Value: string; ValueMds: string }[];
  SupportOperators: {
    Operator: string;
    OperatorName: string;
    OperatorDescCn: string;
    OperatorDescEn: string;
    HasRightValue: boolean;
    Index: number;
    SupportDataType: string;
    SupportTag: string[];
  }[];
  /** Rule types that offer the field. Never returned. */
  AutoResponseTypes: string[];
}

/** A playbook as sophonsoar's DescribePlaybooks shows it. */
export interface Playbook {
  PlaybookUuid: string;
  DisplayName: string;
  Description: string;
  /** 1 enabled, 0 disabled. */
  Active: number;
  OwnType: "preset" | "user";
  ParamType: string;
  /** Milliseconds since 1970. */
  GmtCreate: number;
  /** Milliseconds since 1970, as text. */
  GmtModified: string;
  LastRuntime: number;
  TenantId: string;
  /** `Name` in DescribeAutomateResponseConfigPlayBooks. */
  Name: string;
}

/** A strategy as DescribeSoarStrategies shows it. */
export interface Strategy {
  /** Digits of a 64-bit integer. */
  Id: string;
  Name: string;
  /** `0` is the system. */
  Creator: string;
  Description: string;
  RunMode: string;
  Type: string;
  GmtCreate: number;
  GmtModified: number;
  /** Shown by DescribeSoarSubscribedStrategy only when true. */
  Subscribed: boolean;
  /** A number as text. */
  ExecuteNum: string;
  /** Other names that CreateSoarStrategyTask takes, as in another language. Never returned. */
  OtherNames: string[];
}

/** A strategy task as DescribeSoarStrategyTasks shows it. */
export interface StrategyTask {
  /** Digits of a 64-bit integer. */
  Id: string;
  Name: string;
  StrategyId: string;
  /** `-1` waiting, `0` starting, `1` running, `2` finished, `3` schedule, `4` pause. */
  Status: string;
  RunMode: string;
  TotalNum: number;
  SuccessNum: number;
  FailedNum: number;
  GmtCreate: number;
  GmtModified: number;
  GmtFinish: number;
  /** StrategyTaskParams as sent, JSON array. */
  Params: string;
  /** Planned start, milliseconds since 1970; 0 for none. */
  StrategyTaskPlanExeTime: number;
  /** When the task entered its status, milliseconds since 1970. Never returned. */
  Since: number;
}

/** A repair or rollback of one instance as ListOperationTask shows it. */
export interface OperationTask {
  TaskId: string;
  RootTaskId: string;
  /** Digits of a 64-bit integer. */
  CheckId: string;
  CheckShowName: string;
  InstanceId: string;
  RegionId: string;
  Vendor: string;
  Type: "REPAIR" | "ROLLBACK";
  Status: string;
  ErrorCode: string;
  ErrorMsg: string;
  DealTime: number;
  LastCheckTime: number;
  InstanceFreed: boolean;
  RepairSupportType: number;
  RiskLevel: string;
  SupportRollBack: boolean;
  /** When the task entered its status, milliseconds since 1970. Never returned. */
  Since: number;
}

/** An instance that a check item concerns, as ListCheckInstanceResult shows it. */
export interface CheckInstance {
  InstanceId: string;
  RegionId: string;
  /** Default: its id. */
  InstanceName?: string;
  /** Default: `NOT_PASS`. A repair that goes well makes it `PASS`, a rollback `NOT_PASS`, unless it is `WHITELIST`. */
  Status?: "PASS" | "NOT_PASS" | "CHECKING" | "NOT_CHECK" | "WHITELIST" | "FAILED";
  /** What the check item looks at, as it is. Default: nothing. */
  Config?: { Name: string; ShowName: string; Value: string }[];
  /** When it was checked first, milliseconds since 1970. Default: when the emulator started. */
  FirstUpdateTime?: number;
  /** When it was checked last, which a repair or rollback that goes well does. Default: `FirstUpdateTime`. */
  LastUpdateTime?: number;
}

/** What the repair of a check item does, as GetCheckDetail shows it. */
export interface RepairSetting {
  /** Default: true. */
  RepairSupport?: boolean;
  /** Whether something has to be restarted. Default: false. */
  RepairReset?: boolean;
  /** 1: it can be rolled back; 2: it cannot; 3: it is made on another platform. Default: 1. */
  RepairSupportType?: 1 | 2 | 3;
  /** Default: what the check item looks at, of the asset. */
  RepairConfigs?: RepairConfig[];
}

/** A parameter of a repair. */
export interface RepairConfig {
  Name: string;
  ShowName?: string;
  /** Default: none. */
  DefaultValue?: string;
  /** Value that somebody configured. Default: none. */
  Value?: string;
  /** 1: of the asset, 2: configured, 3: given to a run. */
  UsageType: 1 | 2 | 3;
  /** 1 or 2: it goes over the wire encrypted. Default: 0. */
  DataTransformType?: 0 | 1 | 2;
}

/** A check run as ListOperationProcess shows it. */
export interface OperationProcess {
  /** Returned with a line feed at its end, as in the document's sample. */
  TaskId: string;
  TaskType: string;
  TaskSource: string;
  /** 0 not started, 1 running, 2 complete, 3 timed out. */
  StatusCode: number;
  TotalCount: number;
  FinishCount: number;
  DetailTaskTotalCount: number;
  DetailTaskReadyCount: number;
  CreateTime: number;
  StartTime: number;
  EndTime: number;
  /** When the run entered its status, milliseconds since 1970. Never returned. */
  Since: number;
}

/** A once task as DescribeOnceTask shows it. */
export interface OnceTask {
  TaskId: string;
  RootTaskId: string;
  TaskType: string;
  TaskName: string;
  Source: string;
  TaskStatusText: "INIT" | "START" | "DISPATCH" | "SUCCESS" | "FAIL" | "TIMEOUT";
  ResultInfo: string;
  TaskStartTime: number;
  /** 0 while it runs. */
  TaskEndTime: number;
  /** Param as sent, JSON object; DetailData, SuccessCount and FailCount follow from its `uuids`. Never returned. */
  Param: string;
  /** When the task entered its status, milliseconds since 1970. Never returned. */
  Since: number;
}

/** An alert as DescribeAlerts shows it. Times are `YYYY-MM-DD hh:mm:ss`, UTC. */
export interface Alert {
  /** Digits of a 64-bit integer. */
  Id: string;
  AlertUuid: string;
  AlertName: string;
  AlertNameCode: string;
  AlertNameEn: string;
  AlertTitle: string;
  AlertTitleEn: string;
  AlertDesc: string;
  AlertDescEn: string;
  AlertLevel: "serious" | "suspicious" | "remind";
  AlertType: string;
  AlertTypeCode: string;
  AlertTypeEn: string;
  AlertStatus: string;
  AlertSrcProd: string;
  AlertSrcProdModule: string;
  AttCk: string;
  CloudCode: string;
  VendorId: string;
  ProductId: string;
  DetectionRuleId: string;
  /** The event that it belongs to; empty for none. */
  IncidentUuid: string;
  /** 0 detected, 1 blocked. */
  IsDefend: "0" | "1";
  /** JSON array of the entities. What an entity looks like is undocumented. */
  EntityList: string;
  /** JSON array of the assets. */
  AssetList: string;
  AlertInfoList: { Key: string; KeyName: string; Values: string }[];
  /** JSON object. */
  AlertDetail: string;
  /** JSON object. */
  ExtendContent: string;
  /** Digits of a 64-bit integer. */
  MainUserId: string;
  /** Digits of a 64-bit integer. */
  SubUserId: string;
  SubUserName: string;
  /** What StartTime and EndTime of the request look at. */
  OccurTime: string;
  LogTime: string;
  StartTime: string;
  EndTime: string;
  GmtCreate: string;
  GmtModified: string;
  LogUuid: string;
}

/** An event as DescribeCloudSiemEvents shows it. Times are `YYYY-MM-DD hh:mm:ss`, UTC. */
export interface SiemEvent {
  IncidentUuid: string;
  IncidentName: string;
  IncidentNameEn: string;
  IncidentType: "net-attack" | "graph";
  Description: string;
  DescriptionEn: string;
  ThreatLevel: "serious" | "suspicious" | "remind";
  /** 0 to 100. */
  ThreatScore: number;
  /** 0 unhandled, 1 in progress, 5 failed, 10 handled. */
  Status: number;
  AlertNum: number;
  AssetNum: number;
  AttCkLabels: string[];
  AttckStages: { TacticId: string; TacticName: string; AlertNum: number }[];
  DataSources: string[];
  RuleId: string;
  ReferAccount: string;
  Remark: string;
  /** JSON object. */
  ExtContent: string;
  /** Digits of a 64-bit integer. */
  Aliuid: string;
  /** What StartTime and EndTime of the request look at. */
  GmtCreate: string;
  GmtModified: string;
}

/** A run of a playbook as DescribeSoarRecords shows it. Times are milliseconds since 1970. */
export interface SoarRecord {
  RequestUuid: string;
  /** UUID of the playbook. */
  TaskName: string;
  Status: "success" | "fail" | "running";
  TriggerType: string;
  TriggerUser: string;
  /** What StartMillis and EndMillis of the request look at. */
  StartTime: number;
  /** 0 while it runs. */
  EndTime: number;
  ErrorMsg: string;
  /** JSON object: what the playbook was given. */
  RawEventReq: string;
  TaskflowMd5: string;
  OutputList: { NodeName: string; ActionUuid: string; Content: string }[];
}

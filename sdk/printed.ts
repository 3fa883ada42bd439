/** What commands print with `--json`, and what their files hold. */

export type { Catalogue } from "../provider/catalogue/catalogue";
export type {
  CatalogueResult,
  HistoryResult,
  Refusal,
  ReportedChange,
  ReportResult,
  RunResult,
} from "../provider/cli/printed";
export type { Report as ConformanceReport } from "../provider/conformance";
export type { Finding as DoctorFinding, Report as DoctorReport } from "../provider/doctor/finding";
export type { HistoryEntry, HistoryHeader } from "../provider/history/entry";
export type { IgnoredFinding, LintFinding, LintReport } from "../provider/lint/finding";
export type {
  CheckParameter,
  CheckRepair,
  MetThreshold,
  PlaybookRuns,
  RuleDoubt,
  RuleTally,
  SimulatedPlaybook,
  SimulatedRule,
  SimulatedRun,
  SimulatedSide,
  SimulationResult,
  TouchedInstance,
} from "../provider/simulation/result";

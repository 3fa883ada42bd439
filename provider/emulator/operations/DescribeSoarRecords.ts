import { defineOperation } from "../operation";
import { pageOfPast } from "../past/listing";
import type { SoarRecord } from "../past/records";
import { soarRecordAt } from "../past/soar-records";

/** The words of TaskStatus, and those of Status in the reply. */
const statuses: Readonly<Record<string, SoarRecord["Status"]>> = {
  success: "success",
  failed: "fail",
  inprogress: "running",
};

/** Lists runs of playbooks of the time that is asked for. */
export const describeSoarRecords = defineOperation({
  name: "DescribeSoarRecords",
  product: "sophonsoar",
  verb: "GET",
  parameters: {
    PageNumber: { type: "int32", min: 1 },
    PageSize: { type: "int32", min: 1, max: 100 },
    PlaybookUuid: { type: "string" },
    TaskStatus: { type: "string", values: Object.keys(statuses) },
    TriggerType: { type: "string" },
    TriggerUser: { type: "string" },
    RequestUuid: { type: "string" },
    TaskflowMd5: { type: "string" },
    QueryValue: { type: "string" },
    StartMillis: { type: "int64" },
    EndMillis: { type: "int64" },
    CompletedBeginTime: { type: "int64" },
    CompletedEndTime: { type: "int64" },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run(args, { state }) {
    const { PageNumber = 1, PageSize = 10, StartMillis, EndMillis, TaskStatus, CompletedBeginTime } = args;
    const source = {
      kind: "soarRecords" as const,
      held: state.soarRecords,
      madeUp: (index: number) => soarRecordAt(state, index),
      timeOf: ({ StartTime }: SoarRecord) => StartTime,
    };
    const endedUntil = Number(args.CompletedEndTime ?? Number.MAX_SAFE_INTEGER);
    const matches = (record: SoarRecord) =>
      (!args.PlaybookUuid || record.TaskName === args.PlaybookUuid) &&
      (!TaskStatus || record.Status === statuses[TaskStatus]) &&
      (!args.TriggerType || record.TriggerType === args.TriggerType) &&
      (!args.TriggerUser || record.TriggerUser === args.TriggerUser) &&
      (!args.RequestUuid || record.RequestUuid === args.RequestUuid) &&
      (!args.TaskflowMd5 || record.TaskflowMd5 === args.TaskflowMd5) &&
      record.RawEventReq.includes(args.QueryValue ?? "") &&
      record.EndTime >= Number(CompletedBeginTime ?? 0) &&
      record.EndTime <= endedUntil;
    const unfiltered = ["PageNumber", "PageSize", "StartMillis", "EndMillis", "Lang"];
    const isFiltered = Object.entries(args).some(([name, value]) => value !== undefined && !unfiltered.includes(name));
    const { shown, total } = pageOfPast(state, source, {
      from: StartMillis,
      until: EndMillis,
      page: PageNumber,
      size: PageSize,
      matches: isFiltered ? matches : undefined,
    });
    return {
      SoarExecuteRecords: shown.map((record) => ({ ...record, EndTime: record.EndTime || undefined })),
      Page: { PageNumber, PageSize, TotalCount: total },
    };
  },
});

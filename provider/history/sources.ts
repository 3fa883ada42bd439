import type { CallContext } from "../api/calls/call-context";
import { configuredView } from "../api/collections/rules";
import { describeAlerts } from "../api/operations/DescribeAlerts";
import { describeCloudSiemEvents } from "../api/operations/DescribeCloudSiemEvents";
import { describeSoarRecords } from "../api/operations/DescribeSoarRecords";
import type { HistoryKind, Kinds } from "./entry";

/** A stretch of time, milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** One page of a stretch, and how many entries the whole of it has. */
export interface SourcePage<Entry> {
  readonly items: readonly Entry[];
  readonly total: number;
}

/** Where entries of a kind come from. */
export interface Source<Entry = object> {
  /** What is read, for a person: `alerts`. */
  readonly title: string;
  /** Reads one page, from 1. */
  read(context: CallContext, span: Span, page: number, size: number): Promise<SourcePage<Entry>>;
  /** The same for the same entry, different for any other. */
  idOf(entry: Entry): string;
}

const alerts: Source<Kinds["alert"]> = {
  title: "alerts",
  idOf: ({ Id = "", AlertUuid = "" }) => `${Id} ${AlertUuid}`,
  read: async (context, { from, until }, CurrentPage, PageSize) => {
    const time = { StartTime: from, EndTime: until };
    const request = { ...configuredView(context.config), ...time, CurrentPage, PageSize };
    const { ResponseData, PageInfo } = await context.call(describeAlerts, request);
    return { items: ResponseData, total: PageInfo.TotalCount };
  },
};

const events: Source<Kinds["event"]> = {
  title: "events",
  idOf: ({ IncidentUuid }) => IncidentUuid,
  read: async (context, { from, until }, CurrentPage, PageSize) => {
    const time = { StartTime: from, EndTime: until };
    const request = { ...configuredView(context.config), ...time, CurrentPage, PageSize };
    const { ResponseData, PageInfo } = await context.call(describeCloudSiemEvents, request);
    return { items: ResponseData, total: PageInfo.TotalCount };
  },
};

const records: Source<Kinds["record"]> = {
  title: "playbook runs",
  idOf: ({ RequestUuid }) => RequestUuid,
  read: async (context, { from, until }, PageNumber, PageSize) => {
    const request = { StartMillis: from, EndMillis: until, PageNumber, PageSize, Lang: "en" };
    const { SoarExecuteRecords, Page } = await context.call(describeSoarRecords, request);
    return { items: SoarExecuteRecords, total: Page.TotalCount };
  },
};

/** The source of each kind. */
export const sources: { readonly [Kind in HistoryKind]: Source<Kinds[Kind]> } = {
  alert: alerts,
  event: events,
  record: records,
};

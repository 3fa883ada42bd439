import { accepted, viewParameters } from "../cloud-siem";
import { defineOperation } from "../operation";
import { eventAt, timeOfEvent } from "../past/events";
import { pageOfPast } from "../past/listing";
import type { SiemEvent } from "../past/records";

/** Lists events of the time that is asked for. Their order is that of the setting `listOrder`, or what `Order` says. */
export const describeCloudSiemEvents = defineOperation({
  name: "DescribeCloudSiemEvents",
  product: "cloud-siem",
  parameters: {
    CurrentPage: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
    StartTime: { type: "int64" },
    EndTime: { type: "int64" },
    EventName: { type: "string" },
    IncidentUuid: { type: "string" },
    Status: { type: "int32" },
    ThreadLevel: { list: "string" },
    AssetId: { type: "string" },
    EntityUuid: { type: "string" },
    Order: { type: "string", values: ["asc", "desc"] },
    OrderField: { type: "string", values: ["GmtModified", "ThreatScore"] },
    ...viewParameters,
  },
  run(args, { state }) {
    const { CurrentPage, PageSize, StartTime, EndTime, Order, EventName, IncidentUuid, Status, ThreadLevel } = args;
    const source = {
      kind: "events" as const,
      held: state.events,
      madeUp: (index: number) => eventAt(state, index),
      timeOf: timeOfEvent,
    };
    const matches = (event: SiemEvent) =>
      event.IncidentName.includes(EventName ?? "") &&
      (!IncidentUuid || event.IncidentUuid === IncidentUuid) &&
      (Status === undefined || event.Status === Status) &&
      (ThreadLevel.length === 0 || ThreadLevel.includes(event.ThreatLevel));
    const isFiltered = EventName || IncidentUuid || Status !== undefined || ThreadLevel.length > 0;
    const { shown, total } = pageOfPast(state, source, {
      from: StartTime,
      until: EndTime,
      page: CurrentPage,
      size: PageSize,
      matches: isFiltered ? matches : undefined,
      isNewestFirst: Order === undefined ? undefined : Order === "desc",
    });
    return accepted({
      PageInfo: { CurrentPage, PageSize, TotalCount: total },
      ResponseData: shown.map((event) => ({ ...event, Aliuid: BigInt(event.Aliuid) })),
    });
  },
});

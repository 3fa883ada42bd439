import { accepted, viewParameters } from "../cloud-siem";
import { defineOperation } from "../operation";
import { alertAt, timeOfAlert } from "../past/alerts";
import { pageOfPast } from "../past/listing";
import type { Alert } from "../past/records";

/** Lists alerts of the time that is asked for. */
export const describeAlerts = defineOperation({
  name: "DescribeAlerts",
  product: "cloud-siem",
  parameters: {
    CurrentPage: { type: "int32", required: true, min: 1 },
    PageSize: { type: "int32", required: true, min: 1, max: 100 },
    StartTime: { type: "int64" },
    EndTime: { type: "int64" },
    AlertName: { type: "string" },
    AlertTitle: { type: "string" },
    AlertType: { type: "string" },
    AlertUuid: { type: "string" },
    Level: { list: "string" },
    AlertStatus: { list: "string" },
    Source: { type: "string" },
    IsDefend: { type: "string", values: ["0", "1"] },
    LabelType: { type: "string" },
    AssetId: { type: "string" },
    AssetName: { type: "string" },
    EntityId: { type: "string" },
    EntityName: { type: "string" },
    SubUserId: { type: "string" },
    ...viewParameters,
  },
  run(args, { state }) {
    const { CurrentPage, PageSize, StartTime, EndTime } = args;
    const source = {
      kind: "alerts" as const,
      held: state.alerts,
      madeUp: (index: number) => alertAt(state, index),
      timeOf: timeOfAlert,
    };
    const query = { from: StartTime, until: EndTime, page: CurrentPage, size: PageSize, matches: filterOf(args) };
    const { shown, total } = pageOfPast(state, source, query);
    return accepted({
      PageInfo: { CurrentPage, PageSize, TotalCount: total },
      ResponseData: shown.map((alert) => ({
        ...alert,
        Id: BigInt(alert.Id),
        MainUserId: BigInt(alert.MainUserId),
        SubUserId: BigInt(alert.SubUserId),
      })),
    });
  },
});

interface Filters {
  AlertName?: string;
  AlertTitle?: string;
  AlertType?: string;
  AlertUuid?: string;
  Level: string[];
  AlertStatus: string[];
  Source?: string;
  IsDefend?: string;
  AssetId?: string;
  AssetName?: string;
  EntityId?: string;
  EntityName?: string;
  SubUserId?: string;
}

/** What the filters let through; undefined where there are none. LabelType groups sources in a way that no document tells. */
function filterOf(filters: Filters): ((alert: Alert) => boolean) | undefined {
  const { Level, AlertStatus } = filters;
  const texts: readonly [string | undefined, (alert: Alert) => string][] = [
    [filters.AlertName, ({ AlertName }) => AlertName],
    [filters.AlertTitle, ({ AlertTitle }) => AlertTitle],
    [filters.AlertType, ({ AlertType }) => AlertType],
    [filters.AlertUuid, ({ AlertUuid }) => AlertUuid],
    [filters.Source, ({ AlertSrcProd }) => AlertSrcProd],
    [filters.IsDefend, ({ IsDefend }) => IsDefend],
    [filters.SubUserId, ({ SubUserId }) => SubUserId],
    [filters.AssetId, ({ AssetList }) => AssetList],
    [filters.AssetName, ({ AssetList }) => AssetList],
    [filters.EntityId, ({ EntityList }) => EntityList],
    [filters.EntityName, ({ EntityList }) => EntityList],
  ];
  const wanted = texts.flatMap(([text, of]) => (text ? [{ text, of }] : []));
  if (wanted.length === 0 && Level.length === 0 && AlertStatus.length === 0) return undefined;
  return (alert) =>
    (Level.length === 0 || Level.includes(alert.AlertLevel)) &&
    (AlertStatus.length === 0 || AlertStatus.includes(alert.AlertStatus)) &&
    wanted.every(({ text, of }) => of(alert).includes(text));
}

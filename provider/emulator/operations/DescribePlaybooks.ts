import { defineOperation } from "../operation";
import type { Playbook } from "../records";

/** Lists playbooks, the last modified first. */
export const describePlaybooks = defineOperation({
  name: "DescribePlaybooks",
  product: "sophonsoar",
  verb: "GET",
  parameters: {
    PageNumber: { type: "int32", min: 1 },
    PageSize: { type: "int32", min: 1, max: 100 },
    Active: { type: "int32", min: 0, max: 1 },
    Name: { type: "string" },
    OwnType: { type: "string", values: ["preset", "user"] },
    ParamTypes: { type: "string" },
    PlaybookUuid: { type: "string" },
    PlaybookUuids: { type: "string" },
    StartMillis: { type: "int64" },
    EndMillis: { type: "int64" },
    Sort: { type: "int32", min: 1, max: 2 },
    Order: { type: "string", values: ["asc", "desc"] },
    Lang: { type: "string", values: ["zh", "en"] },
  },
  run(args, { state }) {
    const { PageNumber = 1, PageSize = 10, ParamTypes, PlaybookUuids } = args;
    const [from, until] = [Number(args.StartMillis ?? 0), Number(args.EndMillis ?? Number.POSITIVE_INFINITY)];
    const found = state.playbooks.filter((playbook) => {
      return (
        (args.Active === undefined || playbook.Active === args.Active) &&
        playbook.DisplayName.includes(args.Name ?? "") &&
        (!args.OwnType || playbook.OwnType === args.OwnType) &&
        (!ParamTypes || ParamTypes.split(",").includes(playbook.ParamType)) &&
        (!args.PlaybookUuid || playbook.PlaybookUuid === args.PlaybookUuid) &&
        (!PlaybookUuids || PlaybookUuids.split(",").includes(playbook.PlaybookUuid)) &&
        playbook.GmtCreate >= from &&
        playbook.GmtCreate <= until
      );
    });
    const time = (playbook: Playbook) => (args.Sort === 2 ? playbook.LastRuntime : Number(playbook.GmtModified));
    const direction = args.Order === "asc" ? 1 : -1;
    const sorted = found.toSorted((a, b) => direction * (time(a) - time(b)));
    return {
      Playbooks: sorted
        .slice((PageNumber - 1) * PageSize, PageNumber * PageSize)
        .map(({ Name, ...playbook }) => playbook),
      Page: { PageNumber, PageSize, TotalCount: found.length },
    };
  },
});

import type { CallContext } from "../calls/call-context";
import { ServiceError } from "../calls/errors";
import { describeAutomateResponseConfigPlayBooks } from "../operations/DescribeAutomateResponseConfigPlayBooks";
import { type DescribePlaybooksRequest, describePlaybooks, type Playbook } from "../operations/DescribePlaybooks";
import type { View } from "../operations/products";
import { type PagedSource, readPages } from "./paged-list";

type OnlyNewer = "OwnType" | "GmtCreate" | "GmtModified" | "LastRuntime";

/** One playbook, whichever operation listed it; the older one does not say whose it is, whether it is enabled, and when. */
export interface FoundPlaybook extends Omit<Playbook, OnlyNewer>, Partial<Pick<Playbook, OnlyNewer>> {}

/** What DescribePlaybooks can filter by. */
type PlaybookFilter = Pick<DescribePlaybooksRequest, "Name" | "Active" | "OwnType" | "ParamTypes">;

function pagesOf(filter: PlaybookFilter): PagedSource<Playbook> {
  return {
    title: "playbooks",
    idOf: ({ PlaybookUuid }) => PlaybookUuid,
    fetchPage: async (context, PageNumber, PageSize) => {
      const request = { PageNumber, PageSize, ...filter, Lang: "en" };
      const { Playbooks, Page } = await context.call(describePlaybooks, request);
      return { items: Playbooks, totalCount: Page.TotalCount };
    },
  };
}

/** Codes with which an account, or an endpoint, does not offer an operation. */
const REFUSED = /^(InvalidApi|InvalidAction|InvalidVersion|NoPermission|Forbidden)(\.|$)/;

/**
 * The playbooks that the service's own filters let through, where it has them: with DescribePlaybooks, and where that is refused with DescribeAutomateResponseConfigPlayBooks, which
 * older accounts still have, which says less of each, and which takes no filter.
 * @throws ApiError of DescribePlaybooks when both are refused
 */
export async function allPlaybooks(
  context: CallContext,
  view: View,
  filter: PlaybookFilter = {},
): Promise<readonly FoundPlaybook[]> {
  try {
    return await readPages(context, pagesOf(filter));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return older(context, view).catch((reason: unknown) => {
      throw isRefusal(reason) ? error.adding(`The older operation was refused, too: ${reason.message}`) : reason;
    });
  }
}

async function older(context: CallContext, view: View): Promise<readonly FoundPlaybook[]> {
  const { Data } = await context.call(describeAutomateResponseConfigPlayBooks, view);
  // The other operation does not tell the name: whoever is refused that one must not get another name.
  return Data.map(({ Uuid, ParamType, Name, DisplayName, ...playbook }) => ({
    ...playbook,
    DisplayName: DisplayName || Name,
    PlaybookUuid: Uuid,
    // The document spells this one value with a double e.
    ParamType: ParamType === "template-filee" ? "template-file" : ParamType,
  }));
}

function isRefusal(error: unknown): error is ServiceError {
  return error instanceof ServiceError && REFUSED.test(error.code);
}

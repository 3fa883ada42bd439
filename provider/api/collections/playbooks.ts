import type { CallContext } from "../calls/call-context";
import { ServiceError } from "../calls/errors";
import { describeAutomateResponseConfigPlayBooks } from "../operations/DescribeAutomateResponseConfigPlayBooks";
import { describePlaybooks, type Playbook } from "../operations/DescribePlaybooks";
import type { View } from "../operations/products";
import { type PagedSource, readPages } from "./paged-list";

/** One playbook, whichever operation listed it. */
export interface FoundPlaybook extends Omit<Playbook, "OwnType"> {
  /** `preset` or `user`; absent where the reply does not say. */
  readonly OwnType?: string;
}

const PLAYBOOKS: PagedSource<Playbook> = {
  title: "playbooks",
  idOf: ({ PlaybookUuid }) => PlaybookUuid,
  fetchPage: async (context, PageNumber, PageSize) => {
    const { Playbooks, Page } = await context.call(describePlaybooks, { PageNumber, PageSize, Lang: "en" });
    return { items: Playbooks, totalCount: Page.TotalCount };
  },
};

/** Codes with which an account, or an endpoint, does not offer an operation. */
const REFUSED = /^(InvalidApi|InvalidAction|InvalidVersion|NoPermission|Forbidden)(\.|$)/;

/**
 * Every playbook: with DescribePlaybooks, and where that is refused with DescribeAutomateResponseConfigPlayBooks, which
 * older accounts still have and which says less of each.
 * @throws ApiError of DescribePlaybooks when both are refused
 */
export async function allPlaybooks(context: CallContext, view: View): Promise<readonly FoundPlaybook[]> {
  try {
    return await readPages(context, PLAYBOOKS);
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

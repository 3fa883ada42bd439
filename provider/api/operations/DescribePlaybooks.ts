import type { JsonObject } from "../../json";
import { id, integer, object, objects, optionalInteger, text } from "../calls/decode";
import type { Operation } from "../calls/operation";

/** Parameters of DescribePlaybooks. */
export interface DescribePlaybooksRequest {
  /** Page, from 1. */
  readonly PageNumber: number;
  /** Playbooks a page. */
  readonly PageSize: number;
  /** Language of the texts: `zh` or `en`. */
  readonly Lang?: string;
}

/** One playbook. */
export interface Playbook {
  /** UUID of the playbook, trimmed. */
  readonly PlaybookUuid: string;
  /** Name of the playbook: the only one that this operation tells. */
  readonly DisplayName: string;
  /** Description. */
  readonly Description: string;
  /** 1 enabled, 0 disabled. */
  readonly Active?: number;
  /** `preset` or `user`. */
  readonly OwnType: string;
  /** Trigger type, e.g. `template-ip`. */
  readonly ParamType: string;
}

/** Reply of DescribePlaybooks. */
export interface DescribePlaybooksResponse {
  /** How many playbooks match in all. */
  readonly Page: { readonly TotalCount: number };
  /** The playbooks of the page. */
  readonly Playbooks: readonly Playbook[];
}

/** Lists playbooks. */
export const describePlaybooks: Operation<DescribePlaybooksRequest, DescribePlaybooksResponse> = {
  product: "sophonsoar",
  version: "2022-07-28",
  verb: "GET",
  in: "query",
  action: "DescribePlaybooks",
  repeat: "safe",
  ramAction: "yundun-sas:DescribePlaybooks",
  decode: (body) => ({
    Page: { TotalCount: integer(object(body.Page, "Page").TotalCount, "TotalCount") },
    Playbooks: objects(body.Playbooks, "Playbooks").map(playbook),
  }),
};

function playbook(item: JsonObject): Playbook {
  return {
    PlaybookUuid: id(item.PlaybookUuid, "PlaybookUuid"),
    DisplayName: text(item.DisplayName, "DisplayName"),
    Description: text(item.Description, "Description"),
    Active: optionalInteger(item.Active, "Active"),
    OwnType: text(item.OwnType, "OwnType"),
    ParamType: text(item.ParamType, "ParamType"),
  };
}

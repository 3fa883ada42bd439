import type { State } from "../state";
import { attackerOf } from "./alerts";
import { FIRST_HELD, timeOf } from "./past";
import { pick, pickSkewed, randomOf, uuidOf } from "./random";
import type { SoarRecord } from "./records";

const TRIGGERS = ["siem", "siem", "siem", "siem", "manual", "debug", "timer"];

/** What the past of an account is made up from. */
type Account = Pick<State, "past" | "accountId" | "playbooks">;

/** The made-up run of a playbook with this index, from 0 for the oldest. */
export function soarRecordAt(account: Account, index: number): SoarRecord {
  return contentOf(account, index, timeOf(account.past, "soarRecords", index));
}

/** A complete run that begins now, the one at this position of those that are put in; what is not given is made up. */
export function newSoarRecord(account: Account, now: number, part: Partial<SoarRecord>, position: number): SoarRecord {
  return { ...contentOf(account, FIRST_HELD + position, now), ...part };
}

function contentOf({ past, accountId, playbooks }: Account, index: number, at: number): SoarRecord {
  const next = randomOf(past.seed, "run", index);
  const playbook = playbooks.length > 0 ? pickSkewed(next, playbooks).PlaybookUuid : "a playbook that is gone";
  const failed = next() < 0.08;
  const input = { ip: attackerOf(past, index), period: "7d" };
  const result = failed ? { code: 500, message: "no permission at the WAF" } : { code: 200, message: "done" };
  return {
    RequestUuid: uuidOf(past.seed, "run", index),
    TaskName: playbook,
    Status: failed ? "fail" : "success",
    TriggerType: pick(next, TRIGGERS),
    TriggerUser: accountId,
    StartTime: at,
    EndTime: at + 500 + Math.floor(next() * 20_000),
    ErrorMsg: failed ? result.message : "",
    RawEventReq: JSON.stringify(input),
    TaskflowMd5: uuidOf(past.seed, "flow", 1).replaceAll("-", ""),
    OutputList: [{ NodeName: "block", ActionUuid: uuidOf(past.seed, "node", 1), Content: JSON.stringify(result) }],
  };
}

import { formatTime } from "../cloud-siem";
import type { State } from "../state";
import { FIRST_HELD, type Past, timeOf } from "./past";
import { pick, randomOf, uuidOf } from "./random";
import type { SiemEvent } from "./records";

/** One alert in so many belongs to an event. */
const SHARE = 3;

const incidents = [
  { name: "Webshell intrusion", level: "serious", score: 85, tactic: ["TA0003", "Persistence"], label: "T1505.003" },
  {
    name: "SSH brute-force attack",
    level: "suspicious",
    score: 55,
    tactic: ["TA0006", "Credential Access"],
    label: "T1110",
  },
  { name: "Mining on servers", level: "serious", score: 78, tactic: ["TA0040", "Impact"], label: "T1496" },
  {
    name: "扫描与探测",
    nameEn: "Scans of the network",
    level: "remind",
    score: 20,
    tactic: ["TA0043", "Reconnaissance"],
    label: "T1046",
  },
  {
    name: "Data theft by DNS tunnel",
    level: "suspicious",
    score: 62,
    tactic: ["TA0010", "Exfiltration"],
    label: "T1071.004",
  },
] as const;

/** The event to which a made-up alert belongs; empty for none. */
export function eventOfAlert({ seed, alerts, events }: Past, index: number): string {
  if (events === 0 || index % SHARE !== 0) return "";
  return uuidOf(seed, "event", Math.floor((index * events) / alerts));
}

/** What the past of an account is made up from. */
type Account = Pick<State, "past" | "accountId">;

/** The made-up event with this index, from 0 for the oldest. */
export function eventAt(account: Account, index: number): SiemEvent {
  const { past } = account;
  return contentOf(account, index, alertsOf(past, index), timeOf(past, "events", index));
}

/** A complete event that occurs now, the one at this position of those that are put in; what is not given is made up. */
export function newEvent(account: Account, now: number, part: Partial<SiemEvent>, position: number): SiemEvent {
  return { ...contentOf(account, FIRST_HELD + position, 1, now), ...part };
}

function contentOf({ past, accountId }: Account, index: number, AlertNum: number, at: number): SiemEvent {
  const next = randomOf(past.seed, "event", index);
  const incident = pick(next, incidents);
  const [TacticId, TacticName] = incident.tactic;
  const nameEn = "nameEn" in incident ? incident.nameEn : incident.name;
  const description = `${nameEn}: ${AlertNum} alerts in a row.`;
  return {
    IncidentUuid: uuidOf(past.seed, "event", index),
    IncidentName: incident.name,
    IncidentNameEn: nameEn,
    IncidentType: next() < 0.7 ? "net-attack" : "graph",
    Description: description,
    DescriptionEn: description,
    ThreatLevel: incident.level,
    ThreatScore: Math.round((incident.score + next() * 10) * 10) / 10,
    Status: pick(next, [0, 0, 1, 5, 10, 10]),
    AlertNum,
    AssetNum: 1 + Math.floor(next() * 4),
    AttCkLabels: [incident.label],
    AttckStages: [{ TacticId, TacticName, AlertNum }],
    DataSources: ["sas", "cfw"],
    RuleId: `event-rule-${incidents.indexOf(incident) + 1}`,
    ReferAccount: accountId,
    Remark: "",
    ExtContent: "{}",
    Aliuid: accountId,
    GmtCreate: formatTime(at),
    GmtModified: formatTime(at + 60_000),
  };
}

/** How many alerts belong to an event. */
function alertsOf({ alerts, events }: Past, index: number): number {
  const from = Math.ceil((index * alerts) / events);
  const until = Math.ceil(((index + 1) * alerts) / events);
  return Math.ceil(until / SHARE) - Math.ceil(from / SHARE);
}

/** Milliseconds since 1970 of the time by which an event is listed. */
export function timeOfEvent({ GmtCreate }: SiemEvent): number {
  return Date.parse(`${GmtCreate.replace(" ", "T")}Z`);
}

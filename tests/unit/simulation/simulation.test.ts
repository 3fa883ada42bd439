import { describe, expect, it } from "vitest";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { Simulation } from "../../../provider/simulation/simulation";
import { SECRET, UNKNOWN } from "../../../provider/unknown";

const rule = (conditions: unknown, more: object = {}) =>
  judgedRule({ name: "r" }, { autoResponseType: "alert", conditions, actions: [], ...more });
const web = rule({ alert_name: { containsString: "web" } });
const webshell = rule({ alert_name: { containsString: "webshell" } });

/** Alert number n: a webshell for even ones, on one of three hosts. */
const alert = (number: number, more: object = {}) => ({
  AlertUuid: `sas_${number}`,
  AlertName: number % 2 === 0 ? "webshell_online" : "web_login",
  OccurTime: `2026-11-01 10:00:${String(number).padStart(2, "0")}`,
  EntityList: JSON.stringify([{ entity_type: "ip", ip: `203.0.113.${number}` }]),
  AssetList: JSON.stringify([{ asset_type: "host", asset_name: `web-${number % 3}` }]),
  ...more,
});
const alerts = Array.from({ length: 10 }, (_, number) => alert(number));

function simulate(subject: ConstructorParameters<typeof Simulation>[0][number], records: readonly object[] = alerts) {
  const simulation = new Simulation([subject]);
  for (const record of records) simulation.add(new Map(Object.entries(record)));
  const { outcomes, ...whole } = simulation.result();
  return { ...whole, ...outcomes[0] };
}

describe("a rule over a history", () => {
  it("has its matches, on how many entities and assets, from when to when, and the first three", () => {
    const { after } = simulate({ after: webshell });
    expect(after).toEqual({
      matches: 5,
      cannotTell: 0,
      doubts: [],
      entities: { ip: { count: 5, isExact: true } },
      assets: { count: 3, isExact: true },
      first: "2026-11-01 10:00:00",
      last: "2026-11-01 10:00:08",
      samples: [0, 2, 4].map((number) => ({
        id: `sas_${number}`,
        name: "webshell_online",
        time: `2026-11-01 10:00:0${number}`,
        assets: [`web-${number % 3}`],
      })),
    });
  });

  it("says of how many entries it cannot be told, and why, the most frequent reason first", () => {
    const conditions = { alert_name: { equals: "WEB_LOGIN" }, alert_desc: { equals: "x" } };
    const records = [...alerts, ...alerts.map(({ AlertName, ...others }) => ({ ...others, AlertDesc: "x" }))];
    expect(simulate({ after: rule(conditions) }, records).after).toMatchObject({
      matches: 0,
      cannotTell: 15,
      doubts: [
        { field: "alert_name", operator: "equals", entries: 10, why: "the entry has no such key" },
        { field: "alert_desc", operator: "equals", entries: 5, why: "the entry has no such key" },
      ],
    });
  });

  it("counts entries by what they are", () => {
    const event = {
      IncidentUuid: "e",
      IncidentName: "attack",
      ThreatLevel: "serious",
      GmtCreate: "2026-11-02 10:00:00",
    };
    expect(simulate({ after: rule({}) }, [...alerts, event, { Remark: "x" }])).toMatchObject({
      entries: { alerts: 10, events: 1, others: 1 },
      first: "2026-11-01 10:00:00",
      last: "2026-11-02 10:00:00",
      after: { matches: 10, cannotTell: 1 },
    });
  });

  it("estimates many entities, and says so", () => {
    const many = Array.from({ length: 20_000 }, (_, number) => alert(2 * number));
    const { ip } = simulate({ after: web }, many).after?.entities ?? {};
    expect(ip?.isExact).toBe(false);
    expect(Math.abs((ip?.count ?? 0) - 20_000)).toBeLessThan(3_000);
  });
});

describe("a change of a rule", () => {
  const off = { enabled: false };
  const later = { enabled: UNKNOWN };
  it.each([
    ["loosened answers more", webshell, web, 5, 0, 0],
    ["tightened answers less", web, webshell, 0, 5, 0],
    ["that stays the same makes no difference", web, { ...web }, 0, 0, 0],
    ["that is new answers what it answers", undefined, web, 10, 0, 0],
    ["that goes does not any more", web, undefined, 0, 10, 0],
    ["switched off answers nothing any more", web, { ...web, ...off }, 0, 10, 0],
    ["switched on answers from now on", { ...web, ...off }, web, 10, 0, 0],
    ["that is new and off answers nothing", undefined, { ...web, ...off }, 0, 0, 0],
    ["to a value that is known later cannot be told", web, rule({ alert_name: { equals: UNKNOWN } }), 0, 0, 10],
    ["that may be off cannot be told", web, rule({ alert_name: { containsString: "web" } }, later), 0, 0, 10],
    [
      "that is new and may be off cannot be told",
      undefined,
      rule({ alert_name: { containsString: "web" } }, later),
      0,
      0,
      10,
    ],
  ])("%s", (_what, before, after, added, removed, unclear) => {
    const subject = { ...(before && { before }), ...(after && { after }) };
    expect(simulate(subject)).toMatchObject({ added: { matches: added }, removed: { matches: removed }, unclear });
  });

  const secret = (more: object = {}) => ({ alert_name: { containsString: SECRET }, ...more });
  const named = ["conditions.alert_name.containsString"];
  it.each([
    ["of a secret cannot be told", secret(), secret(), { changed: named }, 10],
    ["of which the engine names nothing cannot be told", secret(), secret(), { changed: [] }, 10],
    ["of conditions that are secret cannot be told", SECRET, SECRET, { changed: ["conditions"] }, 10],
    ["beside a secret makes no difference", secret(), secret(), { changed: ["description"] }, 0],
    ["of one secret beside an open one", secret(), secret({ alert_uuid: { contains: "_" } }), { changed: named }, 10],
    ["of a key that entries lack", { x: { equals: "a" } }, { x: { equals: "b" } }, { changed: [] }, 10],
    ["beside a key that entries lack", { x: { equals: "a" } }, { x: { equals: "a" } }, { changed: ["actions"] }, 0],
    [
      "of what holds beside a secret that stays makes no difference there",
      secret({ alert_uuid: { containsString: "sas" } }),
      secret({ alert_uuid: { containsString: "sas_" } }),
      { changed: ["conditions.alert_uuid.containsString"] },
      0,
    ],
    [
      "that certainly no entry answers before and after makes no difference",
      secret({ alert_uuid: { containsString: "never" } }),
      secret({ alert_uuid: { containsString: "never" } }),
      { changed: named },
      0,
    ],
  ])("%s", (_what, before, after, { changed }, unclear) => {
    const subject = { before: rule(before), after: rule(after), operation: "update", changed };
    expect(simulate(subject)).toMatchObject({ added: { matches: 0 }, removed: { matches: 0 }, unclear });
  });

  it("of one rule leaves another of the same words alone", () => {
    const simulation = new Simulation([
      { before: web, after: webshell },
      { before: web, after: web },
    ]);
    for (const record of alerts) simulation.add(new Map(Object.entries(record)));
    const [changed, other] = simulation.result().outcomes;
    expect([changed?.removed.matches, other?.removed.matches, other?.after?.matches]).toEqual([5, 0, 10]);
  });
});

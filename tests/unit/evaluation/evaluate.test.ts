import { describe, expect, it } from "vitest";
import { evaluate } from "../../../provider/evaluation/evaluate";
import { judgedRule } from "../../../provider/judged-rules/properties";
import { UNKNOWN } from "../../../provider/unknown";

const alert = {
  AlertUuid: "sas_1",
  AlertName: "webshell_online",
  AlertLevel: "serious",
  AttCk: "T1505",
  EntityList: JSON.stringify([
    { entity_type: "ip", ip: "10.0.0.1" },
    { entity_type: "host_uuid", host_name: "web-1" },
  ]),
};
const event = { IncidentUuid: "e", IncidentName: "attack", ThreatLevel: "suspicious", ThreatScore: 71.5 };

function judge(properties: object, entry: object = alert) {
  return evaluate(judgedRule({ name: "r" }, { autoResponseType: "alert", actions: [], ...properties }), { ...entry });
}

describe("a rule", () => {
  it("answers an alert of which all conditions hold", () => {
    const conditions = { alert_name: { containsString: "webshell" }, alert_level: { equals: "serious" } };
    expect(judge({ conditions }).answer).toBe("yes");
  });

  it("says which condition does not hold, and what the alert has", () => {
    const conditions = { alert_name: { containsString: "webshell" }, alert_level: { equals: "remind" } };
    expect(judge({ conditions })).toMatchObject({
      answer: "no",
      why: 'alert_level is "remind" does not hold: AlertLevel is "serious".',
      condition: { left: { value: "alert_level" } },
    });
  });

  it("says of what cannot be told why", () => {
    expect(judge({ conditions: { alert_desc: { equals: "x" } } })).toMatchObject({
      answer: "cannot tell",
      why: 'It cannot be told whether alert_desc is "x": the entry has no such key (AlertDesc).',
      condition: { left: { value: "alert_desc" } },
    });
  });

  it.each([
    [
      "a certain no decides beside what cannot be told",
      { alert_desc: { equals: "x" }, alert_level: { equals: "remind" } },
      "no",
    ],
    ["a yes does not", { alert_desc: { equals: "x" }, alert_level: { equals: "serious" } }, "cannot tell"],
    [
      "nor beside a value that is known later",
      { alert_name: { equals: UNKNOWN }, alert_level: { equals: "serious" } },
      "cannot tell",
    ],
    ["a field that is known later is not told", { alert_name: UNKNOWN }, "cannot tell"],
    ["words of a key are those of its field", { att_ck: { equals: "T1505" } }, "yes"],
    ["several conditions of a field must all hold", { alert_name: { containsString: { web: true, x: true } } }, "no"],
    ["a dotted field is a property of an entity", { "host_uuid.host_name": { equals: "web-1" } }, "yes"],
    ["an entity that is not there is not told", { "bucket.bucket_name": { equals: "b" } }, "cannot tell"],
    ["no condition is none that does not hold", {}, "yes"],
  ])("%s", (_what, conditions, answer) => {
    expect(judge({ conditions }).answer).toBe(answer);
  });

  it("does not tell which of several entities counts", () => {
    const EntityList = JSON.stringify([
      { entity_type: "host", host_name: "web-1" },
      { entity_type: "host", host_name: "web-2" },
    ]);
    const of = (operators: object) =>
      judge({ conditions: { "host.host_name": operators } }, { ...alert, EntityList }).answer;
    expect([of({ equals: "web-1" }), of({ containsString: "web" }), of({ equals: "db" })]).toEqual([
      "cannot tell",
      "yes",
      "no",
    ]);
  });

  it.each([
    ["alert", event, "no"],
    ["event", alert, "no"],
    ["event", event, "yes"],
    ["event_update", event, "cannot tell"],
    ["log", event, "cannot tell"],
    [UNKNOWN, event, "cannot tell"],
    ["event", { IncidentUuid: "e" }, "cannot tell"],
  ])("that watches %s, of %j: %s", (autoResponseType, entry, answer) => {
    expect(judge({ autoResponseType, conditions: {} }, entry).answer).toBe(answer);
  });

  it("that is switched off answers nothing", () => {
    expect(judge({ conditions: {}, enabled: false })).toMatchObject({ answer: "no", why: "The rule is switched off." });
    expect(judge({ conditions: {}, enabled: UNKNOWN }).answer).toBe("cannot tell");
  });

  it.each([
    ["a text of the service", { executionCondition: { verbatim: "odd" } }],
    ["known after apply", { conditions: UNKNOWN }],
    ["a secret", { conditions: "[secret]" }],
    ["no array", { executionCondition: "{}" }],
  ])("whose conditions are %s is not told", (_what, properties) => {
    expect(judge(properties).answer).toBe("cannot tell");
  });
});

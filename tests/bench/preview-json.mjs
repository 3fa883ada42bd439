// What "pulumi preview --json --show-sames" and "alicloud-soar simulate --json" print, for any number of rules.

const NAMESPACE = "pulumi-nodejs:dynamic/alicloud-soar";
const PLAYBOOKS = ["WafBlockIP", "IsolateHost", "NotifyOnCall", "QuarantineFile", "StopProcess"];
const LEVELS = ["serious", "suspicious", "remind"];

const urnOf = (kind, name) => `urn:pulumi:production::response::${NAMESPACE}:${kind}::${name}`;

/** A resource as the engine shows it. */
export function state(kind, name, inputs) {
  const urn = urnOf(kind, name);
  return {
    urn,
    custom: true,
    id: "42",
    type: `${NAMESPACE}:${kind}`,
    inputs: { __provider: "exports.handler=…", ...inputs },
  };
}

function ruleInputs(at, more = {}) {
  const playbook = PLAYBOOKS[at % PLAYBOOKS.length];
  return {
    ruleName: `rule-${at}-6e77b5f`,
    autoResponseType: at % 7 === 3 ? "event" : "alert",
    conditions: { alert_name: { containsString: `webshell_${at}` }, alert_level: { equals: LEVELS[at % 3] } },
    actions:
      at % 4 === 2
        ? [{ actionType: "addEventTag", tag: "seen" }]
        : [{ actionType: "doPlaybook", playbookName: playbook, playbookUuid: `book-${at % PLAYBOOKS.length}` }],
    enabled: true,
    ...more,
  };
}

const nameOf = (at) => `${["block", "isolate", "tell", "quarantine", "stop"][at % 5]}-webshell-${at}`;

/** A rule that is loosened, narrowed, new, gone, switched on or off, in turn. */
function ruleStep(at) {
  const name = nameOf(at);
  const kind = "AutomateResponseConfig";
  const urn = urnOf(kind, name);
  const old = state(kind, name, ruleInputs(at));
  const wide = { alert_name: { containsString: "webshell" }, alert_level: { equals: LEVELS[at % 3] } };
  const conditions = { "conditions.alert_name.containsString": { kind: "update" } };
  const enabled = { enabled: { kind: "update" } };
  const steps = [
    {
      op: "update",
      urn,
      oldState: old,
      newState: state(kind, name, ruleInputs(at, { conditions: wide })),
      detailedDiff: conditions,
    },
    { op: "create", urn, newState: old },
    {
      op: "update",
      urn,
      oldState: state(kind, name, ruleInputs(at, { enabled: false })),
      newState: old,
      detailedDiff: enabled,
    },
    {
      op: "update",
      urn,
      oldState: old,
      newState: state(kind, name, ruleInputs(at, { enabled: false })),
      detailedDiff: enabled,
    },
    { op: "delete", urn, oldState: old },
  ];
  return steps[at % steps.length];
}

/** A preview that changes so many rules, runs a repair again, and leaves three rules as they are. */
export function previewOf(rules) {
  const repair = (triggers) => ({
    type: "REPAIR",
    checkId: "45",
    operationTaskInstances: [{ instanceId: "i-bp1", regionId: "cn-hangzhou" }],
    triggers,
    summary: "Repair check item 45 on i-bp1 (cn-hangzhou).",
  });
  const kind = "OperationTask";
  const again = {
    op: "replace",
    urn: urnOf(kind, "repair-ssh"),
    oldState: state(kind, "repair-ssh", repair(["1"])),
    newState: state(kind, "repair-ssh", repair(["2"])),
    detailedDiff: { "triggers[0]": { kind: "update-replace" } },
  };
  const same = [0, 1, 2].map((at) => {
    const kept = state("AutomateResponseConfig", `kept-${at}`, ruleInputs(at));
    return { op: "same", urn: kept.urn, oldState: kept, newState: kept };
  });
  const created = { ...again, op: "create-replacement" };
  return {
    config: {},
    steps: [...same, created, again, ...Array.from({ length: rules }, (_, at) => ruleStep(at))],
    changeSummary: {},
  };
}

/** What a simulation of these rules says. */
export function simulationOf(rules) {
  const tally = (matches, at) => ({
    matches,
    cannotTell: 0,
    doubts: [],
    entities: {},
    assets: { count: Math.ceil(matches / 9), isExact: true },
    samples:
      matches === 0 ? [] : [{ id: "1", assets: [`web-${at}`] }, { assets: [`db-${at}`] }, { assets: ["gateway"] }],
  });
  return {
    version: "0.1.0",
    source: "preview",
    history: { since: "2026-10-01T00:00:00.000Z", until: "2026-10-31T00:00:00.000Z", alerts: 12_345, events: 678 },
    assumptions: [],
    notes: [],
    rules: Array.from({ length: rules }, (_, at) => ({
      name: nameOf(at),
      urn: urnOf("AutomateResponseConfig", nameOf(at)),
      operation: "update",
      changed: [],
      added: tally(at % 5 < 3 ? 412 - (at % 400) : 0, at),
      removed: tally(at % 5 < 3 ? 0 : 9 * (at % 50), at),
      unclear: at % 11 === 5 ? 3 : 0,
      playbooks: [],
    })),
    runs: [
      {
        kind: "OperationTask",
        name: "repair-ssh",
        urn: urnOf("OperationTask", "repair-ssh"),
        operation: "replace",
        scope: "instances",
        instances: [{ instanceId: "i-bp1", name: "web-1", sets: [] }],
        servers: [],
        parameters: [],
        notes: [],
      },
    ],
    met: [],
  };
}

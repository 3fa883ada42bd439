import type { JsonObject } from "../json";
import { hasHidden } from "../unknown";
import { differs } from "./properties";
import type { ReportedRule } from "./rules";

/** What changes do, the first that a reader should know first. */
export const GROUPS = {
  runs: { title: "Runs when this is applied", one: "runs", many: "run" },
  live: { title: "Becomes live", one: "becomes live", many: "become live" },
  stops: { title: "Stops", one: "stops", many: "stop" },
  differs: { title: "Acts differently", one: "acts differently", many: "act differently" },
  quiet: { title: "Acts as before", one: "acts as before", many: "act as before" },
} as const;

/** What a change does. */
export type Group = keyof typeof GROUPS;

/** A resource that changes. */
export interface Step {
  readonly operation: string;
  /** Its properties before and after. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly changed: readonly string[];
  /** Whether it is a run that somebody else had begun. */
  readonly joined: boolean;
}

/** What a change does, and what a reader should know of it. */
export interface Judgement {
  readonly group: Group;
  /** Whether it does more than write on an event, or takes such a thing away. */
  readonly isDangerous: boolean;
  /** Sentences beside the one of the resource. */
  readonly notes: readonly string[];
}

/** Properties of a rule that say what it answers, and how. */
const OF_RULE = [
  "autoResponseType",
  "conditions",
  "executionCondition",
  "actions",
  "enabled",
  "roleType",
  "roleFor",
  "regionId",
];

/** Properties of a kind that say no more than how long to wait, or what a delete does. */
const OF_RESOURCE = ["timeouts", "onFinished", "onDelete", "wait", "cancelOnDelete", "rollbackOnDestroy"];

/** What a change of a rule does. */
export function judgeRule(before: ReportedRule | undefined, after: ReportedRule | undefined, step: Step): Judgement {
  const [was, is] = [before?.isOn === true, after?.isOn === true];
  const isDangerous = (is && after?.isDangerous === true) || (was && before?.isDangerous === true);
  const judged = (group: Group, ...notes: string[]) => ({
    group,
    isDangerous: isDangerous && group !== "quiet",
    notes,
  });
  if (step.operation === "import" || step.operation === "read") return judged("quiet", TAKEN_OVER);
  if (!was && !is) return judged("quiet", after ? "It is off." : "It was off.");
  if (was && is) return judged(...byProperties(step, OF_RULE));
  return judged(is ? "live" : "stops");
}

const TAKEN_OVER = "It is there already, and is taken over.";
const UNCLEAR =
  "It has a secret, and the preview does not say what changes: it cannot be told whether it acts as before.";

/** Whether it acts differently by some of its properties, and what is to be said of that. */
function byProperties({ before = {}, after = {}, changed }: Step, names: readonly string[]): [Group, ...string[]] {
  if (differs(before, after, changed, names)) return ["differs"];
  // Two secrets look alike.
  const isUnclear = changed.length === 0 && names.some((name) => hasHidden(after[name]));
  return isUnclear ? ["differs", UNCLEAR] : ["quiet"];
}

/** What a change of a resource does that is no rule. */
export function judgeOther(kind: string, step: Step): Judgement {
  const { operation, before, after } = step;
  const judged = (group: Group, isDangerous: boolean, ...notes: string[]) => ({ group, isDangerous, notes });
  if (operation === "import" || operation === "read") return judged("quiet", false, TAKEN_OVER);
  if (kind === "OperationTask" || kind === "OnceTask") return judgeRun(kind, step);
  const action = (after ?? before)?.taskAction;
  const isOf = kind === "SoarStrategyTaskState" ? "SoarStrategyTaskState" : "SoarStrategyTask";
  if (after === undefined) return judgeEnd(isOf, before ?? {});
  const isNew = before === undefined || operation === "replace";
  if (isNew || before?.taskAction !== action) {
    if (action === "PAUSE") return judged(isNew && isOf === "SoarStrategyTask" ? "quiet" : "stops", true);
    return judged("live", true);
  }
  const names = Object.keys({ ...before, ...after }).filter(
    (name) => !OF_RESOURCE.includes(name) && name !== "summary",
  );
  const [group, ...notes] = byProperties(step, names);
  return judged(group, group === "differs", ...notes);
}

/** A strategy task, or its state, that leaves the stack. */
function judgeEnd(kind: "SoarStrategyTask" | "SoarStrategyTaskState", { onDelete, taskAction }: JsonObject): Judgement {
  const judged = (group: Group, note: string) => ({ group, isDangerous: group !== "quiet", notes: [note] });
  if (kind === "SoarStrategyTask") {
    if (onDelete === "forget") return judged("quiet", "The strategy task stays as it is, and is forgotten.");
    if (onDelete === "pause") return judged(taskAction === "PAUSE" ? "quiet" : "stops", "The strategy task is paused.");
    return judged(taskAction === "PAUSE" ? "quiet" : "stops", "The strategy task goes.");
  }
  if (onDelete === "PAUSE") return judged(taskAction === "PAUSE" ? "quiet" : "stops", "The strategy task is paused.");
  if (onDelete === "SCHEDULE") {
    return judged(taskAction === "SCHEDULE" ? "quiet" : "live", "The strategy task is scheduled.");
  }
  return judged("quiet", "The strategy task stays as it is.");
}

/** A repair, a rollback or a scan: what is new runs once, and what replaces another runs again. */
function judgeRun(kind: "OperationTask" | "OnceTask", { operation, before, after, joined }: Step): Judgement {
  const isDangerous = kind === "OperationTask";
  const judged = (group: Group, ...notes: string[]) => ({ group, isDangerous: isDangerous && group === "runs", notes });
  const rollsBack = before?.rollbackOnDestroy === true && before.type === "REPAIR" && !joined;
  if (operation === "replace") {
    const notes = rollsBack ? ["What the earlier run repaired is rolled back where nothing newer ran."] : [];
    return judged("runs", "It ran before, and runs again.", ...notes);
  }
  if (before === undefined) return judged("runs");
  if (after !== undefined) return judged("quiet", "It does not run again.");
  if (rollsBack) return judged("runs", "What it repaired is rolled back.");
  if (before.cancelOnDelete === true && !joined) return judged("stops", "If it is still under way, it is cancelled.");
  return judged("quiet", "What it did stays.");
}

/** What a command of the CLI did. */
export interface Outcome {
  /** Absent when a signal ended the command. */
  readonly exitCode: number | undefined;
  /**
   * What changes, one line a step, sorted: `update block-webshell: ~enabled +conditions.alert_level`. Steps that change
   * nothing are left out, and so is the stack itself. `refresh` tells drift, `gone` what a refresh did not find.
   */
  readonly steps: readonly string[];
  /** What the person at the terminal is told, without the progress. */
  readonly messages: readonly string[];
  /** Everything that was written, to both streams. */
  readonly output: string;
}

/** An event of `--json` (Pulumi, sdk/go/common/apitype/events.go, EngineEvent), as far as it is read here. */
interface EngineEvent {
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
  readonly resOutputsEvent?: { readonly metadata: Step };
}

interface Step {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly new: object | null;
  readonly detailedDiff: Readonly<Record<string, { readonly diffKind: string }>> | null;
}

const PARTS_OF_REPLACE: readonly string[] = ["create-replacement", "delete-replaced"];

const SIGNS: Readonly<Record<string, string>> = {
  add: "+",
  "add-replace": "+",
  update: "~",
  "update-replace": "~",
  delete: "-",
  "delete-replace": "-",
};

/** Reads what a command wrote with `--json`; without it, nothing but text comes out. */
export function readOutcome(exitCode: number | undefined, stdout: string, stderr: string): Outcome {
  const events = stdout
    .split("\n")
    .filter((line) => line.startsWith('{"'))
    .map((line) => JSON.parse(line) as EngineEvent);
  const steps = events
    .flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])
    .filter(({ op, type }) => type !== "pulumi:pulumi:Stack" && !PARTS_OF_REPLACE.includes(op))
    .filter(({ op, new: found, detailedDiff }) => (op === "refresh" ? detailedDiff || !found : op !== "same"))
    .map(inWords);
  const messages = events
    .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
    .filter(({ severity }) => severity !== "debug")
    .map(({ message }) => message.trim());
  return { exitCode, steps: steps.sort(), messages, output: stdout + stderr };
}

function inWords({ op, urn, new: found, detailedDiff }: Step): string {
  const name = urn.split("::").at(-1);
  if (op === "refresh" && found === null) return `gone ${name}`;
  const changes = Object.entries(detailedDiff ?? {})
    .map(([path, { diffKind }]) => `${SIGNS[diffKind]}${path}`)
    .sort();
  return [`${op} ${name}`, ...(changes.length > 0 ? [`: ${changes.join(" ")}`] : [])].join("");
}

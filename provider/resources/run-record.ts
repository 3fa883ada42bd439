import { Forgotten } from "../api/collections/poller";
import type { Context } from "../api/context";
import type { CommonArgs, CommonInputs, Kind } from "../lifecycle/kind";
import { afterAcceptance, PartialFailure } from "../lifecycle/partial-failure";
import { local } from "../lifecycle/rows";
import { withInputs } from "../lifecycle/state";
import { flag, oneOf, timeouts, triggers } from "../lifecycle/value";

/** What every one-shot kind can be declared with, besides what it runs. */
export interface RunArgs extends CommonArgs {
  /** Any words; a change runs it again, as a replacement. */
  triggers?: { [name: string]: string };
  /** Whether the deployment waits for the end. Default: true. */
  wait?: boolean;
  /** What a run that failed does to the deployment: `fail` it or `warn`. Default: `fail`. */
  onFailure?: "fail" | "warn";
}

/** Names of `RunArgs` that have a default. */
export type RunDefaults = "wait" | "onFailure";

/** The rows of a one-shot kind's property table that all of them share. */
export const runRows = {
  triggers: { type: triggers, wire: local, onChange: "replace", optional: true },
  wait: { type: flag, wire: local, onChange: "none", default: true },
  onFailure: { type: oneOf("fail", "warn"), wire: local, onChange: "none", default: "fail" },
  timeouts: { type: timeouts, wire: local, onChange: "none", optional: true },
} as const;

/** The inputs of a run with one way to write its triggers: none is not given. */
export function withoutEmptyTriggers<Inputs extends RunArgs>(inputs: Inputs): Inputs {
  const isEmpty = Object.keys(inputs.triggers ?? {}).length === 0;
  return isEmpty ? { ...inputs, triggers: undefined } : inputs;
}

/** What is said of a run that the service does not show any more. */
export function forgotten(title: string, id: string): string {
  return `The service does not list the ${title} (task ${id}) any more, so how it ended is not known: look at the console.`;
}

/** A record: `running` as far as is known, or how the run ended. */
interface RunRecord extends RunArgs {
  outcome: string;
}

/** What an update does for a run with which an earlier deployment failed, in the words that follow "an update". */
export function goesOn({ outcome }: RunRecord, { wait, onFailure }: RunArgs): string {
  if (outcome === "running") {
    const waits = wait === false ? "does not wait for the end of its run" : "goes on waiting for the end of its run";
    return `${waits}, and starts nothing`;
  }
  if (outcome === "forgotten") return "looks once more for its run, which was not listed any more, and starts nothing";
  if (outcome === "succeeded") return "only records that its run has ended well";
  const fails = onFailure === "warn" ? "" : "fails again and ";
  return `${fails}starts nothing, as its run has failed: a change of \`triggers\` runs it again`;
}

/** The record that an update of a run goes on with. What a look missed for two minutes may be shown again. */
export async function takenUp<Inputs extends CommonInputs, State extends Inputs & RunRecord>(
  kind: Kind<Inputs, State>,
  context: Context,
  id: string,
  state: State,
  inputs: Inputs,
): Promise<State> {
  const record = withInputs(kind, state, inputs);
  if (record.outcome !== "forgotten") return record;
  return (await kind.read(context, id, record)) ?? record;
}

/** What a wait for the end of a run came to: `forgotten` where the service does not show it any more. */
export async function untilEnded<State extends RunRecord>(record: State, wait: () => Promise<State>): Promise<State> {
  try {
    return await wait();
  } catch (error) {
    if (error instanceof Forgotten) return { ...record, outcome: "forgotten" };
    throw error;
  }
}

/**
 * Waits for the end of a run, if that is wanted, and hands out the record.
 * @param wait waits, with the words that end the message at the deadline
 * @param failureOf one sentence that says what failed; undefined for a run that went well, or has not ended
 * @throws PartialFailure that keeps the record, when the wait failed, or when the run did and `onFailure` says so
 */
export async function conclude<State extends RunRecord>(
  context: Context,
  id: string,
  record: State,
  wait: (resume: string) => Promise<State>,
  failureOf: (id: string, record: State) => string | undefined,
): Promise<State> {
  const { resume, rerun, without } = context.guidance;
  const isOpen = record.outcome === "running" && record.wait;
  const ended = isOpen
    ? await afterAcceptance(id, record, () => wait(`Task ${id} is still running. ${resume}`))
    : record;
  const failure = failureOf(id, ended);
  if (failure === undefined) return ended;
  const sentence = `${failure} ${rerun}`;
  if (ended.onFailure === "fail") throw new PartialFailure(id, ended, new Error(sentence + without));
  context.log(`warning: ${sentence}`);
  return ended;
}

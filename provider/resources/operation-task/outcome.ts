import { phaseOf } from "../../api/collections/operation-task-status";
import { titleOf } from "../../api/collections/operation-tasks";
import type { Context } from "../../api/context";
import { requestOf } from "../../lifecycle/wire";
import { properties, type OperationTaskState as State } from "./properties";
import { inShort, stateOf } from "./receipt";

/**
 * Waits until a run has ended, well or not.
 * @param next ends the message at the deadline: how to go on
 * @returns the receipt, brought to the end
 */
export async function waitForEnd(context: Context, id: string, receipt: State, next: string): Promise<State> {
  const title = titleOf(requestOf(properties, receipt));
  const tasks = await context.collections.operationTasks.untilEnded(context, {
    id,
    title,
    expected: receipt.operationTaskInstances?.length,
    resume: next,
  });
  const ended = stateOf(receipt, tasks);
  const unverified = ended.results.filter(({ status }) => phaseOf(status) === "unverified");
  if (unverified.length > 0) {
    context.log(`warning: not verified after the ${title}: ${unverified.map(inShort).join("; ")}`);
  }
  return ended;
}

/**
 * What failed, instance by instance; undefined when nothing did.
 * @param next ends the sentence: what to do
 */
export function failureOf(id: string, receipt: State, next: string): string | undefined {
  const failed = receipt.results.filter(({ status }) => phaseOf(status) === "failed");
  if (failed.length === 0) return undefined;
  const where = `${failed.length} of ${receipt.results.length} instances`;
  const how = failed.map(inShort).join("; ");
  return `The ${titleOf(requestOf(properties, receipt))} (task ${id}) failed on ${where}: ${how}. ${next}`;
}

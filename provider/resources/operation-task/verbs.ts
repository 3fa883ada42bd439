/**
 * One repair or rollback run of a check item: a receipt. It is submitted once, waited for, and then remembered.
 *
 * | verb    | operation                                                                                    |
 * |---------|----------------------------------------------------------------------------------------------|
 * | create  | SubmitOperationTask, unless such a run is under way; then ListOperationTask until it has ended |
 * | read    | ListOperationTask, one listing for all runs; a run that the service has forgotten is kept    |
 * | update  | ListOperationTask until the run has ended: resumes a wait, never submits                     |
 * | delete  | none: a run cannot be taken back; SubmitOperationTask (ROLLBACK) with `rollbackOnDestroy`     |
 * | replace | whatever describes the run, or `triggers`: create first, so that delete sees the newer run   |
 */
import { titleOf } from "../../api/collections/operation-tasks";
import type { Context } from "../../api/context";
import {
  afterAcceptance,
  conclude,
  flag,
  id,
  inWords,
  isUnknown,
  type Kind,
  Ownership,
  oneOf,
  receiptProperties,
  text,
  withInputs,
} from "../../lifecycle";
import { failureOf, waitForEnd } from "./end";
import type { OperationTaskInputs, OperationTaskInstance, OperationTaskState } from "./properties";
import { rollBack } from "./rollback";
import { instancesSchema, operationTaskRules, parametersSchema } from "./schemas";
import { newReceipt, toRequest, toState } from "./wire";

export { rollbackOf } from "./rollback";

type Inputs = OperationTaskInputs;
type State = OperationTaskState;

const NAME = "OperationTask";

/** The kind `OperationTask`. */
export const operationTask: Kind<Inputs, State> = {
  name: NAME,

  properties: {
    checkId: { schema: id("the id of a check item"), onChange: "replace" },
    type: { schema: oneOf(["REPAIR", "ROLLBACK"]), onChange: "replace" },
    dimensionType: {
      schema: text('"INSTANCE" or "CHECK_ID"'),
      known: ["INSTANCE", "CHECK_ID"],
      optional: true,
      onChange: "replace",
    },
    operationTaskInstances: { schema: instancesSchema, optional: true, onChange: "replace" },
    repairTempParam: { schema: parametersSchema, optional: true, onChange: "replace" },
    relationKey: { schema: text("the key of a selection of assets"), optional: true, onChange: "replace" },
    rollbackOnDestroy: { schema: flag(), default: false, onChange: "none" },
    ...receiptProperties,
  },

  rules: operationTaskRules,

  replacement: "create-first",

  summarize: (inputs) => `${sentenceOf(inputs)}.`,

  async create(context, inputs) {
    const claims = Ownership.of(context);
    const start = async () => {
      const request = toRequest(inputs);
      const isHeld = (id: string) => claims.holds(NAME, id);
      const run = await context.collections.operationTasks.start(context, request, isHeld);
      if (run.tookOver)
        context.log(`Took over the ${titleOf(request)}, task ${run.id}: it is under way already.`);
      return run;
    };
    const { id } = await claims.create(NAME, sentenceOf(inputs), start, "name other instances in this one");
    return { id, state: await settle(context, id, newReceipt(inputs)) };
  },

  async read(context, id, state) {
    return toState(state, await context.collections.operationTasks.run(context, id));
  },

  async update(context, id, state, inputs) {
    return settle(context, id, withInputs(operationTask, state, inputs));
  },

  async delete(context, id, state) {
    if (state.rollbackOnDestroy) await rollBack(context, id, state);
  },
};

/** Waits for the end where that is wanted and has not come, and hands out the receipt. */
async function settle(context: Context, id: string, receipt: State): Promise<State> {
  if (!receipt.wait) return receipt;
  const resume = `It goes on; "pulumi up" waits for task ${id} again and submits nothing. \`timeouts\` sets a longer wait.`;
  const ended = await afterAcceptance(
    id,
    () => receipt,
    async () => (receipt.outcome === "running" ? waitForEnd(context, id, receipt, resume) : receipt),
  );
  const again = "Once the cause is removed, a change of `triggers` runs it again.";
  return conclude(context, id, ended, failureOf(id, ended, again));
}

/** What the run does, which is also what tells it from other runs. */
function sentenceOf({ type, checkId, operationTaskInstances: instances, relationKey }: Inputs): string {
  const what = { REPAIR: "Repair", ROLLBACK: "Roll back the repair of" }[type] ?? "Repair or roll back";
  const all = relationKey === undefined ? "every instance" : `the assets of selection ${word(relationKey)}`;
  const named = isUnknown(instances) ? word(instances) : instances?.map(placeOf).join(", ");
  return `${what} check item ${word(checkId)} on ${named ?? all}`;
}

function placeOf(instance: OperationTaskInstance): string {
  if (isUnknown(instance)) return word(instance);
  const { instanceId, regionId } = instance;
  return regionId === undefined ? word(instanceId) : `${word(instanceId)} (${word(regionId)})`;
}

function word(value: unknown): string {
  return inWords(value).replaceAll('"', "");
}

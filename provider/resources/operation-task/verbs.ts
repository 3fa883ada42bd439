/**
 * One repair or rollback run of a check item: a run record. It is submitted once, waited for, and then remembered.
 *
 * | verb    | operation                                                                                    |
 * |---------|----------------------------------------------------------------------------------------------|
 * | create  | SubmitOperationTask, unless such a run is under way; then ListOperationTask until it has ended |
 * | read    | ListOperationTask, one listing for all runs; a run that the service has forgotten is kept    |
 * | update  | ListOperationTask until the run has ended: resumes a wait, never submits                     |
 * | delete  | none: a run cannot be taken back; SubmitOperationTask (ROLLBACK) with `rollbackOnDestroy`     |
 * | replace | whatever describes the run, or `triggers`: create first, so that delete sees the newer run   |
 */
import type { Context } from "../../api/context";
import { canonicalText } from "../../json";
import type { Kind } from "../../lifecycle/kind";
import { Ownership } from "../../lifecycle/ownership";
import { requestOf } from "../../lifecycle/wire";
import { quote, series, word } from "../../wording";
import { conclude, goesOn, takenUp, withoutEmptyTriggers } from "../run-record";
import { constraints } from "./constraints";
import { type OperationTaskInputs as Inputs, properties, type OperationTaskState as State } from "./properties";
import { rollBack } from "./rollback";
import { failureOf, newRecord, stateOf, titleOf, waitForEnd } from "./run-record";
import { locationOf, type OperationTaskInstance } from "./values";

const NAME = "OperationTask";

/** The kind `OperationTask`. */
export const operationTask: Kind<Inputs, State> = {
  name: NAME,
  properties: properties.rows,
  constraints,
  replacement: "create-first",

  canonical(inputs) {
    const { dimensionType, operationTaskInstances } = inputs;
    const usual = operationTaskInstances === undefined ? "CHECK_ID" : "INSTANCE";
    return withoutEmptyTriggers(dimensionType === usual ? { ...inputs, dimensionType: undefined } : inputs);
  },

  summarize: (inputs) => `${sentenceOf(inputs)}${optionsInWords(inputs)}.`,

  goesOn,

  async create(context, inputs) {
    const ownership = Ownership.of(context);
    const title = sentenceOf(inputs);
    const creating = { kind: NAME, inputs, key: keyOf(inputs), title, remedy: "name other instances in this one" };
    const { id, joined } = await ownership.create(context, creating, async (begun) => {
      if (begun !== undefined) return begun;
      const request = requestOf(properties, inputs);
      const others = {
        have: (id: string) => ownership.isTaken({ kind: NAME, id }),
        lose: (id: string) => ownership.took({ kind: NAME, id }),
      };
      const run = await context.collections.operationTasks.start(context, request, others);
      if (run.tookOver) context.log(`Took over the ${titleOf(inputs)}, task ${run.id}: it is under way already.`);
      return { id: run.id, joined: run.tookOver };
    });
    const record = { ...newRecord(inputs), ...(joined && { joined }) };
    return { id, state: await finish(context, id, record) };
  },

  async read(context, id, state) {
    return stateOf(state, await context.collections.operationTasks.run(context, id));
  },

  async update(context, id, state, inputs) {
    return finish(context, id, await takenUp(operationTask, context, id, state, inputs), true);
  },

  async delete(context, id, state) {
    if (!state.rollbackOnDestroy) return;
    if (!state.joined) return rollBack(context, id, state);
    context.log(`The run ${id} was under way before this resource joined it, so it is not rolled back.`);
  },

  forgets: ({ rollbackOnDestroy, joined }) => !rollbackOnDestroy || joined === true,

  isShown: async (context, id) => (await context.collections.operationTasks.run(context, id)).length > 0,
};

/** Waits for the end, if `wait` says so, and hands out the record. `isOld`: an earlier deployment has submitted the run. */
function finish(context: Context, id: string, record: State, isOld = false): Promise<State> {
  const wait = (resume: string) => waitForEnd(context, id, record, { resume, isOld });
  return conclude(context, id, record, wait, failureOf);
}

/** What tells the run from other runs. */
function keyOf({ type, checkId, dimensionType, operationTaskInstances, relationKey }: Inputs): string {
  const instances = operationTaskInstances?.map(locationOf);
  return canonicalText({ type, checkId, isWhole: dimensionType === "CHECK_ID", instances, relationKey });
}

function sentenceOf({ type, checkId, dimensionType, operationTaskInstances: instances, relationKey }: Inputs): string {
  const what = type === "REPAIR" ? "Repair" : "Roll back the repair of";
  const all = relationKey === undefined ? "every instance" : `the assets of selection ${word(relationKey)}`;
  const named = instances && series(instances, whereOf);
  // The document's example has both, and does not say which of the two counts.
  const perhaps = named !== undefined && dimensionType === "CHECK_ID" ? ", perhaps on every instance (CHECK_ID)" : "";
  return `${what} check item ${word(checkId)} on ${named ?? all}${perhaps}`;
}

function optionsInWords({ repairTempParam: parameters, rollbackOnDestroy }: Inputs): string {
  const named = series(parameters ?? [], ({ name, value }) => `${word(name)} ${quote(value)}`);
  const rollback = rollbackOnDestroy === true ? "; it is rolled back when the resource is deleted" : "";
  return `${named === "" ? "" : ` with ${named}`}${rollback}`;
}

function whereOf({ instanceId, regionId }: OperationTaskInstance): string {
  return regionId === undefined ? word(instanceId) : `${word(instanceId)} (${word(regionId)})`;
}

import { InvalidArgumentError } from "commander";
import type { Context } from "../api/context";
import { check } from "../lifecycle/check";
import { PartialFailure } from "../lifecycle/partial-failure";
import { withoutUndefined } from "../lifecycle/state";
import { type AnyKind, kinds } from "../resources";
import { rollbackOf } from "../resources/operation-task/rollback";
import { cloudCommand, commandGroup, duration, EXIT, type ExitCode, flag, parsed, repeated, required } from "./command";

/** A run that was submitted, and what it leaves behind. */
interface Run {
  readonly id: string;
  readonly receipt: { readonly outcome?: string; readonly results?: readonly object[] };
  /** Why it did not go well. */
  readonly problem?: string;
}

const waiting = {
  timeout: parsed("--timeout <duration>", "how long to wait for the end", duration, 600_000, "10m"),
  json: flag("--json", "print the receipt as JSON"),
};

const repairCommand = cloudCommand({
  name: "repair",
  description: "repair a check item (SubmitOperationTask, REPAIR)",
  options: {
    check: required("--check <id>", "id of the check item"),
    instance: repeated("--instance <id@region>", "instance to repair, e.g. i-bp1@cn-hangzhou", instance),
    allInstances: flag("--all-instances", "repair every instance that the check item concerns"),
    param: repeated("--param <name=value>", "temporary repair parameter", parameter),
    ...waiting,
  },
  check: ({ instance, allInstances }) => {
    if (instance.length > 0 === (allInstances === true))
      throw new InvalidArgumentError("name what to repair with --instance, or say --all-instances");
  },
  run: (context, { check, instance, param, timeout }) =>
    runOnce(context.within(timeout), kinds.OperationTask, {
      checkId: check,
      type: "REPAIR",
      ...(instance.length > 0
        ? { dimensionType: "INSTANCE", operationTaskInstances: instance }
        : { dimensionType: "CHECK_ID" }),
      ...(param.length > 0 ? { repairTempParam: param } : {}),
    }),
  print: (run, { check, json }) => printRun(`repair of check ${check}`, run, json),
});

const rollbackCommand = cloudCommand({
  name: "rollback",
  description: "roll back what a repair changed (SubmitOperationTask, ROLLBACK)",
  options: {
    repair: required("--repair <task id>", "id of the repair: the id of its resource, or what run repair printed"),
    ...waiting,
  },
  run: async (context, { repair, timeout }) => {
    const bounded = context.within(timeout);
    return runOnce(bounded, kinds.OperationTask, await rollbackOf(bounded, repair));
  },
  print: (run, { repair, json }) => printRun(`rollback of repair ${repair}`, run, json),
});

const scanCommand = cloudCommand({
  name: "scan",
  description: "run a scan or client task (GenerateOnceTask)",
  options: {
    type: required("--type <task type>", "e.g. CLIENT_PROBLEM_CHECK"),
    param: required("--param <json>", 'the task\'s parameters, e.g. \'{"mode":1,"uuids":"inet-1"}\''),
    ...waiting,
  },
  run: (context, { type, param, timeout }) =>
    runOnce(context.within(timeout), kinds.OnceTask, { taskType: type, param }),
  print: (run, { type, json }) => printRun(`scan ${type}`, run, json),
});

/** `alicloud-soar run …`: one repair, rollback or scan outside a stack, with the code that stacks use. */
export const runCommand = commandGroup(
  {
    name: "run",
    description: "run a repair, a rollback or a scan once, outside a stack, and wait for its end",
  },
  [repairCommand, rollbackCommand, scanCommand],
);

/**
 * Submits one run and waits for its end.
 * @param args what a program would declare the resource with
 * @throws InvalidArgumentError when it would not pass the check
 */
async function runOnce(context: Context, kind: AnyKind, args: Readonly<Record<string, unknown>>): Promise<Run> {
  const { inputs, failures, warnings } = check(kind, context.config, args);
  for (const { property, reason } of warnings) context.log(`warning: ${property}: ${reason}`);
  if (failures.length > 0) {
    throw new InvalidArgumentError(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
  try {
    const { id, state } = await kind.create(context, inputs);
    return { id, receipt: state as Run["receipt"] };
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    return { id: error.id, receipt: error.state, problem: error.message };
  }
}

function printRun(title: string, { id, receipt, problem }: Run, json: true | undefined): ExitCode {
  const { outcome = "running", results = [] } = receipt;
  if (problem !== undefined) console.error(problem);
  if (json) console.log(JSON.stringify({ id, ...receipt }, null, 2));
  else {
    console.log(`${title}, task ${id}: ${outcome}`);
    if (results.length > 0) console.table(withoutUndefined(results));
  }
  return exitCodeOf(outcome);
}

/** The exit code of a run that a receipt says ended so. */
export function exitCodeOf(outcome: string): ExitCode {
  if (outcome === "succeeded") return EXIT.succeeded;
  return outcome === "running" ? EXIT.running : EXIT.failed;
}

function instance(text: string) {
  const [, instanceId, regionId] = /^(.+)@([^@]+)$/.exec(text) ?? [];
  if (!instanceId || !regionId) throw new InvalidArgumentError("It must be <instance id>@<region>.");
  return { instanceId, regionId };
}

function parameter(text: string) {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (!name || value === undefined) throw new InvalidArgumentError("It must be <name>=<value>.");
  return { name, value };
}

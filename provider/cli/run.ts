import { InvalidArgumentError } from "commander";
import type { Context } from "../api/context";
import { check } from "../lifecycle/check";
import { PartialFailure } from "../lifecycle/partial-failure";
import { withoutUndefined } from "../lifecycle/state";
import { type AnyKind, kinds } from "../resources";
import { rollbackOf, runOf } from "../resources/operation-task/rollback";
import { titleOf } from "../resources/operation-task/run-record";
import {
  cloudCommand,
  commandGroup,
  duration,
  EXIT,
  type ExitCode,
  flag,
  optional,
  parsed,
  repeated,
  required,
  text,
} from "./command";
import { beforeInterruption } from "./interruption";

const waiting = {
  timeout: parsed("--timeout <duration>", "how long to wait for the end", duration, 600_000, "10m"),
  json: flag("--json", "print how it ended as JSON"),
};

const repairCommand = cloudCommand({
  name: "repair",
  description: "repair a check item (SubmitOperationTask, REPAIR)",
  example: "alicloud-soar run repair --check 133 --instance i-bp1@cn-hangzhou",
  options: {
    check: required("--check <id>", "id of the check item"),
    instance: repeated("--instance <id@region>", "instance to repair, e.g. i-bp1@cn-hangzhou", instance),
    allInstances: flag("--all-instances", "repair every instance that the check item concerns"),
    param: repeated("--param <name=value>", "temporary repair parameter", parameter),
    ...waiting,
  },
  run: async (context, { check, instance, allInstances, param, timeout, json }) => {
    if (instance.length > 0 === (allInstances === true))
      throw new InvalidArgumentError("name what to repair with --instance, or say --all-instances");
    const args = {
      checkId: check,
      type: "REPAIR",
      ...(instance.length > 0
        ? { dimensionType: "INSTANCE", operationTaskInstances: instance }
        : { dimensionType: "CHECK_ID" }),
      ...(param.length > 0 ? { repairTempParam: param } : {}),
    };
    return runOnce(context.within(timeout), kinds.OperationTask, args, `repair of check ${check}`, json);
  },
});

const rollbackCommand = cloudCommand({
  name: "rollback",
  description: "roll back what a repair changed (SubmitOperationTask, ROLLBACK)",
  example: "alicloud-soar run rollback --repair 8b1fa0c2",
  options: {
    repair: required("--repair <task id>", "id of the repair: the id of its resource, or what run repair printed"),
    ...waiting,
  },
  run: async (context, { repair, timeout, json }) => {
    const bounded = context.within(timeout);
    const args = await rollbackOf(bounded, repair);
    return runOnce(bounded, kinds.OperationTask, args, `rollback of repair ${repair}`, json);
  },
});

const scanCommand = cloudCommand({
  name: "scan",
  description: "run a scan or client task (GenerateOnceTask)",
  example: `alicloud-soar run scan --type CLIENT_PROBLEM_CHECK --param '{"mode":1,"uuids":"inet-1"}'`,
  options: {
    type: required("--type <task type>", "e.g. CLIENT_PROBLEM_CHECK"),
    param: required("--param <json>", 'the task\'s parameters, e.g. \'{"mode":1,"uuids":"inet-1"}\'', text),
    ...waiting,
  },
  run: (context, { type, param, timeout, json }) =>
    runOnce(context.within(timeout), kinds.OnceTask, { taskType: type, param }, `scan ${type}`, json),
});

const waitCommand = cloudCommand({
  name: "wait",
  description: "wait for the end of a run that is under way; submits nothing",
  example: "alicloud-soar run wait --task 8b1fa0c2",
  options: {
    task: required("--task <id>", "id of the run, which it printed when the service had accepted it"),
    type: optional("--type <task type>", "for a scan or client task: its type"),
    ...waiting,
  },
  run: async (context, { task, type, timeout, json }) => {
    const bounded = context.within(timeout);
    if (type !== undefined) {
      const scan = {
        taskType: type,
        param: {},
        wait: true,
        onFailure: "fail",
        cancelOnDelete: false,
        outcome: "running",
      };
      return untilEnded(bounded, kinds.OnceTask, { id: task, state: scan }, `scan ${type}`, json);
    }
    const run = await runOf(bounded, task);
    return untilEnded(bounded, kinds.OperationTask, { id: task, state: run }, titleOf(run), json);
  },
});

/** `alicloud-soar run …`: one repair, rollback or scan outside a stack, with the code that stacks use. */
export const runCommand = commandGroup(
  { name: "run", description: "run a repair, a rollback or a scan once, outside a stack, and wait for its end" },
  [repairCommand, rollbackCommand, scanCommand, waitCommand],
);

/** A run that the service has accepted, and what is known of it. */
type Run = Pick<PartialFailure, "id" | "state">;

/**
 * Submits one run and waits for its end.
 * @param args what a program would declare the resource with
 * @param title what is printed before its outcome
 * @returns what prints the record
 * @throws InvalidArgumentError when `args` would not pass the check
 */
async function runOnce(
  context: Context,
  kind: AnyKind,
  args: object,
  title: string,
  json: true | undefined,
): Promise<() => ExitCode> {
  const { inputs, failures, warnings } = check(kind, context.config, { ...args });
  for (const { property, reason } of warnings) context.log(`warning: ${property}: ${reason}`);
  if (failures.length > 0) {
    throw new InvalidArgumentError(failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"));
  }
  const goOn = beforeInterruption(
    () => `Interrupted before the service had accepted the ${title}. Look in the console whether it runs.`,
  );
  const unwaited: object = { ...inputs, wait: false };
  const run: Run = await kind.create(context, unwaited).finally(goOn);
  context.log(`${title}: task ${run.id} is under way.`);
  return untilEnded(context, kind, { ...run, state: { ...run.state, wait: true } }, title, json);
}

/** Waits for the end of a run that the service has accepted. */
async function untilEnded(
  context: Context,
  kind: AnyKind,
  run: Run,
  title: string,
  json: true | undefined,
): Promise<() => ExitCode> {
  const goOn = beforeInterruption(() => `Interrupted: task ${run.id} goes on at the service. ${again(run)}`);
  let message: string | undefined;
  const ended = await kind
    .update(context, run.id, run.state as never, run.state as never)
    .catch((error: unknown) => {
      if (!(error instanceof PartialFailure)) throw error;
      message = error.message;
      return error.state;
    })
    .finally(goOn);
  const { outcome = "running", results = [] } = ended as { outcome?: string; results?: object[] };
  return () => {
    if (message !== undefined) console.error(message);
    if (outcome === "running") console.error(again(run));
    if (json) console.log(JSON.stringify({ id: run.id, ...ended }, null, 2));
    else {
      console.log(`${title}, task ${run.id}: ${outcome}`);
      if (results.length > 0) console.table(withoutUndefined(results));
    }
    return exitCodeOf(outcome);
  };
}

/** How a run that is under way is taken up again. */
function again({ id, state }: Run): string {
  const type = "taskType" in state ? ` --type ${state.taskType}` : "";
  return `"alicloud-soar run wait --task ${id}${type}" waits for its end and submits nothing.`;
}

/** The exit code of a run that a record says ended so. */
export function exitCodeOf(outcome: string): ExitCode {
  if (outcome === "succeeded") return EXIT.succeeded;
  return outcome === "running" ? EXIT.running : EXIT.failed;
}

function instance(text: string) {
  const [, instanceId, regionId] = /^([^@\s,]+)@([^@\s,]+)$/.exec(text.trim()) ?? [];
  if (!instanceId || !regionId) throw new InvalidArgumentError("It must be <instance id>@<region>.");
  return { instanceId, regionId };
}

function parameter(text: string) {
  const [, name, value] = /^\s*([^=\s]+)\s*=(.*)$/s.exec(text) ?? [];
  if (!name || value === undefined) throw new InvalidArgumentError("It must be <name>=<value>.");
  return { name, value };
}

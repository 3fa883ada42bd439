import { Command, InvalidArgumentError } from "commander";
import { isDuration } from "../duration";
import { kinds } from "../resources";
import { type RunOptions, runOnce } from "./run-once";

const EXIT_CODES =
  "\nExit codes: 0 succeeded, 1 failed, 2 refused or bad input, 3 still running at the time-out.";

interface RepairOptions extends RunOptions {
  readonly check: string;
  readonly instance: readonly Instance[];
  readonly allInstances?: true;
  readonly param: readonly Parameter[];
}

interface Instance {
  readonly instanceId: string;
  readonly regionId: string;
}

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** `alicloud-soar run …`: one repair, rollback or scan outside a stack, with the code that stacks use. */
export function runCommand(): Command {
  return new Command("run")
    .description("run a repair, a rollback or a scan once, outside a stack, and wait for its end")
    .addHelpText("after", EXIT_CODES)
    .addCommand(repairCommand())
    .addCommand(rollbackCommand())
    .addCommand(scanCommand());
}

function repairCommand(): Command {
  return waiting(new Command("repair"))
    .description("repair a check item (SubmitOperationTask, REPAIR)")
    .requiredOption("--check <id>", "id of the check item")
    .option(
      "--instance <id@region>",
      "instance to repair, e.g. i-bp1@cn-hangzhou; may be repeated",
      addInstance,
      [],
    )
    .option("--all-instances", "repair every instance that the check item concerns")
    .option("--param <name=value>", "temporary repair parameter; may be repeated", addParameter, [])
    .action(async ({ check, instance, allInstances, param, ...options }: RepairOptions, command: Command) => {
      if (instance.length > 0 === (allInstances === true)) {
        command.error("error: name what to repair with --instance, or say --all-instances");
      }
      process.exitCode = await runOnce(kinds.OperationTask, `repair of check ${check}`, options, () => ({
        checkId: check,
        type: "REPAIR",
        ...(instance.length > 0 ? { dimensionType: "INSTANCE", operationTaskInstances: instance } : {}),
        ...(param.length > 0 ? { repairTempParam: param } : {}),
      }));
    });
}

function rollbackCommand(): Command {
  return waiting(new Command("rollback"))
    .description("roll back what a repair changed (SubmitOperationTask, ROLLBACK)")
    .requiredOption(
      "--repair <task id>",
      "id of the repair: the id of its resource, or what run repair printed",
    )
    .action(async ({ repair, ...options }: RunOptions & { readonly repair: string }) => {
      process.exitCode = await runOnce(
        kinds.OperationTask,
        `rollback of repair ${repair}`,
        options,
        async (context) => {
          const { rollbackOf } = await import("../resources/operation-task/rollback.js");
          return rollbackOf(context, repair);
        },
      );
    });
}

function scanCommand(): Command {
  return waiting(new Command("scan"))
    .description("run a scan or client task (GenerateOnceTask)")
    .requiredOption("--type <task type>", "e.g. CLIENT_PROBLEM_CHECK")
    .requiredOption("--param <json>", 'the task\'s parameters, e.g. \'{"mode":1,"uuids":"inet-1"}\'')
    .action(
      async ({ type, param, ...options }: RunOptions & { readonly type: string; readonly param: string }) => {
        process.exitCode = await runOnce(kinds.OnceTask, `scan ${type}`, options, () => ({
          taskType: type,
          param,
        }));
      },
    );
}

function waiting(command: Command): Command {
  return command
    .option("--timeout <duration>", "how long to wait for the end", duration, "10m")
    .option("--stack <name>", "stack whose configuration is used; default: the selected one")
    .option("--json", "print the receipt as JSON")
    .addHelpText("after", EXIT_CODES);
}

function duration(text: string): string {
  if (!isDuration(text)) throw new InvalidArgumentError('It must be a duration such as "90s" or "10m".');
  return text;
}

function addInstance(text: string, earlier: readonly Instance[]): Instance[] {
  const [, instanceId, regionId] = /^(.+)@([^@]+)$/.exec(text) ?? [];
  if (!instanceId || !regionId) throw new InvalidArgumentError("It must be <instance id>@<region>.");
  return [...earlier, { instanceId, regionId }];
}

function addParameter(text: string, earlier: readonly Parameter[]): Parameter[] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (!name || value === undefined) throw new InvalidArgumentError("It must be <name>=<value>.");
  return [...earlier, { name, value }];
}

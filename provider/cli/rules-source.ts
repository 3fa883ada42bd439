import { type Command, InvalidArgumentError } from "commander";
import type { Context } from "../api/context";
import { rulesOfAccount } from "../judged-rules/account";
import { leftOutOfPreview, rulesOfPreview, rulesOfState } from "../judged-rules/engine";
import { readPreview } from "../judged-rules/planned";
import { type PlannedRun, runsOfPreview } from "../judged-rules/runs";
import { listRules } from "../resources/automate-response-config/list";
import type { JudgedRule } from "../rule-language/judged-rule";
import type { Planned } from "../simulation/rules-result";
import { messageOf } from "../wording";
import { flag, inCloud, optional, STACK } from "./command";
import { read, readOrInput } from "./given-files";

/** The options that say whose rules are meant. */
export const RULES = {
  preview: optional("--preview <file>", 'what "pulumi preview --json --show-sames" printed; default: standard input'),
  state: optional("--state <file>", 'what "pulumi stack export" printed, instead of a preview'),
  account: flag("--account", "the custom rules of the account, instead of a preview; needs credentials"),
  stack: STACK,
};

const REMEDY =
  'Name the rules with --preview, --state or --account, or pipe in what "pulumi preview --json --show-sames" prints.';

/** Lets a lone `-`, where other commands have it, stand for `--preview -`. */
export function takeDash(command: Command): void {
  const read = (given: string) => {
    if (given !== "-") throw new InvalidArgumentError(`A file is named with its option, e.g. --preview ${given}`);
    if (command.getOptionValue("preview") !== undefined) throw new InvalidArgumentError("--preview names it already.");
    command.setOptionValueWithSource("preview", given, "cli");
  };
  command
    .argument("[-]", "standard input, as without --preview", read)
    .addHelpText("after", '\nOf the files that are read, one can be "-": standard input.');
}

/** The values of `RULES`. */
export interface RulesSource {
  readonly preview: string | undefined;
  readonly state: string | undefined;
  readonly account: true | undefined;
  readonly stack: string | undefined;
}

/** What was given, whatever it came from. */
export interface GivenRules {
  readonly source: "preview" | "state" | "account";
  /** Those of a state or an account stay as they are. */
  readonly rules: readonly Planned[];
  /** The repairs, rollbacks and scans of a preview. */
  readonly runs: readonly PlannedRun[];
  /** What is not among them: sentences. */
  readonly leftOut: readonly string[];
  /** Whether the preview failed: nobody knows which rules the program leads to. */
  readonly isFailed: boolean;
}

/**
 * The rules that are meant: those that a preview leads to, or those that are there.
 * @throws InvalidArgumentError when more than one source is named, or none, or it cannot be read
 */
export async function rulesFrom({
  stack,
  ...source
}: RulesSource): Promise<{ readonly rules: readonly JudgedRule[]; readonly isFailed: boolean }> {
  refuseSeveral(source);
  if (stack !== undefined && !source.account) throw new InvalidArgumentError("--stack is for --account.");
  const given = await (source.account
    ? inCloud(stack, (context) => givenRules(source, context)).catch(refuse)
    : givenRules(source));
  for (const line of given.leftOut) console.error(`warning: ${line}`);
  return { rules: given.rules.flatMap(({ after }) => after ?? []), isFailed: given.isFailed };
}

/** @throws InvalidArgumentError when more than one source of rules is named */
export function refuseSeveral({ preview, state, account }: Omit<RulesSource, "stack">): void {
  const named = [preview, state, account].filter((one) => one !== undefined);
  if (named.length > 1) throw new InvalidArgumentError("Name one of --preview, --state and --account.");
}

/**
 * The rules of the one source that is named.
 * @param context for those of an account
 * @throws InvalidArgumentError when there is none, or it cannot be read
 */
export async function givenRules(
  { preview, state, account }: Omit<RulesSource, "stack">,
  context?: Context,
): Promise<GivenRules> {
  if (account && context) {
    const rules = rulesOfAccount(await listRules(context, { responseRuleType: "custom" }));
    return { source: "account", rules: rules.map(unchanged), runs: [], leftOut: [], isFailed: false };
  }
  if (state !== undefined) {
    const rules = await read(state, rulesOfState);
    return { source: "state", rules: rules.map(unchanged), runs: [], leftOut: [], isFailed: false };
  }
  const rulesIn = (text: string): GivenRules => {
    const planned = readPreview(text);
    const rules = rulesOfPreview(planned);
    const { isFailed } = planned;
    return { source: "preview", rules, runs: runsOfPreview(planned), leftOut: leftOutOfPreview(planned), isFailed };
  };
  return readOrInput(preview, rulesIn, REMEDY);
}

function unchanged(rule: JudgedRule): Planned {
  return { operation: "same", before: rule, after: rule, changed: [] };
}

/** Whatever keeps what is needed from being read is bad input: of what was not read, nothing is found. */
export function refuse(error: unknown): never {
  throw new InvalidArgumentError(messageOf(error));
}

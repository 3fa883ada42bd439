import { readFile, writeFile } from "node:fs/promises";
import { buffer as bytesOf } from "node:stream/consumers";
import { InvalidArgumentError } from "commander";
import type { Context } from "../api/context";
import { rulesOfAccount } from "../judged-rules/account";
import { leftOutOfPreview, rulesOfPreview, rulesOfState } from "../judged-rules/engine";
import { readPreview } from "../judged-rules/planned";
import { type PlannedRun, runsOfPreview } from "../judged-rules/runs";
import { listRules } from "../resources/automate-response-config/list";
import type { JudgedRule } from "../rule-language/judged-rule";
import type { Planned } from "../simulation/rules-result";
import { flag, inCloud, optional, STACK } from "./command";

/** The options that say whose rules are meant. */
export const RULES = {
  preview: optional("--preview <file>", 'what "pulumi preview --json --show-sames" printed; default: standard input'),
  state: optional("--state <file>", 'what "pulumi stack export" printed, instead of a preview'),
  account: flag("--account", "the custom rules of the account, instead of a preview; needs credentials"),
  stack: STACK,
};

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
}

/**
 * The rules that are meant: those that a preview leads to, or those that are there.
 * @throws InvalidArgumentError when more than one source is named, or none, or it cannot be read
 */
export async function rulesFrom({ stack, ...source }: RulesSource): Promise<readonly JudgedRule[]> {
  refuseSeveral(source);
  if (stack !== undefined && !source.account) throw new InvalidArgumentError("--stack is for --account.");
  const given = await (source.account
    ? inCloud(stack, (context) => givenRules(source, context)).catch(refuse)
    : givenRules(source));
  for (const line of given.leftOut) console.error(`warning: ${line}`);
  return given.rules.flatMap(({ after }) => after ?? []);
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
    return { source: "account", rules: rules.map(unchanged), runs: [], leftOut: [] };
  }
  if (state !== undefined) {
    return read(state, (text) => ({
      source: "state",
      rules: rulesOfState(text).map(unchanged),
      runs: [],
      leftOut: [],
    }));
  }
  return read(preview, (text) => {
    const planned = readPreview(text);
    return {
      source: "preview",
      rules: rulesOfPreview(planned),
      runs: runsOfPreview(planned),
      leftOut: leftOutOfPreview(planned),
    };
  });
}

function unchanged(rule: JudgedRule): Planned {
  return { operation: "same", before: rule, after: rule, changed: [] };
}

/** Whatever keeps what is needed from being read is bad input: of what was not read, nothing is found. */
export function refuse(error: unknown): never {
  throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
}

const REMEDY =
  'Name the rules with --preview, --state or --account, or pipe in what "pulumi preview --json --show-sames" prints.';

/**
 * What is read of a file that was named, or of standard input.
 * @param remedy what to do when there is neither
 * @throws InvalidArgumentError when it cannot be read
 */
export async function read<Value>(
  path: string | undefined,
  readText: (text: string) => Value,
  remedy = REMEDY,
): Promise<Value> {
  if (path === undefined && process.stdin.isTTY) throw new InvalidArgumentError(remedy);
  const text = path === undefined ? inUnicode(await bytesOf(process.stdin)) : await readGiven(path);
  try {
    return readText(text);
  } catch (error) {
    throw new InvalidArgumentError(`${path ?? "Standard input"}: ${error instanceof Error ? error.message : error}`);
  }
}

/**
 * The text of a file that was named.
 * @throws InvalidArgumentError when it cannot be read
 */
export async function readGiven(path: string): Promise<string> {
  const bytes = await readFile(path).catch(({ code }: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(code === "ENOENT" ? `${path} does not exist.` : `${path} cannot be read (${code}).`);
  });
  return inUnicode(bytes);
}

/** A text in UTF-8, or in what Windows PowerShell 5.1 makes of a redirected one. */
function inUnicode(bytes: Buffer): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}

/**
 * Writes a file that was named.
 * @throws InvalidArgumentError when it cannot be written
 */
export async function writeGiven(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch(({ code }: NodeJS.ErrnoException) => {
    throw new InvalidArgumentError(`${path} cannot be written (${code}).`);
  });
}

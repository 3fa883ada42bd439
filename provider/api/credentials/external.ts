import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { isObject, type JsonObject, readJson } from "../../json";
import { Trouble } from "./session";

const PATIENCE_MS = 60_000;

/**
 * Runs the command of a profile, which prints credentials as a JSON object: a profile of its own, but for the name (Alibaba
 * Cloud CLI, mode External). What it prints is never shown.
 */
export async function fromCommand(command: string): Promise<JsonObject> {
  const [file = "", ...args] = wordsOf(command);
  const { stdout } = await promisify(execFile)(file, args, { timeout: PATIENCE_MS }).catch((error: unknown) => {
    throw new Trouble(
      `its command ${endOf(error as Failure)}`,
      "refused",
      "Run the process_command of the profile by hand.",
    );
  });
  const printed = readJson(stdout);
  if (isObject(printed)) return printed;
  const why = stdout.includes("{") ? " alone: there is a line before or after the object" : "";
  throw new Trouble(
    `its command does not print a JSON object${why}`,
    "refused",
    "Let the process_command of the profile print the credentials only; the rest belongs on standard error.",
  );
}

interface Failure {
  readonly code?: string | number;
  readonly killed?: boolean;
}

function endOf({ code, killed }: Failure): string {
  if (killed) return `did not end within ${PATIENCE_MS / 1000} s`;
  return typeof code === "number" ? `ended with exit code ${code}` : `cannot be run (${code})`;
}

/** The words of a command line; quotes hold words together, and no shell reads it (Alibaba Cloud CLI, command_split.go). */
function wordsOf(command: string): string[] {
  const words = command.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_quoted, double?: string, single?: string) => {
      return single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? "";
    }),
  );
}

import { join } from "node:path";
import { type Env, readGitlab } from "../support/workflow";
import type { Outcome } from "./outcome";
import type { Stack } from "./stack";

/**
 * Runs a job of `.gitlab-ci.yml` with a stack in place of a runner's checkout: its commands as one script, which ends at the first
 * that fails. The keys are those of the stack, where the job asks for some.
 * @param values what GitLab puts in place of its own variables and those of the project
 */
export async function runGitlab(stack: Stack, name: string, values: Env): Promise<Outcome> {
  const { [name]: job } = await readGitlab(join(stack.project, ".gitlab-ci.yml"));
  if (job === undefined) throw new Error(`There is no job "${name}".`);
  const { variables = {}, before_script = [], script = [] } = job;
  const asks = "ALIBABA_CLOUD_ROLE_ARN" in variables;
  const own = Object.entries(variables).filter(([key]) => !key.startsWith("ALIBABA_CLOUD_"));
  const env = Object.fromEntries(own.map(([key, value]) => [key, filled(value, values)]));
  const keys: Env = asks ? {} : { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };
  const commands = [...before_script, ...script].filter((command) => !command.includes("$OIDC_TOKEN"));
  return stack.script(commands.join("\n"), { ...values, ...env, ...keys }).ended;
}

function filled(text: string, values: Env): string {
  return text.replace(/\$(\w+)/g, (all, name: string) => values[name] ?? all);
}

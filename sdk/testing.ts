/**
 * For tests of a program's rules: which alerts and events they answer. No call, no engine, no account.
 *
 * ```ts
 * const rules = await declaredRules(() => import("./index.js"));
 * evaluate(rules["block-webshell"], { AlertName: "webshell_online", AlertLevel: "serious" }).answer; // "yes"
 * ```
 */
import * as pulumi from "@pulumi/pulumi";
import { judgedRule, withSecrets } from "../provider/judged-rules/properties";
import type { JudgedRule } from "../provider/rule-language/judged-rule";
import { resourceType } from "./provider-text";

export type { Entry } from "../provider/evaluation/entry";
export type { Answer, ConditionJudgement, Judgement } from "../provider/evaluation/evaluate";
export { ASSUMPTIONS, evaluate } from "../provider/evaluation/evaluate";
export type { Hidden, JudgedRule } from "../provider/rule-language/judged-rule";
export type * from "./printed";

/**
 * The rules that a program declares, by the names of their resources. The program runs under Pulumi's mocks, which stand in for
 * the engine: what a resource is given is what it has. Conditions that a preview would refuse are refused, as no such rule will be.
 * @param program Runs the program, e.g. `() => import("./index.js")`. A module runs once in a process: ask once.
 * @param mocks Mocks of the test's own, e.g. `call` for what functions find.
 * @throws Error when the program declares no resource at all, one twice, or a rule with conditions that a preview would refuse
 */
export async function declaredRules(
  program: () => unknown,
  mocks: Partial<pulumi.runtime.Mocks> = {},
): Promise<{ [name: string]: JudgedRule }> {
  const rules: { [name: string]: JudgedRule } = {};
  const declared: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks({
    newResource: (resource) => {
      declared.push(resource);
      const { type, name, inputs } = resource;
      if (type === resourceType("AutomateResponseConfig")) rules[name] = judgedRule({ name }, inputs);
      return mocks.newResource?.(resource) ?? { id: name, state: inputs };
    },
    call: (call) => mocks.call?.(call) ?? {},
  });
  const loaded = await program();
  // A program may be a function that its module exports. (Pulumi, sdk/nodejs/cmd/run/run.ts)
  const main = (loaded as { readonly default?: unknown } | undefined)?.default;
  if (typeof main === "function") await main();
  await pulumi.runtime.disconnect();
  if (declared.length === 0) {
    throw new Error(
      "The program declared nothing. A module runs once in a process: ask for its rules once, and keep them.",
    );
  }
  const refused = await refusals(declared.filter(({ type }) => type === resourceType("AutomateResponseConfig")));
  if (refused.length > 0) {
    const hint = refused.some((one) => one.includes(": is undefined")) ? UNDEFINED_HERE : "";
    throw new Error(`A preview would refuse this:\n${refused.join("\n")}${hint}`);
  }
  return rules;
}

const UNDEFINED_HERE =
  "\nAn output of another resource that the service gives is undefined here, and not in a preview: let mocks.newResource give it.";

/** What a preview would say of rules that are declared twice, and of their conditions; mocks decide about the rest. */
async function refusals(declared: readonly pulumi.runtime.MockResourceArgs[]): Promise<string[]> {
  const { check } = await import("../provider/lifecycle/check.js");
  const { automateResponseConfig } = await import("../provider/resources/automate-response-config/verbs.js");
  const config = { region: "cn-hangzhou", maxCallsPerSecond: 1, readTimeout: 1 };
  const urns = new Set<string>();
  return declared.flatMap(({ name, inputs }) => {
    const { __provider, __secret, __ignored, __urn, ...given } = withSecrets(inputs) as Record<string, unknown>;
    const urn = String(__urn);
    const twice = urns.has(urn) ? [`${name}: another rule of the program has this name`] : [];
    urns.add(urn);
    const { failures } = check(automateResponseConfig, config, given, { urn, olds: {} });
    const ofConditions = failures.filter(({ property }) => /^(conditions|executionCondition)/.test(property));
    return [...twice, ...ofConditions.map(({ property, reason }) => `${name}: ${property}: ${reason}`)];
  });
}

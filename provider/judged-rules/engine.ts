import { isObject, type JsonObject, readJson } from "../json";
import type { JudgedRule, Source } from "../rule-language/judged-rule";
import { nameIn } from "../urn";
import { kindOf, type Preview, resourcesOfPreview } from "./planned";
import { judgedRule } from "./properties";

/** What a preview says of a rule. */
export interface PlannedRule {
  /** URN of the resource. */
  readonly urn: string;
  /** What is done with it: `create`, `update`, `replace`, `delete`, `same`, or another word of the engine. */
  readonly operation: string;
  /** The rule as the state has it; absent for a new one. */
  readonly before?: JudgedRule;
  /** The rule as the program declares it; absent for one that goes. */
  readonly after?: JudgedRule;
  /** Paths of the properties that change, e.g. `conditions.alert_name.containsString`. */
  readonly changed: readonly string[];
}

/** The rules of a preview. `--show-sames` is needed for those that do not change. */
export function rulesOfPreview(preview: Preview): PlannedRule[] {
  return resourcesOfPreview(preview)
    .filter(({ before, after }) => isRule(after ?? before))
    .map(({ urn, operation, changed, ...states }) => {
      const [before, after] = [ruleOf(urn, states.before), ruleOf(urn, states.after)];
      return { urn, operation, ...(before && { before }), ...(after && { after }), changed };
    });
}

/** What a preview leaves out, so that nothing is known of it: sentences. */
export function leftOutOfPreview({ steps, changeSummary, isFailed }: Preview): string[] {
  const same = isObject(changeSummary) && Number(changeSummary.same ?? 0) > 0;
  const lacksSames = same && !steps.some(({ op }) => op === "same");
  // What "pulumi refresh --preview-only --json" prints. (Pulumi CLI 3.259, as run)
  if (steps.length > 0 && steps.every(({ op }) => op === "refresh")) {
    return ['The preview has only what a refresh reads: "pulumi preview --json --show-sames" shows the rules.'];
  }
  return [
    ...(lacksSames ? ['The preview leaves out the rules that do not change: "--show-sames" shows them.'] : []),
    ...(isFailed ? ["The preview failed, and may leave out rules."] : []),
  ];
}

/**
 * The rules of a stack's state.
 * @param text what `pulumi stack export` prints; with `--show-secrets` conditions that are secrets can be judged, too
 * @throws Error in a sentence when it is anything else
 */
export function rulesOfState(text: string): JudgedRule[] {
  const state = readJson(text);
  const deployment = isObject(state) ? state.deployment : undefined;
  if (!isObject(deployment)) throw new Error('This is no state: it must be what "pulumi stack export" prints.');
  const resources = Array.isArray(deployment.resources) ? deployment.resources : [];
  return resources
    .filter((resource) => isRule(resource) && resource.delete !== true)
    .flatMap((resource) => ruleOf(String(resource.urn), resource) ?? []);
}

function isRule(resource: unknown): resource is JsonObject {
  return kindOf(resource) === "AutomateResponseConfig";
}

/** The rule that a resource is, as the engine shows it; undefined when it shows none. */
export function ruleOf(urn: string, resource: unknown): JudgedRule | undefined {
  if (!isObject(resource)) return undefined;
  const { id, inputs, outputs, provider, stackTrace } = resource;
  const account = isObject(outputs) ? outputs.__account : undefined;
  const source = Array.isArray(stackTrace) ? sourceIn(stackTrace) : undefined;
  const known = {
    name: nameIn(urn),
    urn,
    ...(typeof id === "string" && id !== "" && { id }),
    // A reference is the URN and the id. (Pulumi, sdk/go/common/providers/reference.go)
    ...(typeof provider === "string" && { provider: provider.slice(0, provider.lastIndexOf("::")) }),
    ...(typeof account === "string" && { account }),
    ...(source && { source }),
  };
  return judgedRule(known, isObject(inputs) ? inputs : {});
}

/**
 * Where a file of the project makes a resource: the last of the first calls that follow each other there, so that it is not the
 * function of the program that makes many. (Pulumi CLI 3.259, as run: `stackTrace`
 * of a resource in a preview.)
 */
function sourceIn(stackTrace: readonly unknown[]): Source | undefined {
  const positions = stackTrace.map((frame) => (isObject(frame) ? positionIn(String(frame.sourcePosition)) : undefined));
  const first = positions.findIndex((position) => position !== undefined);
  const after = positions.slice(first).indexOf(undefined);
  return first < 0 ? undefined : positions.at(after < 0 ? -1 : first + after - 1);
}

/** A position inside the project: of a file that is neither above it nor a package's. */
function positionIn(uri: string): Source | undefined {
  const [, path = "", line, column] = /^project:\/\/\/(.+)#(\d+),(\d+)$/.exec(uri) ?? [];
  if (path === "" || /(^|\/)(\.\.|node_modules)\//.test(path)) return undefined;
  return { file: decodeURIComponent(path), line: Number(line), column: Number(column) };
}

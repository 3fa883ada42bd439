import { isObject, type JsonObject, readJson } from "../json";

/** What a preview says of a resource. */
export interface PlannedResource {
  /** URN of the resource. */
  readonly urn: string;
  /** What is done with it: `create`, `update`, `replace`, `delete`, `same`, or another word of the engine. */
  readonly operation: string;
  /** The resource as the state has it; absent for a new one. */
  readonly before?: JsonObject;
  /** The resource as the program declares it; absent for one that goes. */
  readonly after?: JsonObject;
  /** Paths of the properties that change, e.g. `conditions.alert_name.containsString`. */
  readonly changed: readonly string[];
}

/** What the engine calls the resources of this package, before the kind. */
const TYPES = "pulumi-nodejs:dynamic/alicloud-soar:";

/** The kind of a resource as the engine shows it, e.g. `OnceTask`; undefined for what is no resource of this package. */
export function kindOf(resource: unknown): string | undefined {
  const type = isObject(resource) ? String(resource.type) : "";
  return type.startsWith(TYPES) ? type.slice(TYPES.length) : undefined;
}

/** Steps that are not about what the program wants: a state that is read, and the later half of a replacement. */
const ASIDE = ["refresh", "delete-replaced", "discard-replaced", "remove-pending-replace", "read-discard"];

/** What a preview prints, as far as it is read. */
export interface Preview {
  readonly steps: readonly JsonObject[];
  readonly changeSummary?: unknown;
  /** Whether it failed: there may be more than it shows. */
  readonly isFailed: boolean;
}

/**
 * A preview, read. Lines around it are passed over: the CLI says there that it installs policy packs. (pulumi/pulumi#19775)
 * @param text what `pulumi preview --json --show-sames` prints
 * @throws Error in a sentence when it is anything else
 */
export function readPreview(text: string): Preview {
  const preview = readJson(text) ?? readJson(/^\{[\s\S]*\}/m.exec(text)?.[0] ?? "");
  if (isObject(preview) && (isSteps(preview.steps) || Array.isArray(preview.diagnostics))) {
    const { steps, diagnostics, changeSummary } = preview;
    const told = Array.isArray(diagnostics) ? diagnostics.filter(isObject) : [];
    // One that fails before it begins, as where a policy pack does not start, has no steps at all. (Pulumi CLI 3.259, as run)
    const isFailed = !isSteps(steps) || told.some(({ severity }) => severity === "error");
    return { steps: isSteps(steps) ? steps : [], changeSummary, isFailed };
  }
  const isStream = isObject(readJson(text.slice(0, Math.max(0, text.indexOf("\n")))));
  const without = isStream ? ", without PULUMI_ENABLE_STREAMING_JSON_PREVIEW" : "";
  throw new Error(`This is no preview: it must be what "pulumi preview --json --show-sames" prints${without}.`);
}

function isSteps(steps: unknown): steps is JsonObject[] {
  return Array.isArray(steps) && steps.every(isObject);
}

/** The resources of a preview, one each, in the order of the preview. `--show-sames` is needed for those that do not change. */
export function resourcesOfPreview(preview: Preview): PlannedResource[] {
  const steps = preview.steps.filter(
    (step): step is JsonObject & { urn: string } =>
      isObject(step.newState ?? step.oldState) && !ASIDE.includes(String(step.op)),
  );
  return [...Map.groupBy(steps, ({ urn }) => urn)].map(([urn, ofOne]) => {
    const before = ofOne.map(({ oldState }) => oldState).find(isObject);
    const after = ofOne.map(({ newState }) => newState).find(isObject);
    const operations = ofOne.map(({ op }) => (op === "create-replacement" ? "replace" : String(op)));
    const changed = ofOne.flatMap(({ detailedDiff }) => (isObject(detailedDiff) ? Object.keys(detailedDiff) : []));
    return {
      urn,
      operation: operations.find((operation) => operation === "replace") ?? operations[0] ?? "same",
      ...(before && { before }),
      ...(after && { after }),
      changed: [...new Set(changed)],
    };
  });
}

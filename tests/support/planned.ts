import { type PlannedResource, readPreview, resourcesOfPreview } from "../../provider/judged-rules/planned";
import type { KindName } from "../../provider/resources";
import { resourceType } from "../../sdk/provider-text";

/** The URN of a resource. */
export function urnOf(name: string, kind: KindName = "AutomateResponseConfig"): string {
  return `urn:pulumi:dev::rules::${resourceType(kind)}::${name}`;
}

/** What runs a playbook. */
export const playbook = (playbookName: string, playbookUuid = playbookName.toLowerCase()) => ({
  actionType: "doPlaybook",
  playbookName,
  playbookUuid,
});

/** The inputs of a rule that answers alerts whose name contains a text. */
export function ruleInputs(contained: unknown, more: object = {}) {
  return {
    autoResponseType: "alert",
    conditions: { alert_name: { containsString: contained } },
    actions: [playbook("WafBlockIP")],
    enabled: true,
    ...more,
  };
}

/** A step of a preview: with both it is an update, unless `op` says otherwise. */
export interface PlannedStep {
  readonly name: string;
  readonly kind?: KindName;
  readonly op?: string;
  readonly before?: object;
  readonly after?: object;
  /** What the state has beside the inputs. */
  readonly outputs?: object;
  readonly changed?: readonly string[];
}

/** What `pulumi preview --json --show-sames` prints. */
export function previewText(steps: readonly PlannedStep[]): string {
  return JSON.stringify({
    steps: steps.map(({ name, kind, op, before, after, outputs, changed = [] }) => {
      const urn = urnOf(name, kind);
      const state = (inputs: object) => ({
        urn,
        type: resourceType(kind ?? "AutomateResponseConfig"),
        inputs,
        outputs,
      });
      return {
        op: op ?? (before && after ? "update" : after ? "create" : "delete"),
        urn,
        ...(before && { oldState: state(before) }),
        ...(after && { newState: state(after) }),
        detailedDiff: Object.fromEntries(changed.map((path) => [path, { kind: "update" }])),
      };
    }),
  });
}

/** The resources of a preview of these steps. */
export function planned(...steps: readonly PlannedStep[]): PlannedResource[] {
  return resourcesOfPreview(readPreview(previewText(steps)));
}

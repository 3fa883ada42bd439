import type { Emulator, Seed } from "../../provider/emulator";

/** A rule as a state holds it. */
export interface RecordedRule {
  readonly id: string;
  readonly inputs: {
    readonly __provider: string;
    readonly ruleName: string;
    readonly autoResponseType: string;
    readonly actions: readonly object[];
    readonly enabled: boolean;
    readonly conditions?: Readonly<Record<string, object>>;
    readonly executionCondition?: readonly object[];
  };
  readonly outputs: object;
}

const urn = (type: string, name: string) => `urn:pulumi:test::rules::${type}::${name}`;
const stack = urn("pulumi:pulumi:Stack", "rules-test");
const kind = "pulumi-nodejs:dynamic/alicloud-soar:AutomateResponseConfig";

/** What the state of a stack of these rules holds, by the names of the resources. */
export function resourcesOf({ url }: Emulator, rules: Readonly<Record<string, RecordedRule>>): object[] {
  const inputs = { "alicloud-soar:cloudSiemEndpoint": url, "alicloud-soar:region": "cn-hangzhou" };
  const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  const type = "pulumi:providers:pulumi-nodejs";
  const provider = { urn: urn(type, "default"), custom: true, id, type, inputs, outputs: inputs };
  return [
    { urn: stack, custom: false, type: "pulumi:pulumi:Stack" },
    provider,
    ...Object.entries(rules).map(([name, rule]) => ({
      urn: urn(kind, name),
      custom: true,
      id: rule.id,
      type: kind,
      inputs: rule.inputs,
      outputs: { ...rule.inputs, ...rule.outputs },
      parent: stack,
      provider: `${provider.urn}::${id}`,
    })),
  ];
}

/** The same rule as the cloud has it. */
export function asRule({ id, inputs }: RecordedRule): NonNullable<Seed["rules"]>[number] {
  const { conditions = {}, executionCondition, actions } = inputs;
  const items = Object.entries(conditions).flatMap(([field, operators]) =>
    Object.entries(operators).map(([operator, value]) => ({
      left: { value: field },
      operator,
      right: { value },
    })),
  );
  return {
    Id: id,
    RuleName: inputs.ruleName,
    AutoResponseType: inputs.autoResponseType,
    ExecutionCondition: JSON.stringify(executionCondition ?? items),
    ActionConfig: JSON.stringify(actions),
    Status: inputs.enabled ? 100 : 0,
    GmtCreate: "2026-11-22 03:04:58",
  };
}

import { describe, expect, test } from "vitest";
import { autoName } from "../../../provider/lifecycle/auto-name";
import { check } from "../../../provider/lifecycle/check";
import type { CommonInputs, Kind } from "../../../provider/lifecycle/kind";
import { automateResponseConfig } from "../../../provider/resources/automate-response-config/verbs";
import { onceTask } from "../../../provider/resources/once-task/verbs";
import { soarStrategyTask } from "../../../provider/resources/soar-strategy-task/verbs";
import { urnOf } from "../../support/deployment";
import { configFor } from "../../support/emulated";

const failuresOf = <Inputs extends CommonInputs, State extends Inputs>(
  kind: Kind<Inputs, State>,
  property: string,
  name: string,
) =>
  check(kind, configFor(""), { [property]: name })
    .failures.filter((failure) => failure.property === property)
    .map(({ reason }) => reason);

const NAMES = {
  ruleName: (name: string) => failuresOf(automateResponseConfig, "ruleName", name),
  strategyTaskName: (name: string) => failuresOf(soarStrategyTask, "strategyTaskName", name),
  strategyName: (name: string) => failuresOf(soarStrategyTask, "strategyName", name),
  taskName: (name: string) => failuresOf(onceTask, "taskName", name),
};

describe.each(Object.entries(NAMES))("%s", (_property, failures) => {
  test.each([" block", "block ", "block\n", "\tblock", "block\u00a0", "\u3000block", "  "])(
    "with a blank at an end is refused: %j",
    (name) => {
      expect(failures(name)).toEqual([
        expect.stringMatching(/^must be the name of the \w+, without blanks at its ends; got ".*"$/),
      ]);
    },
  );

  test.each(["block", "block webshell", "漏洞自动化批量修复策略", "-"])("%j is a name", (name) => {
    expect(failures(name)).toEqual([]);
  });
});

test.each([
  ["ruleName", automateResponseConfig],
  ["strategyTaskName", soarStrategyTask],
] as const)("null for %s, as for any other property, is not given: a name is made", (property, kind) => {
  const asChecked: Kind<CommonInputs, CommonInputs> = kind;
  const strategy = { strategyId: "8000", strategyName: "patch" };
  const { inputs, autoNamed, failures } = check(
    asChecked,
    configFor(""),
    { ...strategy, [property]: null },
    { urn: urnOf("block"), olds: {} },
  );
  expect(failures.filter((failure) => failure.property === property)).toEqual([]);
  expect(inputs).toMatchObject({ [property]: expect.stringMatching(/^block-[0-9a-f]{7}$/) });
  expect(autoNamed).toBe(true);
});

test("a made name has no blanks at its ends, whatever the resource is called", () => {
  expect(autoName(urnOf(" block "), [])).toMatch(/^block-[0-9a-f]{7}$/);
});

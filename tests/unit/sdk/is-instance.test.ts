import { expect, test } from "vitest";
import { kinds } from "../../../provider/resources";
import { AutomateResponseConfig, OnceTask, OperationTask, SoarStrategyTask, SoarStrategyTaskState } from "../../../sdk";
import { resourceType } from "../../../sdk/provider-text";

const classes = { AutomateResponseConfig, OnceTask, OperationTask, SoarStrategyTask, SoarStrategyTaskState };

const names = Object.keys(kinds) as (keyof typeof kinds)[];

// Taken off the class, as @pulumi/policy does (policy.ts, isTypeOf).
test.each(names)("%s tells its resources by their type, and no other's", (name) => {
  const { isInstance } = classes[name];
  expect(names.filter((other) => isInstance({ __pulumiType: resourceType(other) }))).toEqual([name]);
  for (const other of [undefined, null, {}, "x"]) expect(isInstance(other)).toBe(false);
});

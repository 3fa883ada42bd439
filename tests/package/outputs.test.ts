import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compilerOf } from "../support/compiler";
import { checkout } from "../support/project";

const errorsOf = compilerOf("sdk/a-class.ts");

// Pulumi makes an Output of every name that the class hands to it: one that is missing reads as undefined in a program.
describe.each([
  ["automate-response-config", "responseRuleType"],
  ["once-task", "outcome"],
  ["operation-task", "results"],
  ["soar-strategy-task", "taskAction"],
  ["soar-strategy-task-state", "strategyId"],
])("sdk/%s.ts", (name, output) => {
  const source = readFileSync(join(checkout, `sdk/${name}.ts`), "utf8");
  const announced = `${output}: undefined,`;

  test("compiles as it is", () => {
    expect(errorsOf(source)).toEqual([]);
  });

  test.each([
    ["an output that it does not announce", "", `Property '${output}' is missing`],
    ["a name that is no output", `${announced} more: undefined,`, "'more' does not exist"],
    ["a misspelt one", `${output}s: undefined,`, `'${output}s' does not exist`],
  ])("does not compile with %s", (_mistake, wrong, message) => {
    expect(source).toContain(announced);
    expect(errorsOf(source.replace(announced, wrong))).toEqual([expect.stringContaining(message)]);
  });
});

test("a list for an operator that takes one value is an error that says which take lists", () => {
  const program = (conditions: string) => `
    import { AutomateResponseConfig } from "./automate-response-config";
    const names = ["a", "b"];
    new AutomateResponseConfig("rule", { autoResponseType: "alert", conditions: ${conditions}, actions: [] });
  `;
  const said = expect.stringContaining('"takes one value: lists are for in, not in and BETWEEN"');
  expect(errorsOf(program('{ alert_name: { containsString: ["a"] } }'))).toEqual([said]);
  expect(errorsOf(program("{ alert_name: { equals: names } }"))).toEqual([said]);
  expect(errorsOf(program("{ alert_name: { in: names } }"))).toEqual([]);
});

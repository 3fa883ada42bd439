import { describe, expect, test } from "vitest";
import { check } from "../../../provider/lifecycle/check";
import { operationTask } from "../../../provider/resources/operation-task/verbs";
import { configFor } from "../../support/emulated";

const instance = { instanceId: "i-1", regionId: "cn-beijing" };

const checked = (edit: object) =>
  check(operationTask, configFor(""), {
    checkId: "132",
    type: "REPAIR",
    dimensionType: "INSTANCE",
    operationTaskInstances: [instance],
    ...edit,
  });

describe("a repair of which it is not clear what it would be is refused", () => {
  test.each<[string, object, string]>([
    [
      "an instance with a region and without",
      { operationTaskInstances: [instance, { instanceId: "i-1" }] },
      'operationTaskInstances[1].instanceId: instance "i-1" is in the list twice; remove one of the two',
    ],
    [
      "a blank at the end of an id",
      { operationTaskInstances: [{ instanceId: "i-1\n" }] },
      'operationTaskInstances[0].instanceId: must be the id of the instance, without blanks at its ends; got "i-1\\n"',
    ],
    ["a blank dimension", { dimensionType: " " }, 'dimensionType: must be "INSTANCE" or "CHECK_ID"; got " "'],
    [
      "a parameter twice",
      { repairTempParam: ["0", "1"].map((value) => ({ name: "IPPort", value })) },
      'repairTempParam: must name each parameter once; got [{"name":"IPPort","value":"0"},{"name":"IPPort","value":"1"}]',
    ],
  ])("%s", (_what, edit, failure) => {
    expect(checked(edit).failures.map(({ property, reason }) => `${property}: ${reason}`)).toEqual([failure]);
  });
});

test("one instance of each of two regions is none twice", () => {
  const instances = [instance, { ...instance, regionId: "cn-hangzhou" }];
  expect(checked({ operationTaskInstances: instances }).failures).toEqual([]);
});

test("an id is stored as lists show it, without zeros before it", () => {
  expect(checked({ checkId: "00132" }).inputs.checkId).toBe("132");
  expect(checked({ checkId: "000" }).inputs.checkId).toBe("0");
});

import { expect, it } from "vitest";
import { rulesOfAccount } from "../../../provider/judged-rules/account";

it("the rules of an account are known by their own names", () => {
  const state = {
    ruleName: "block",
    autoResponseType: "event",
    conditions: {},
    actions: [],
    enabled: false,
    roleFor: "11",
  };
  expect(rulesOfAccount([{ id: "42", state }])).toEqual([
    {
      name: "block",
      id: "42",
      ruleName: "block",
      autoResponseType: "event",
      conditions: [],
      actions: [],
      enabled: false,
      roleFor: "11",
    },
  ]);
});

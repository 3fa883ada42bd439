import { declaredRules, evaluate } from "pulumi-alicloud-soar/testing";
import { expect, test } from "vitest";

test("an alert of a webshell is blocked when it is serious, and not when it is a reminder", async () => {
  const rules = await declaredRules(() => import("./index.js"));
  const alert = { AlertName: "webshell_online on web-1", AlertLevel: "serious" };

  expect(evaluate(rules["block-webshell"], alert)).toMatchObject({ answer: "yes" });
  expect(evaluate(rules["block-webshell"], { ...alert, AlertLevel: "remind" })).toMatchObject({ answer: "no" });
});

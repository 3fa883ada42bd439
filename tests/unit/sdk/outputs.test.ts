import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import { OnceTask } from "../../../sdk/once-task";

/** What check adds to what a program gives. */
const filledIn = { wait: true, onFailure: "fail", cancelOnDelete: false, outcome: "succeeded", summary: "Runs it." };

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, ...filledIn } }),
    call: () => ({}),
  }),
);

test("what a default fills in is an output, too", async () => {
  const scan = new OnceTask("scan", { taskType: "CLIENT_PROBLEM_CHECK", param: { uuids: "inet-1" } });
  const { wait, onFailure, cancelOnDelete, outcome, summary } = scan;
  const outputs = pulumi.output({ wait, onFailure, cancelOnDelete, outcome, summary });
  expect(await new Promise((resolve) => outputs.apply(resolve))).toEqual(filledIn);
});

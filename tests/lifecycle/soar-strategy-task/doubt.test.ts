import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { CREATE, patchTuesday, patchTuesdayThere, tasks } from "./task";

/** A cloud whose answer to a creation is an error, after which there is this task. */
async function failing(part: object) {
  const cloud = await tasks([], {
    onRequest: (operation, count) => {
      if (operation === CREATE && count === 1)
        cloud.emulator.seed({ strategyTasks: [{ Id: "7", ...patchTuesdayThere, ...part }] });
    },
  });
  cloud.emulator.addFault({ operation: CREATE, fault: "http500" });
  const result = await cloud.deployment().apply(undefined, patchTuesday);
  return { ...result, created: calls(cloud.emulator).filter((call) => call === CREATE).length };
}

describe("after an answer that leaves doubt, a task that appeared", () => {
  test("with the same parameters is what was sent", async () => {
    const { recorded, created } = await failing({});
    expect([recorded?.id, created]).toEqual(["7", 1]);
  });

  test.each([
    ["its parameters rewritten", { Params: '[{"name":"vulList"}]' }],
    ["its parameters unreadable", { Params: "" }],
    ["its name trimmed", { Name: " patch-tuesday ", Params: "[]" }],
  ])("with %s stops it: it is named, with what to do, and nothing is created again", async (_with, part) => {
    const { recorded, error, created } = await failing(part);
    expect(recorded).toBeUndefined();
    expect(error?.message).toContain("Strategy task 7 appeared since, and may be this one. Only one named");
    expect(error?.message).toContain("declare a SoarStrategyTaskState for it instead");
    expect(created).toBe(1);
  });

  test.each([
    ["another name", { Name: "patch-wednesday" }],
    ["another strategy", { StrategyId: "8001" }],
  ])("with %s is another's: it is created once more", async (_with, part) => {
    const { recorded, created } = await failing(part);
    expect(recorded?.id).not.toBe("7");
    expect(created).toBe(2);
  });
});

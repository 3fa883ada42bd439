import { describe, expect, test } from "vitest";
import { calls } from "../../support/deployment";
import { diagnosis, diagnosisThere, GENERATE, tasks } from "./task";

const program = { ...diagnosis, param: { problemType: "offline", uuids: "inet-1,inet-2" }, wait: false };
const paramOf = (uuids: string, problemType = "offline") => JSON.stringify({ problemType, uuids });

/** A cloud whose answer to a start is an error, after which there is a task with this param. */
async function failing(Param: string, TaskType = diagnosisThere.TaskType) {
  const cloud = await tasks({
    onRequest: (operation, count) => {
      if (operation === GENERATE && count === 1)
        cloud.emulator.seed({ onceTasks: [{ ...diagnosisThere, TaskId: "t-1", TaskType, Param }] });
    },
  });
  cloud.emulator.addFault({ operation: GENERATE, fault: "http500" });
  const result = await cloud.deployment().apply(undefined, program);
  return { ...result, started: calls(cloud.emulator).filter((call) => call === GENERATE).length };
}

describe("after an answer that leaves doubt, a task that appeared", () => {
  test("for the same servers is what was sent", async () => {
    const { recorded, started } = await failing(paramOf("inet-2,inet-1"));
    expect([recorded?.id, started]).toEqual(["t-1", 1]);
  });

  test.each([
    ["for some of the servers", paramOf("inet-1")],
    ["for these and others", paramOf("inet-1,inet-2,inet-3")],
    ["for nothing that it shows", "{}"],
  ])("%s stops it: it is named, with what to do, and nothing is started again", async (_for, Param) => {
    const { recorded, error, started } = await failing(Param);
    expect(recorded).toBeUndefined();
    expect(error?.message).toContain("Task t-1 appeared since, and may be this one. Check in the console");
    expect(started).toBe(1);
  });

  test.each([
    ["for other servers", paramOf("inet-3")],
    ["for another problem of the same servers", paramOf("inet-1,inet-2", "driver")],
    ["of another type", paramOf("inet-1,inet-2"), "CLIENT_DEV_OPS"],
  ])("%s is another's: it is sent once more", async (_for, Param, type?: string) => {
    const { recorded, error, started } = await failing(Param, type);
    expect(error).toBeUndefined();
    expect(recorded?.id).not.toBe("t-1");
    expect(started).toBe(2);
  });
});

import { expect, test } from "vitest";
import { answering } from "../../support/other-answers";
import { repair, runs, SUBMIT, tasks } from "./task";

test.each<[string, (reply: object) => object]>([
  ["nothing", () => ({})],
  ["no run", () => ({ RequestId: "r" })],
  ["an empty RootTaskId", () => ({ RequestId: "r", RootTaskId: "" })],
  ["another shape", (reply) => ({ Data: reply })],
  ["a code that no document has", (reply) => ({ ...reply, OperateCode: "Accepted" })],
])("a submission that is answered with %s is looked for, and submitted once", async (_what, change) => {
  const { emulator, deployment } = await tasks();
  const config = await answering(emulator, { [SUBMIT]: change });
  const created = await deployment({ config }).create(repair);
  expect(runs(emulator)).toEqual([created.id]);
});

test("a submission whose answer is neither a yes nor a no does not say that nothing was started", async () => {
  const { emulator, deployment } = await tasks();
  const config = await answering(emulator, {
    [SUBMIT]: () => {
      emulator.state.operationTasks.splice(0);
      return { RequestId: "r" };
    },
  });
  await expect(deployment({ config }).create(repair)).rejects.toThrow(
    /RootTaskId is missing .* the request may still take effect/,
  );
  expect(emulator.journal.filter(({ operation }) => operation === SUBMIT)).toHaveLength(1);
});

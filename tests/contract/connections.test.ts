import { Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Context } from "../../provider/api/context";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { contextFor, emulated, localEmulator } from "../support/emulated";
import { closingServer } from "./canned-server";
import { rule } from "./posted-rule";

const view = { RegionId: "cn-hangzhou" } as const;
const LIST = "ListAutomateResponseConfigs";
const POST = "PostAutomateResponseConfig";

const list = (context: Context) => context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 1, ...view });
const post = (context: Context, id = {}) => context.call(postAutomateResponseConfig, { ...rule, ...view, ...id });

async function closing() {
  const emulator = await localEmulator();
  const url = await closingServer(emulator.url);
  const { context } = contextFor({ url }, {});
  return { emulator, context };
}

test("what must not be sent twice goes over a connection that no server closes for being idle", async () => {
  const { emulator, context } = await closing();
  await list(context);
  await post(context);
  await list(context);
  await post(context);
  expect(emulator.journal.map(({ operation }) => operation)).toEqual([LIST, POST, LIST, POST]);
});

test("what is safe to repeat is sent again where the server closes an idle connection", async () => {
  const { emulator, context } = await closing();
  await post(context);
  await list(context);
  await post(context, { Id: emulator.state.rules[0]?.Id });
  expect(emulator.journal.map(({ operation }) => operation)).toEqual([POST, LIST, POST]);
});

test("a read succeeds although the server closes more idle connections than a call has attempts", async () => {
  const { emulator, context } = await closing();
  await Promise.all(Array.from({ length: 8 }, () => list(context)));
  await list(context);
  expect(emulator.journal).toHaveLength(9);
});

test("a connection to one of several addresses has the time of a round trip to another continent", async () => {
  const connect = vi.spyOn(Socket.prototype, "connect");
  onTestFinished(() => connect.mockRestore());
  const { context } = await emulated();
  await list(context);
  await post(context);
  // What net.connect makes of its arguments: a list of options and a listener.
  const asked = connect.mock.calls.map(([given]) => [given].flat()[0]);
  expect(asked).toEqual(asked.map(() => expect.objectContaining({ autoSelectFamilyAttemptTimeout: 2_000 })));
  expect(asked).toHaveLength(2);
});

import { afterEach, beforeEach, expect, test } from "vitest";
import { type Emulator, startEmulator } from "../../../provider/emulator";
import { signedCall } from "./signed-call";

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({
    state: {
      playbooks: [
        { PlaybookUuid: "a", DisplayName: "block ip", GmtCreate: 1, GmtModified: "3", LastRuntime: 1 },
        {
          PlaybookUuid: "b",
          DisplayName: "block file",
          ParamType: "template-file",
          GmtCreate: 2,
          GmtModified: "1",
          LastRuntime: 2,
        },
        {
          PlaybookUuid: "c",
          DisplayName: "other",
          Active: 0,
          OwnType: "preset",
          GmtCreate: 3,
          GmtModified: "2",
          LastRuntime: 3,
        },
      ],
    },
  });
});
afterEach(() => emulator.close());

const list = async (params: Record<string, string> = {}) =>
  (await signedCall(emulator, { action: "DescribePlaybooks", version: "2022-07-28", method: "GET", params })).body;

test.each([
  [{}, ["a", "c", "b"]],
  [{ Order: "asc" }, ["b", "c", "a"]],
  [{ Sort: "2" }, ["c", "b", "a"]],
  [{ Name: "block" }, ["a", "b"]],
  [{ Active: "0" }, ["c"]],
  [{ OwnType: "user" }, ["a", "b"]],
  [{ ParamTypes: "template-file,template-process" }, ["b"]],
  [{ PlaybookUuid: "c" }, ["c"]],
  [{ PlaybookUuids: "a,b" }, ["a", "b"]],
  [{ StartMillis: "2", EndMillis: "2" }, ["b"]],
  [{ PageSize: "2" }, ["a", "c"]],
  [{ PageSize: "2", PageNumber: "2" }, ["b"]],
])("DescribePlaybooks with %j lists %j", async (params: Record<string, string>, uuids) => {
  const { Playbooks } = await list(params);
  expect(Playbooks.map(({ PlaybookUuid }: { PlaybookUuid: string }) => PlaybookUuid)).toEqual(uuids);
});

test("a page tells how many there are, and hides the name that rules know", async () => {
  const { Page, Playbooks } = await list({ PageSize: "1" });
  expect(Page).toEqual({ PageNumber: 1, PageSize: 1, TotalCount: 3 });
  expect(Object.keys(Playbooks[0])).not.toContain("Name");
});

test("the playbooks of a new emulator are those that the documents name", async () => {
  await emulator.close();
  emulator = await startEmulator();
  const { Page, Playbooks } = await list({ OwnType: "user" });
  expect(Page).toEqual({ PageNumber: 1, PageSize: 10, TotalCount: 1 });
  expect(Playbooks).toMatchObject([
    { PlaybookUuid: "bdad6220-6584-41b2-9704-fc6584568758", DisplayName: "WafBlockIP", Active: 1 },
  ]);
  const two = "system_aliyun_clb_process_book,system_aliyun_waf_whole_process_book";
  expect((await list({ PlaybookUuids: two, PageSize: "1" })).Page.TotalCount).toBe(2);
});

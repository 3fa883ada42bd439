import { expect, test } from "vitest";
import { allPlaybooks } from "../../provider/api/collections/playbooks";
import { createContext } from "../../provider/api/context";
import { configFor, emulated } from "../support/emulated";
import { SimulatedClock } from "../support/simulated-clock";
import { cannedServer } from "./canned-server";

const DESCRIBE = "DescribePlaybooks";
const OLDER = "DescribeAutomateResponseConfigPlayBooks";
const view = { RegionId: "cn-hangzhou", RoleType: 1, RoleFor: "1130916744881234" } as const;
const blockIp = {
  PlaybookUuid: "p-1",
  Name: "WafBlockIP",
  DisplayName: "Block an IP",
  Description: "at the WAF",
};
const times = { GmtCreate: 1735700000000, GmtModified: 1735700000001, LastRuntime: 0 };
const kill = {
  ...blockIp,
  PlaybookUuid: "p-2",
  Name: "KillProcess",
  ParamType: "template-file",
  Active: 0,
  ...times,
  GmtModified: "1735700000001",
};

test("all pages are read from the newer operation, which gives the display name only", async () => {
  const playbooks = [kill, ...Array.from({ length: 149 }, (_, index) => ({ PlaybookUuid: `p-${index + 100}` }))];
  const { emulator, context } = await emulated({ emulator: { state: { playbooks } } });
  const found = await allPlaybooks(context, view);
  expect(found.map(({ PlaybookUuid }) => PlaybookUuid).sort()).toEqual(
    playbooks.map(({ PlaybookUuid }) => PlaybookUuid).sort(),
  );
  expect(found.find(({ PlaybookUuid }) => PlaybookUuid === "p-2")).toEqual({
    PlaybookUuid: "p-2",
    DisplayName: "Block an IP",
    Description: "at the WAF",
    Active: 0,
    OwnType: "user",
    ParamType: "template-file",
    ...times,
  });
  expect(emulator.journal.map(({ operation, version, params }) => [operation, version, params])).toEqual(
    ["1", "2"].map((PageNumber) => [DESCRIBE, "2022-07-28", { PageNumber, PageSize: "100", Lang: "en" }]),
  );
});

test("where it is refused, the older operation is asked for the view, and no playbook gets another name", async () => {
  const { emulator, context } = await emulated({ emulator: { state: { playbooks: [blockIp, kill] } } });
  emulator.addFault({ operation: DESCRIBE, fault: "permission" });
  const { Name: _, ...first } = blockIp;
  expect(await allPlaybooks(context, view)).toEqual([
    { ...first, ParamType: "template-ip" },
    {
      PlaybookUuid: "p-2",
      DisplayName: "Block an IP",
      Description: "at the WAF",
      ParamType: "template-file",
    },
  ]);
  expect(emulator.journal.map(({ operation, params }) => [operation, params])).toEqual([
    [DESCRIBE, { PageNumber: "1", PageSize: "100", Lang: "en" }],
    [OLDER, { ...view, RoleType: "1" }],
  ]);
});

test("an endpoint that does not know it counts as a refusal", async () => {
  const playbook = { Uuid: "p-1\n", Name: "WafBlockIP", ParamType: "template-filee" };
  const { url } = await cannedServer(
    { status: 404, body: { Code: "InvalidApi.NotFound", Message: "Specified api is not found." } },
    { body: { Success: true, Code: 200, Data: [playbook] } },
  );
  const context = createContext({ config: configFor(url), clock: new SimulatedClock() });
  expect(await allPlaybooks(context, view)).toEqual([
    { PlaybookUuid: "p-1", DisplayName: "WafBlockIP", Description: "", ParamType: "template-file" },
  ]);
});

test("where both are refused, the error is the newer one's, and names the older", async () => {
  const { emulator, context } = await emulated();
  emulator.addFault({ operation: "*", fault: "permission", times: 2 });
  await expect(allPlaybooks(context, view)).rejects.toThrow(
    /^DescribePlaybooks failed: .*yundun-sas:DescribePlaybooks .*The older operation was refused, too: .*PlayBooks failed/,
  );
});

test("a failure that is no refusal is not hidden by the older operation", async () => {
  const { emulator, context } = await emulated();
  emulator.addFault({ operation: DESCRIBE, fault: "http500", times: 5 });
  await expect(allPlaybooks(context, view)).rejects.toThrow("DescribePlaybooks failed");
  expect(emulator.journal.map(({ operation }) => operation)).toEqual(Array.from({ length: 5 }, () => DESCRIBE));
});

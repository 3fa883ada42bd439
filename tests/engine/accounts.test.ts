import { expect, it } from "vitest";
import type { Emulator } from "../../provider/emulator";
import { webshell } from "./declared";
import { localCloud, takeCalls } from "./local-cloud";
import { Stack } from "./stack";

interface Account {
  readonly region: string;
  readonly roleFor?: string;
  readonly cloudSiemEndpoint: string;
}

/** One provider and one rule an account; the rules have the name of the account. */
const program = [
  'const soar = require("pulumi-alicloud-soar");',
  'const { accounts, args } = require("./accounts.json");',
  "for (const [name, account] of Object.entries(accounts)) {",
  '  const provider = new soar.Provider("of-" + name, account);',
  "  new soar.AutomateResponseConfig(name, args, { provider });",
  "}",
].join("\n");

function written(accounts: Readonly<Record<string, Account>>): string {
  return JSON.stringify({ accounts, args: webshell });
}

it("reaches two accounts in one stack, and shows a changed region as a replacement", async () => {
  const [mainland, abroad, unused] = await Promise.all([localCloud(), localCloud(), localCloud()]);
  const accounts = {
    mainland: { region: "cn-beijing", roleFor: "1111111111111111", cloudSiemEndpoint: mainland.url },
    abroad: { region: "eu-central-1", cloudSiemEndpoint: abroad.url },
  };
  const stack = await Stack.ofFiles({ "index.js": program, "accounts.json": written(accounts) }, { emulator: unused });
  expect(await stack.up()).toMatchObject({
    exitCode: 0,
    messages: [],
    steps: ["create abroad", "create mainland", "create of-abroad", "create of-mainland"],
  });
  expect(mainland.state.rules).toMatchObject([
    {
      RuleName: expect.stringMatching(/^mainland-/),
      RegionId: "cn-hangzhou",
      RoleFor: "1111111111111111",
      Status: 100,
    },
  ]);
  expect(abroad.state.rules).toMatchObject([
    { RuleName: expect.stringMatching(/^abroad-/), RegionId: "ap-southeast-1", RoleFor: "", Status: 100 },
  ]);
  expect(viewsOf(mainland)).toEqual(["cn-hangzhou 1111111111111111"]);
  expect(viewsOf(abroad)).toEqual(["ap-southeast-1 undefined"]);

  const moved = { ...accounts.mainland, region: "us-east-1" };
  await stack.write("accounts.json", written({ ...accounts, mainland: moved }));
  const replacement = ["replace mainland: ~regionId", "update of-mainland"];
  expect(await stack.preview("--refresh", "--run-program")).toMatchObject({
    exitCode: 0,
    steps: replacement,
  });
  for (const cloud of [mainland, abroad]) {
    expect(new Set(takeCalls(cloud))).toEqual(new Set(["ListAutomateResponseConfigs"]));
    expect(cloud.state.rules).toHaveLength(1);
  }

  const viewed = { ...accounts.abroad, roleFor: "2222222222222222" };
  await stack.write("accounts.json", written({ ...accounts, abroad: viewed }));
  expect(await stack.up()).toMatchObject({ exitCode: 0, messages: [] });
  expect(abroad.state.rules).toMatchObject([
    { RuleName: expect.stringMatching(/^abroad-/), RoleFor: "2222222222222222" },
  ]);
  expect(takeCalls(abroad).filter((call) => !call.startsWith("List"))).toEqual([
    "DeleteAutomateResponseConfig",
    "PostAutomateResponseConfig",
    "UpdateAutomateResponseConfigStatus",
  ]);
  expect(takeCalls(mainland)).toEqual([]);
  expect(takeCalls(unused)).toEqual([]);

  expect(await stack.destroy()).toMatchObject({ exitCode: 0 });
  expect([...mainland.state.rules, ...abroad.state.rules]).toEqual([]);
});

/** The views that the calls since the last look asked for. */
function viewsOf({ journal }: Emulator): string[] {
  const viewless = ["GetCallerIdentity", "DescribePlaybooks"];
  const calls = journal.splice(0).filter(({ operation }) => !viewless.includes(operation));
  return [...new Set(calls.map(({ params }) => `${params.RegionId} ${params.RoleFor}`))];
}

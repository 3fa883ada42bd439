import { describe, expect, test } from "vitest";
import {
  type AccountCatalogue,
  accountIn,
  readCatalogue,
  textOfCatalogue,
  withAccount,
} from "../../../provider/catalogue/catalogue";
import { differencesOf } from "../../../provider/catalogue/differences";
import { listedFor } from "../../../provider/catalogue/listed";

const own: AccountCatalogue = {
  accountId: "1",
  regionId: "cn-hangzhou",
  asOf: "2026-11-01",
  fields: {
    event: [{ field: "threat_level", dataType: "enum", operators: ["equals"], values: ["serious", "remind"] }],
    alert: [
      { field: "b", dataType: "varchar", operators: ["not in", "in"], values: [] },
      { field: "a", dataType: "varchar", operators: ["in"], values: [] },
    ],
  },
  playbooks: [
    { uuid: "u2", name: "Two", paramType: "template-ip" },
    { uuid: "u1", name: "One", paramType: "template-ip" },
  ],
};
const other: AccountCatalogue = {
  ...own,
  accountId: "2",
  asOf: "2026-11-10",
  fields: {
    event: [],
    alert: [{ field: "a", dataType: "varchar", operators: ["="], values: ["x"] }],
  },
};
const DAY = 24 * 60 * 60 * 1000;

describe("the file", () => {
  test("is the same in whichever order the service lists", () => {
    const turned = {
      ...own,
      fields: { alert: own.fields.alert?.toReversed() ?? [], event: own.fields.event ?? [] },
      playbooks: own.playbooks.toReversed(),
    };
    expect(textOfCatalogue({ accounts: [turned, other] })).toBe(textOfCatalogue({ accounts: [other, own] }));
  });

  test("is read as it was written, and written as it was read", () => {
    const text = textOfCatalogue({ accounts: [own, other] });
    expect(textOfCatalogue(readCatalogue(text))).toBe(text);
  });

  test("has the day as the only time", () => {
    expect(textOfCatalogue({ accounts: [own] }).match(/\d{4}-\d\d-\d\d.*/g)).toEqual(['2026-11-01",']);
  });

  test("keeps what it has of other accounts", () => {
    const renewed = { ...own, asOf: "2026-11-25", playbooks: [] };
    const { accounts } = withAccount({ accounts: [own, other] }, renewed);
    expect(accounts.map(({ accountId, asOf }) => [accountId, asOf])).toEqual([
      ["2", "2026-11-10"],
      ["1", "2026-11-25"],
    ]);
  });

  test("a view without a role type is that of role type 0", () => {
    expect(accountIn({ accounts: [own] }, { accountId: "1", regionId: "cn-hangzhou", roleType: 0 })).toBe(own);
    expect(accountIn({ accounts: [own] }, { accountId: "1", regionId: "cn-hangzhou", roleType: 1 })).toBeUndefined();
  });

  test.each([
    ["no JSON", "{", 'is no catalogue: "alicloud-soar catalog" writes one.'],
    ["another file", '{"name":"x"}', 'is no catalogue: "alicloud-soar catalog" writes one.'],
    ["a later form", '{"soarCatalog":2}', "was written by another release of this package."],
    ["a broken one", '{"soarCatalog":1,"accounts":[{"accountId":1}]}', /^cannot be read: accounts\.0\.accountId: /],
  ])("%s is refused in a sentence", (_what, text, sentence) => {
    expect(() => readCatalogue(text)).toThrow(sentence);
  });
});

describe("what is listed for a view", () => {
  const catalogue = { accounts: [own, other] };
  const now = Date.parse("2026-11-25");

  test("of a known account is what that account lists", () => {
    const listed = listedFor(catalogue, { accountId: "2", regionId: "cn-hangzhou" }, now);
    expect(listed?.fields).toEqual({
      event: undefined,
      alert: [{ field: "a", dataType: "varchar", operators: ["="], values: ["x"] }],
    });
  });

  test("of an unknown account is what any lists; a type of which one tells nothing is not told", () => {
    const listed = listedFor(catalogue, { regionId: "cn-hangzhou" }, now);
    expect(listed?.fields.event).toBeUndefined();
    expect(listed?.fields.alert?.map(({ field, operators, values }) => [field, operators, values])).toEqual([
      ["b", ["not in", "in"], []],
      ["a", ["in", "="], []],
    ]);
    expect(listed?.asOf).toBe("2026-11-01");
  });

  test.each([
    { accountId: "3", regionId: "cn-hangzhou" },
    { accountId: "1", regionId: "ap-southeast-1" },
    { accountId: "1", regionId: "cn-hangzhou", roleFor: "9" },
  ])("of a view that the file lacks is nothing: %o", (view) => {
    expect(listedFor(catalogue, view, now)).toBeUndefined();
  });

  test.each([
    [30, false],
    [31, true],
  ])("after %i days is stale: %s", (days, isStale) => {
    const view = { accountId: "1", regionId: "cn-hangzhou" };
    expect(listedFor(catalogue, view, Date.parse(own.asOf) + days * DAY)?.isStale).toBe(isStale);
  });
});

test("what differs is told one by one, the day is no difference", () => {
  const [playbook] = own.playbooks;
  const found = {
    ...own,
    asOf: "2026-11-25",
    fields: {
      event: own.fields.event?.map((field) => ({ ...field, values: ["serious", "new"] })) ?? [],
      alert: [{ field: "b", dataType: "bigint", operators: ["in"], values: [] }],
    },
    playbooks: [{ uuid: "u2", name: "Renamed", paramType: "template-ip" }],
  };
  expect(playbook?.uuid).toBe("u2");
  expect(differencesOf(own, { ...own, asOf: "2026-11-25" })).toEqual([]);
  expect(differencesOf(own, found).map(({ change, what }) => `${change}: ${what}`)).toEqual([
    'removed: value "remind" of the field "threat_level" of event rules',
    'changed: field "b" of alert rules',
    'removed: operator "not in" of the field "b" of alert rules',
    'removed: field "a" of alert rules',
    'removed: operator "in" of the field "a" of alert rules',
    'changed: playbook "u2"',
    'removed: playbook "u1"',
    'added: value "new" of the field "threat_level" of event rules',
  ]);
});

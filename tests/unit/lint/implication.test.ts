import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionOf } from "../../../provider/evaluation/condition";
import { contradiction, implies, saidBy } from "../../../provider/lint/implication";
import { SECRET, UNKNOWN } from "../../../provider/unknown";
import { items } from "../../support/judged";
import { seed } from "../../support/rounds";

type Written = readonly [operator: string, value?: unknown];

const item = ([operator, value]: Written, field = "alert_name") => ({
  left: { value: field },
  operator,
  ...(value !== undefined && { right: { value } }),
});
const said = (written: Written, field?: string) => saidBy(item(written, field));

describe("a condition implies another", () => {
  it.each<[Written, Written]>([
    [
      ["equals", "webshell"],
      ["containsString", "web"],
    ],
    [
      ["=", "serious"],
      ["equals", "serious"],
    ],
    [
      ["equals", "a"],
      ["in", ["a", "b"]],
    ],
    [
      ["in", ["a", "b"]],
      ["in", ["c", "b", "a"]],
    ],
    [
      ["in", "a"],
      ["equals", "a"],
    ],
    [
      ["equals", "a"],
      ["<>", "b"],
    ],
    [
      ["in", ["a", "b"]],
      ["not in", ["c", "d"]],
    ],
    [
      ["not in", ["a", "b"]],
      ["<>", "a"],
    ],
    [
      ["containsString", "webshell_online"],
      ["containsString", "webshell"],
    ],
    [
      ["starts with", "webshell"],
      ["containsString", "shell"],
    ],
    [
      ["starts with", "web"],
      ["not starts with", "mine"],
    ],
    [
      ["ends with", ".exe"],
      ["ends with", "exe"],
    ],
    [
      ["containsAll", ["msi", "exec"]],
      ["containsString", "exec"],
    ],
    [
      ["containsAny", ["webshell", "web"]],
      ["containsString", "web"],
    ],
    [
      ["not contains", "web"],
      ["not contains", "webshell"],
    ],
    [
      ["not contains", "web"],
      ["<>", "webshell"],
    ],
    [
      [">", "10"],
      [">=", "9.5"],
    ],
    [
      [">", "10"],
      ["<>", "10"],
    ],
    [
      ["equals", "12"],
      ["BETWEEN", ["10", "20"]],
    ],
    [
      ["BETWEEN", ["11", "12"]],
      ["BETWEEN", ["10", "20"]],
    ],
    [
      ["BETWEEN", ["11", "12"]],
      [">", "10"],
    ],
    [
      ["equals", "webshell_online"],
      ["REGEXP", "^web"],
    ],
    [
      ["REGEXP", "^web"],
      ["REGEXP", "^web"],
    ],
    [["containsString", "a"], ["isNotNull"]],
    [
      ["resembles", "a"],
      ["resembles", "a"],
    ],
  ])("%j: %j", (one, other) => {
    expect(implies(said(one), said(other))).toBe(true);
  });
});

describe("it cannot be told that a condition implies another", () => {
  it.each<[string, Written, Written]>([
    ["the reverse", ["containsString", "web"], ["equals", "webshell"]],
    ["capitals may count", ["equals", "Webshell"], ["containsString", "web"]],
    ["5.0 may be 5, and is not 5 where texts are compared", ["equals", "5"], ["containsString", "5"]],
    ["a pattern may say itself whether capitals count", ["equals", "web"], ["REGEXP", "(?-i)web"]],
    ["two patterns", ["REGEXP", "^webshell"], ["REGEXP", "^web"]],
    ["what is no number may be in any order", ["equals", "b"], [">", "a"]],
    ["a value that is known later", ["equals", UNKNOWN], ["equals", UNKNOWN]],
    ["a secret", ["equals", SECRET], ["equals", SECRET]],
    ["a list of which a part is a secret", ["in", ["a", SECRET]], ["in", ["a", SECRET]]],
    ["a list in one text", ["in", "a,b"], ["in", ["a", "b"]]],
    ["an operator that no document names", ["resembles", "a"], ["resembles", "b"]],
    ["no value is neither a nor not a", ["isNull"], ["<>", "a"]],
    ["an empty text may count as no value", ["equals", ""], ["isNotNull"]],
  ])("%s", (_why, one, other) => {
    expect(implies(said(one), said(other))).toBe(false);
  });

  it("of two fields", () => {
    expect(implies(said(["equals", "a"]), said(["equals", "a"], "alert_desc"))).toBe(false);
  });

  it("of an entity, which may have several values", () => {
    const field = "host.host_name";
    expect(implies(said(["equals", "a"], field), said(["<>", "b"], field))).toBe(false);
    expect(implies(said(["equals", "ab"], field), said(["containsString", "a"], field))).toBe(true);
  });
});

describe("conditions contradict each other", () => {
  const contradicts = (...all: readonly Written[]) => contradiction(all.map((one) => said(one))) !== undefined;

  it.each<[readonly Written[]]>([
    [
      [
        ["equals", "a"],
        ["equals", "b"],
      ],
    ],
    [
      [
        ["equals", "a"],
        ["<>", "a"],
      ],
    ],
    [
      [
        ["in", ["a", "b"]],
        ["<>", "a"],
        ["not in", ["b"]],
      ],
    ],
    [
      [
        ["containsString", "webshell"],
        ["not contains", "web"],
      ],
    ],
    [
      [
        [">", "80"],
        ["<", "60"],
      ],
    ],
    [
      [
        [">=", "80"],
        ["<", "80.0"],
      ],
    ],
    [[["BETWEEN", ["80", "60"]]]],
    [[["isNull"], ["containsString", "a"]]],
    [[["isNull"], ["isNotNull"]]],
  ])("%j", (all) => {
    expect(contradicts(...all)).toBe(true);
  });

  it.each<[string, readonly Written[]]>([
    [
      "both may be in one text",
      [
        ["containsString", "a"],
        ["containsString", "b"],
      ],
    ],
    [
      "capitals may not count",
      [
        ["equals", "a"],
        ["equals", "A"],
      ],
    ],
    [
      "the two may be one number",
      [
        ["equals", "5"],
        ["equals", "5.0"],
      ],
    ],
    [
      "both ends belong to it",
      [
        [">=", "80"],
        ["<=", "80"],
      ],
    ],
    ["texts may be in any order", [["BETWEEN", ["z", "a"]]]],
    [
      "a value may become the other",
      [
        ["equals", UNKNOWN],
        ["equals", "b"],
      ],
    ],
  ])("not where %s", (_why, all) => {
    expect(contradicts(...all)).toBe(false);
  });

  it("not where an entity may have both values", () => {
    const all = [said(["equals", "a"], "host.host_name"), said(["equals", "b"], "host.host_name")];
    expect(contradiction(all)).toBeUndefined();
  });
});

/** What a field may hold: texts in all their variants, numbers, and what is neither. */
const held = [
  ...["serious", "Serious", "SERIOUS", "remind", "web", "WEB", "webshell", "Webshell", "a webshell b", "shell", "木马"],
  ...["5", "5.0", "05", "4", "59", "60", "60.5", "70", "80", "81", "-1", "", "Ä", 5, 70, 80.5, true, null, undefined],
  ...[[], ["web"], {}, { a: 1 }],
];
const oneField = (condition: { readonly left: object }) => ({ ...condition, left: { value: "alert_name" } });

it(`what one implies holds wherever it holds, and it does not where that does not (seed ${seed})`, () => {
  let told = 0;
  const pairs = fc.array(items, { minLength: 6, maxLength: 12 }).map((lists) => lists.flat().map(oneField));
  const property = fc.property(pairs, (all) => {
    const ready = all.map((one) => ({ said: saidBy(one as never), test: conditionOf(one as never).test }));
    for (const one of ready) {
      for (const other of ready) {
        if (one === other || !implies(one.said, other.said)) continue;
        told++;
        for (const value of held) {
          const [first, second] = [one.test(value), other.test(value)];
          if (first === true) expect(second, JSON.stringify([one.said.item, other.said.item, value])).toBe(true);
          if (second === false) expect(first, JSON.stringify([one.said.item, other.said.item, value])).toBe(false);
        }
      }
    }
  });
  fc.assert(property, { seed, numRuns: 500 });
  expect(told).toBeGreaterThan(1_000);
});

it(`conditions that contradict each other never hold together (seed ${seed})`, () => {
  let told = 0;
  const property = fc.property(items, (list) => {
    const all = list.map(oneField);
    if (contradiction(all.map((one) => saidBy(one as never))) === undefined) return;
    told++;
    const tests = all.map((one) => conditionOf(one as never).test);
    for (const value of held) expect(tests.every((test) => test(value) === true)).toBe(false);
  });
  fc.assert(property, { seed, numRuns: 5_000 });
  expect(told).toBeGreaterThan(100);
});

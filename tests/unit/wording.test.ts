import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UNKNOWN } from "../../provider/unknown";
import { beginning, firstOf, quote, series, visible, word } from "../../provider/wording";

const family = "👩‍👩‍👧‍👦";
const characters = (text: string) => [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);

describe("the beginning of a text", () => {
  it("ends between whole characters, whatever the text is", () => {
    const text = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(family, "é", "🇨🇳", "漢")));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (parts, longest) => {
        const whole = parts.join("");
        const start = beginning(whole, longest);
        expect(whole.startsWith(start)).toBe(true);
        expect(characters(whole).slice(0, characters(start).length).join("")).toBe(start);
        expect(characters(start).length).toBeLessThanOrEqual(longest);
      }),
    );
  });

  it("is short, however many accents stand on one letter", () => {
    expect(beginning(`a${"\u0301".repeat(10_000)}`, 20).length).toBeLessThanOrEqual(80);
  });
});

describe("a value in a sentence", () => {
  it.each<[string, unknown, string]>([
    ["a text", 'say "no"', '"say \\"no\\""'],
    ["nothing", null, "nothing"],
    ["a structure", { a: [1] }, '{"a":[1]}'],
    ["what is known later", { a: UNKNOWN }, '{"a":"(known after apply)"}'],
    ["a long text", "x".repeat(500), `"${"x".repeat(120)}"…`],
    ["a long structure", ["x".repeat(500)], `["${"x".repeat(118)}…`],
    ["signs that turn the direction of writing", "a\u202eb\u200b", '"a\\u202eb\\u200b"'],
    ["line ends", "a\n\u2028b", '"a\\n\\u2028b"'],
    ["joined signs", `${family} می‌خواهم`, `"${family} می‌خواهم"`],
  ])("shows %s", (_what, value, shown) => {
    expect(quote(value)).toBe(shown);
  });

  it.each([
    ["host_uuid.host_name", "host_uuid.host_name"],
    ["@usr.id", "@usr.id"],
    ["字段", "字段"],
    ["is set", '"is set"'],
    ["", '""'],
    ['"a"', '"\\"a\\""'],
    ["a,b", '"a,b"'],
  ])("names %s so that it can be taken for nothing else", (name, shown) => {
    expect(word(name)).toBe(shown);
  });
});

describe("a list in a sentence", () => {
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

  it.each([
    [0, ""],
    [1, "0"],
    [2, "0 or 1"],
    [6, "0, 1, 2, 3, 4 or 5"],
    [7, "0, 1, 2, 3, 4 or 2 more"],
    [600, "0, 1, 2, 3, 4 or 595 more"],
  ])("of %i names the first ones and how many more there are", (count, shown) => {
    expect(series(numbers(count), String, "or")).toBe(shown);
  });

  it("puts nothing into words that it does not show", () => {
    const said: number[] = [];
    firstOf(numbers(600), (item) => {
      said.push(item);
      return "";
    });
    expect(said).toEqual([0, 1, 2, 3, 4]);
  });

  it("has no invisible signs, also beyond the first plane", () => {
    expect(visible("a\u{e0041}b")).toBe("a\\udb40\\udc41b");
  });
});

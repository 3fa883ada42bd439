import { describe, expect, test } from "vitest";
import { compilerOf } from "../../support/compiler";
import { checkout } from "../../support/project";

/** A property table, and below it edits that must not compile: what is replaced by what. */
const TABLE = `
import { type Filled, field, local, own, propertyTable, view } from "${checkout}/provider/lifecycle/rows";
import { digits, flag, oneOf, text } from "${checkout}/provider/lifecycle/value";
import { status } from "${checkout}/provider/resources/automate-response-config/values";

interface Args { name: string; size?: string; on?: boolean; place?: "here" | "there"; keep?: boolean }
interface Inputs extends Filled<Args, "on" | "place" | "keep"> { summary?: string }
interface Api {
  readonly request: { readonly Name: string; readonly Size?: string };
  readonly view: { readonly Place: string };
  readonly found: { readonly Name: string; readonly Size?: string; readonly Status: number };
  readonly updates: true;
}
const update = { action: "Update" };

export const things = propertyTable<Args, Inputs, Api>()({
  name: { type: text("a name"), wire: field("Name"), onChange: "update" },
  size: { type: digits("a size"), wire: field("Size"), onChange: "update", optional: true },
  on: { type: status, wire: own(update, "Status"), onChange: "update", default: true },
  place: { type: oneOf("here", "there"), wire: view("Place"), onChange: "replace", default: "here" },
  keep: { type: flag, wire: local, onChange: "none", default: false },
});
`;

const MISTAKES: readonly (readonly [mistake: string, right: string, wrong: string])[] = [
  [
    "a property without a row",
    'size: { type: digits("a size"), wire: field("Size"), onChange: "update", optional: true },',
    "",
  ],
  ["a row without a destination", 'wire: field("Size"), ', ""],
  ["a row without an effect of a change", 'wire: local, onChange: "none", ', "wire: local, "],
  ["a parameter that the API does not have", 'field("Size")', 'field("Sise")'],
  ["a value of another type than the parameter", 'type: digits("a size"), wire', "type: flag, wire"],
  [
    "a value of another type than the property",
    'type: flag, wire: local, onChange: "none"',
    'type: text("x"), wire: local, onChange: "none"',
  ],
  [
    "a sent property whose change is only remembered",
    'wire: field("Name"), onChange: "update"',
    'wire: field("Name"), onChange: "none"',
  ],
  [
    "a view that does not replace",
    'wire: view("Place"), onChange: "replace"',
    'wire: view("Place"), onChange: "update"',
  ],
  ["inputs that promise what no default gives", 'onChange: "none", default: false', 'onChange: "none", optional: true'],
  [
    "a default that the inputs do not promise",
    'onChange: "update", optional: true',
    'onChange: "update", default: "5"',
  ],
  [
    "a parameter of the API that no row carries",
    "readonly Size?: string }",
    "readonly Size?: string; readonly Kind: string }",
  ],
  ["a sent property that a read does not show", "readonly Size?: string; readonly Status", "readonly Status"],
  ["an input that nobody can write", "summary?: string }", "summary?: string; more?: string }"],
  ["a field that a read does not show", 'own(update, "Status")', 'own(update, "State")'],
];

const errorsOf = compilerOf("tests/unit/lifecycle/a-table.ts");

describe("a property table", () => {
  test("compiles when everything fits", () => {
    expect(errorsOf(TABLE)).toEqual([]);
  });

  test.each(MISTAKES)("does not compile with %s", (_mistake, right, wrong) => {
    expect(TABLE).toContain(right);
    expect(errorsOf(TABLE.replace(right, wrong))).not.toEqual([]);
  });
});

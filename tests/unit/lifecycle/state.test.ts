import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { CommonInputs, Kind } from "../../../provider/lifecycle/kind";
import { field, local } from "../../../provider/lifecycle/rows";
import { inputsOf, withoutUndefined, withSummary } from "../../../provider/lifecycle/state";
import { plain, timeouts } from "../../../provider/lifecycle/value";

interface Inputs extends CommonInputs {
  colour: string;
  size?: { width?: number };
}

interface State extends Inputs {
  madeAt: string;
}

const unused = async (): Promise<never> => {
  throw new Error("no verb is called here");
};

const kind: Kind<Inputs, State> = {
  name: "Thing",
  properties: {
    colour: { type: plain(v.string()), wire: field("Colour"), onChange: "update" },
    size: {
      type: plain(v.object({ width: v.optional(v.number()) })),
      wire: field("Size"),
      optional: true,
      onChange: "update",
    },
    timeouts: { type: timeouts, wire: local, optional: true, onChange: "none" },
  },
  replacement: "delete-first",
  summarize: ({ colour }) => `A ${colour} thing.`,
  create: unused,
  read: unused,
  update: unused,
  delete: unused,
};

const recorded: State = { colour: "red", madeAt: "today", summary: "As it was worded once." };

describe("withoutUndefined", () => {
  test("drops undefined at every depth and keeps null, false, 0 and empty values", () => {
    const value = {
      a: undefined,
      b: [{ c: undefined, d: null }, [], ""],
      e: { f: undefined },
      g: 0,
      h: false,
    };
    expect(withoutUndefined(value)).toStrictEqual({ b: [{ d: null }, [], ""], e: {}, g: 0, h: false });
  });

  test("keeps the places of a list", () => {
    expect(withoutUndefined(["a", { b: undefined }, "c"])).toStrictEqual(["a", {}, "c"]);
  });
});

describe("inputsOf", () => {
  test("the properties of the table and the summary, nothing undefined, no output", () => {
    expect(inputsOf(kind, { ...recorded, size: { width: undefined } })).toStrictEqual({
      colour: "red",
      size: {},
      summary: "As it was worded once.",
    });
  });
});

describe("withSummary", () => {
  test("what did not drift keeps its sentence, also when an output changed", () => {
    const found = { ...recorded, madeAt: "yesterday", size: undefined };
    expect(withSummary(kind, recorded, found)).toStrictEqual(found);
  });

  test("what drifted is described anew", () => {
    expect(withSummary(kind, recorded, { ...recorded, colour: "blue" }).summary).toBe("A blue thing.");
  });
});

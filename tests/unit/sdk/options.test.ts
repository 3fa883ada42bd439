import type * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { AutomateResponseConfig, type AutomateResponseConfigArgs } from "../../../sdk";
import { mocked } from "../../support/mocked";

mocked();

/** The options that a rule is registered with. */
function optionsOf(name: string, given: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  let seen: pulumi.CustomResourceOptions = {};
  const look: pulumi.ResourceTransformation = ({ opts }) => {
    seen = opts;
    return undefined;
  };
  new AutomateResponseConfig(name, {} as AutomateResponseConfigArgs, { ...given, transformations: [look] });
  return seen;
}

test.each([
  ["not given", {}, true],
  ["undefined, as a component hands on what it was not given", { deleteBeforeReplace: undefined }, true],
  ["false", { deleteBeforeReplace: false }, false],
] as const)(
  "the old rule goes first, unless the program says otherwise: deleteBeforeReplace %s",
  (what, given, expected) => {
    expect(optionsOf(what, given).deleteBeforeReplace).toBe(expected);
  },
);

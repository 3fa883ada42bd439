import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";
import type { Row } from "../../../provider/lifecycle/rows";
import { kinds } from "../../../provider/resources";
import { AutomateResponseConfig, OnceTask, OperationTask, SoarStrategyTask, SoarStrategyTaskState } from "../../../sdk";

const classes = { AutomateResponseConfig, OnceTask, OperationTask, SoarStrategyTask, SoarStrategyTaskState };

let registered: Record<string, unknown> = {};

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => {
      registered = inputs;
      return { id: name, state: inputs };
    },
    call: () => ({}),
  }),
);

const names = Object.keys(kinds) as (keyof typeof kinds)[];

// With `--run-program` a refresh compares what the class sends with what check has made of it.
test.each(names)("%s sends the defaults that are the same everywhere", async (name) => {
  const Resource = classes[name] as unknown as new (name: string, args: object) => pulumi.Resource;
  const { urn } = new Resource(name, {});
  await new Promise((resolve) => urn.apply(resolve));
  const { __provider, __urn, ...sent } = registered;
  const rows = Object.entries<Row>(kinds[name].properties);
  const constants = rows.filter(([, row]) => !["undefined", "object", "function"].includes(typeof row.default));
  expect(sent).toEqual(Object.fromEntries(constants.map(([property, row]) => [property, row.default])));
});

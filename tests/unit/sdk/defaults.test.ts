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

/** What a class that is given nothing sends, and the resource. */
async function made(name: keyof typeof kinds, opts: pulumi.CustomResourceOptions = {}) {
  const Resource = classes[name] as unknown as new (name: string, args: object, opts: object) => pulumi.Resource;
  const resource = new Resource(name, {}, opts);
  await new Promise((resolve) => resource.urn.apply(resolve));
  const { __provider, __urn, __secret, __ignored, ...sent } = registered;
  return { sent, resource };
}

/** The defaults of a kind that are the same everywhere: of what calls send, and of what none sends. */
function constants(name: keyof typeof kinds) {
  const rows = Object.entries<Row>(kinds[name].properties);
  const same = rows.filter(([, row]) => !["undefined", "object", "function"].includes(typeof row.default));
  const of = (isLocal: boolean) =>
    same.flatMap(([property, { wire, default: value }]) =>
      (wire.local === true) === isLocal ? [[property, value]] : [],
    );
  return { ofSent: Object.fromEntries(of(false)), ofLocal: Object.fromEntries(of(true)) };
}

// With `--run-program` a refresh compares what the class sends with what check has made of it.
test.each(names)("%s sends the defaults of what calls send, and holds the others as outputs", async (name) => {
  const { sent, resource } = await made(name);
  const { ofSent, ofLocal } = constants(name);
  expect(sent).toEqual(ofSent);
  const outputs = Object.keys(ofLocal).map((property) => [property, (resource as never)[property]]);
  const held = pulumi.output(Object.fromEntries(outputs));
  expect(await new Promise((resolve) => held.apply(resolve))).toEqual(ofLocal);
});

test.each([
  ["changes of one of them are ignored", { ignoreChanges: ["onDelete"] }],
  ["a transformation may change them", { transformations: [() => undefined] }],
])(
  "what no call sends is sent to the engine where %s, as the class cannot know what it will hold",
  async (_why, opts) => {
    const { sent } = await made("AutomateResponseConfig", opts);
    expect(sent).toMatchObject(constants("AutomateResponseConfig").ofLocal);
  },
);

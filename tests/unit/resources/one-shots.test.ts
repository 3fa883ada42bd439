import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { check } from "../../../provider/lifecycle/check";
import { type Difference, diff } from "../../../provider/lifecycle/diff";
import type { CommonInputs, Kind } from "../../../provider/lifecycle/kind";
import { onceTask } from "../../../provider/resources/once-task/verbs";
import { operationTask } from "../../../provider/resources/operation-task/verbs";

const config: Config = { region: "cn-hangzhou", maxCallsPerSecond: 10, readTimeout: 60_000 };

type Program = Readonly<Record<string, unknown>>;

/** Another way to write a program, or to have it recorded, that means the same; undefined where it does not apply. */
type Rewording = (program: Program) => Program | undefined;

/** An edit that changes what runs. */
type Edit = (program: Program) => Program;

const word = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
const triggers = fc.option(fc.dictionary(word, word, { noNullPrototype: true }), { nil: undefined });
const listOf = (program: Program, name: string) => program[name] as readonly object[] | undefined;
const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());
const rerun: Edit = (program) => ({ ...program, triggers: { ...(program.triggers as object), again: "yes" } });

/** What a program gives of what is optional. */
function given(program: Program): Program {
  return Object.fromEntries(Object.entries(program).filter(([, value]) => value !== undefined));
}

const withoutTriggers: Rewording = ({ triggers: old, ...rest }) =>
  Object.keys((old as object) ?? {}).length === 0
    ? { ...rest, triggers: old === undefined ? {} : undefined }
    : undefined;

interface OneShot {
  readonly kind: Kind<CommonInputs, CommonInputs>;
  readonly program: fc.Arbitrary<Program>;
  readonly rewordings: Readonly<Record<string, Rewording>>;
  readonly edits: Readonly<Record<string, Edit>>;
}

const repair: OneShot = {
  kind: operationTask as unknown as OneShot["kind"],
  program: fc
    .record({
      checkId: fc.maxSafeNat(),
      type: fc.constant("REPAIR"),
      dimensionType: fc.constantFrom("INSTANCE", "CHECK_ID", undefined),
      operationTaskInstances: fc.uniqueArray(
        fc.record({ instanceId: word, regionId: word }, { noNullPrototype: true }),
        {
          minLength: 1,
          selector: ({ instanceId }) => instanceId,
        },
      ),
      repairTempParam: fc.option(
        fc.uniqueArray(fc.record({ name: word, value: fc.string() }, { noNullPrototype: true }), {
          minLength: 1,
          selector: ({ name }) => name,
        }),
        { nil: undefined },
      ),
      triggers,
    })
    .map(given),
  rewordings: {
    "instances in another order": (program) => ({
      ...program,
      operationTaskInstances: listOf(program, "operationTaskInstances")?.toReversed(),
    }),
    "instances in another key order": (program) => ({
      ...program,
      operationTaskInstances: listOf(program, "operationTaskInstances")?.map(reversed),
    }),
    "parameters in another order": (program) =>
      listOf(program, "repairTempParam") && {
        ...program,
        repairTempParam: listOf(program, "repairTempParam")?.toReversed(),
      },
    "INSTANCE written out or left out": ({ dimensionType, ...rest }) => {
      if (dimensionType === "CHECK_ID") return undefined;
      return dimensionType === undefined ? { ...rest, dimensionType: "INSTANCE" } : rest;
    },
    "no trigger, or none given": withoutTriggers,
    "digits for a number": (program) => ({ ...program, checkId: String(program.checkId) }),
  },
  edits: {
    "another check item": (program) => ({ ...program, checkId: Number(program.checkId) === 7 ? 8 : 7 }),
    "another instance": (program) => ({
      ...program,
      operationTaskInstances: [...(listOf(program, "operationTaskInstances") ?? []), { instanceId: "Another" }],
    }),
    "another parameter": (program) => ({
      ...program,
      repairTempParam: [...(listOf(program, "repairTempParam") ?? []), { name: "Another", value: "" }],
    }),
    "another dimension": (program) => ({
      ...program,
      dimensionType: program.dimensionType === "CHECK_ID" ? "INSTANCE" : "CHECK_ID",
    }),
    "another trigger": rerun,
  },
};

const paramOf = ({ param }: Program) => param as { readonly uuids?: string };

const scan: OneShot = {
  kind: onceTask as unknown as OneShot["kind"],
  program: fc
    .record({
      taskType: fc.constantFrom("CLIENT_PROBLEM_CHECK", "ASSETS_COLLECTION"),
      taskName: fc.option(word, { nil: undefined }),
      param: fc.record(
        { mode: fc.nat(), problemType: word, uuids: fc.uniqueArray(word, { minLength: 1 }).map((list) => list.join()) },
        { noNullPrototype: true, requiredKeys: [] },
      ),
      triggers,
    })
    .map(given),
  rewordings: {
    "the default name written out or left out": ({ taskName, ...rest }) => {
      if (taskName !== undefined) return undefined;
      return { ...rest, taskName: rest.taskType };
    },
    "parameters in another key order, as text": (program) => ({
      ...program,
      param: JSON.stringify(reversed(paramOf(program))),
    }),
    "servers in another order, with blanks and twice": (program) => {
      const { uuids, ...rest } = paramOf(program);
      const list = uuids?.split(",") ?? [];
      return uuids === undefined
        ? undefined
        : { ...program, param: { ...rest, uuids: [...list.reverse(), list[0], ""].join(" , ") } };
    },
    "no trigger, or none given": withoutTriggers,
  },
  edits: {
    "another type": (program) => ({ ...program, taskType: "IMAGE_SCAN" }),
    "another name": (program) => ({ ...program, taskName: "Another" }),
    "another mode": (program) => ({ ...program, param: { ...paramOf(program), mode: -1 } }),
    "another server": (program) => ({
      ...program,
      param: { ...paramOf(program), uuids: `${paramOf(program).uuids},Another` },
    }),
    "another trigger": rerun,
  },
};

function stored({ kind }: OneShot, program: Program): CommonInputs {
  const { inputs, failures } = check(kind, config, program);
  expect(failures).toEqual([]);
  return JSON.parse(JSON.stringify(inputs));
}

const nothing: Difference = { updates: [], replaces: [], remembers: [] };

describe.each([
  ["repair", repair],
  ["scan", scan],
])("two programs of a %s", (_what, oneShot) => {
  const { kind, program, rewordings, edits } = oneShot;

  it.each(Object.entries(rewordings))("that mean the same never run again: %s", (_how, reword) => {
    fc.assert(
      fc.property(program, (before) => {
        const after = reword(before);
        if (after === undefined) return;
        const [first, second] = [stored(oneShot, before), stored(oneShot, after)];
        expect(diff(kind, config, first, second)).toEqual(nothing);
        expect(diff(kind, config, second, first)).toEqual(nothing);
      }),
    );
  });

  it("that mean the same in several ways at once never run again", () => {
    const ways = fc.shuffledSubarray(Object.values(rewordings));
    fc.assert(
      fc.property(program, ways, (before, chosen) => {
        const after = chosen
          .filter((reword) => reword !== rewordings["parameters in another key order, as text"])
          .reduce((known, reword) => reword(known) ?? known, before);
        expect(diff(kind, config, stored(oneShot, before), stored(oneShot, after))).toEqual(nothing);
      }),
    );
  });

  it("one of which was recorded as it was written, by an earlier release, never run again", () => {
    fc.assert(
      fc.property(program, (written) => {
        const first = stored(oneShot, written);
        const { checkId, ...asWritten } = written;
        const recorded = { ...first, ...asWritten, ...(checkId === undefined ? {} : { checkId: String(checkId) }) };
        expect(diff(kind, config, recorded, first)).toEqual(nothing);
      }),
    );
  });

  it.each(Object.entries(edits))("that differ always do: %s", (_how, edit) => {
    fc.assert(
      fc.property(program, (before) => {
        const { replaces } = diff(kind, config, stored(oneShot, before), stored(oneShot, edit(before)));
        expect(replaces).not.toEqual([]);
      }),
    );
  });
});

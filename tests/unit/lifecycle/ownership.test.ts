import { describe, expect, test } from "vitest";
import { type Creating, Ownership } from "../../../provider/lifecycle/ownership";
import { PartialFailure } from "../../../provider/lifecycle/partial-failure";
import { ALONE } from "../../../provider/lifecycle/registry";
import { sharedRegistry } from "../../support/registry";
import { SimulatedClock } from "../../support/simulated-clock";

const KIND = "Rule";
const context = { clock: new SimulatedClock(), signal: new AbortController().signal };

const alone = () => new Ownership(sharedRegistry()());
const urnOf = (name: string) => `organization/urn:pulumi:prod::rules::Kind::${name}`;
const rule = (name: string, more: object = {}): Creating => {
  return { kind: KIND, inputs: { name, ...more }, key: `"${name}"`, title: `"${name}"` };
};
const made = (id: string) => async () => ({ id });

/** What check and diff tell of a resource that the state has. */
function keep(ownership: Ownership, resource: string, id: string, inputs: { readonly name: string }): void {
  ownership.checked(KIND, inputs, { urn: urnOf(resource), autoNamed: false, isNew: false });
  ownership.recorded({ kind: KIND, id }, inputs, `"${inputs.name}"`);
}

/** What check tells of a resource that the state does not have. */
function isNew(ownership: Ownership, resource: string, inputs: object, autoNamed = false): void {
  ownership.checked(KIND, inputs, { urn: urnOf(resource), autoNamed, isNew: true });
}

describe("a creation", () => {
  test("is for one resource; the error names kind, title, id and, where it is known, the resource", async () => {
    const ownership = alone();
    await ownership.create(context, rule("block"), made("1"));
    await expect(ownership.create(context, rule("block", { on: true }), made("2"))).rejects.toThrow(
      'Rule "block" is declared twice: another resource of this deployment already is 1. Remove one of the two, or give',
    );
    isNew(ownership, "first", { name: "allow" });
    await ownership.create(context, rule("allow"), made("3"));
    await expect(ownership.create(context, rule("allow", { on: true }), made("4"))).rejects.toThrow(
      'Rule "allow" is declared twice: resource "first" already is 3.',
    );
  });

  test("does not matter to another key and another kind", async () => {
    const ownership = alone();
    await ownership.create(context, rule("block"), made("1"));
    await expect(ownership.create(context, rule("other"), made("2"))).resolves.toEqual({ id: "2" });
    await expect(ownership.create(context, { ...rule("block"), kind: "Task" }, made("3"))).resolves.toEqual({
      id: "3",
    });
  });

  test("waits for one of the same key that is under way, and does not run after it", async () => {
    const ownership = alone();
    const first = Promise.withResolvers<{ id: string }>();
    const running = ownership.create(context, rule("block"), () => first.promise);
    let ran = false;
    const second = ownership.create(context, rule("block"), async () => {
      ran = true;
      return { id: "2" };
    });
    first.resolve({ id: "1" });
    await expect(second).rejects.toThrow("already is 1");
    expect(await running).toEqual({ id: "1" });
    expect(ran).toBe(false);
  });

  test("that failed lets one of those go on that wait", async () => {
    const ownership = alone();
    const results = await Promise.allSettled([
      ownership.create(context, rule("block"), async () => {
        throw new Error("refused");
      }),
      ownership.create(context, rule("block"), made("2")),
      ownership.create(context, rule("block"), made("3")),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected"]);
    expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining("already is 2") } });
  });

  test("that failed after the cloud accepted it keeps what it made", async () => {
    const ownership = alone();
    const fails = async () => {
      throw new PartialFailure("1", {}, new Error("not confirmed"));
    };
    await expect(ownership.create(context, rule("block"), fails)).rejects.toThrow("not confirmed");
    await expect(ownership.create(context, rule("block", { on: true }), made("2"))).rejects.toThrow("already is 1");
    expect(ownership.holder({ kind: KIND, id: "1" })).toMatchObject({ by: "created" });
  });
});

describe("a creation in another process of the deployment", () => {
  /** Two processes, in the first of which a creation is under way that ends as the test says. */
  const underWay = (centres: readonly [string, string] = ["cn-hangzhou", "cn-hangzhou"]) => {
    const join = sharedRegistry();
    const [one, other] = [new Ownership(join(), centres[0]), new Ownership(join(), centres[1])];
    const ends = Promise.withResolvers<{ id: string }>();
    isNew(one, "first", { name: "block" });
    const first = one.create(context, rule("block"), () => ends.promise);
    return { one, other, first, ends };
  };
  const never = () => Promise.reject(new Error("it was sent"));

  test("waits for the end of one of the same key, and is declared twice", async () => {
    const { other, first, ends } = underWay();
    const second = expect(other.create(context, rule("block"), never)).rejects.toThrow(
      'Rule "block" is declared twice: resource "first" already is 1.',
    );
    ends.resolve({ id: "1" });
    await Promise.all([first, second]);
  });

  test("goes on when that one has failed", async () => {
    const { other, first, ends } = underWay();
    const second = other.create(context, rule("block"), made("2"));
    ends.reject(new Error("refused"));
    await expect(first).rejects.toThrow("refused");
    expect(await second).toEqual({ id: "2" });
  });

  test("gives up at its own deadline, and has sent nothing", async () => {
    const { other, first, ends } = underWay();
    const limited = { ...context, deadline: context.clock.now() + 60_000 };
    await expect(other.create(limited, rule("block"), never)).rejects.toThrow(
      'Rule "block" was not created: another resource of this deployment was still creating the same. Remove one of',
    );
    ends.resolve({ id: "1" });
    await first;
  });

  test("does not wait for one of another key, data-management centre or account", async () => {
    const { other, first, ends } = underWay(["cn-hangzhou", "ap-southeast-1"]);
    expect(await other.create(context, rule("block"), made("2"))).toEqual({ id: "2" });
    ends.resolve({ id: "1" });
    await first;
    const join = sharedRegistry();
    const [ours, theirs] = [new Ownership(join()), new Ownership(join())];
    [ours.account, theirs.account] = ["11", "22"];
    await ours.create(context, rule("block"), made("1"));
    expect(await theirs.create(context, rule("block"), made("2"))).toEqual({ id: "2" });
    expect(await theirs.create(context, rule("allow"), made("3"))).toEqual({ id: "3" });
  });

  test("is told of a key by its digest alone", async () => {
    const said: string[] = [];
    const registry = { ...ALONE, queue: (key: string) => ALONE.queue(said[said.push(key) - 1] ?? "") };
    await new Ownership(registry).create(context, rule("block"), made("1"));
    expect(said).toEqual([expect.stringMatching(/^[0-9a-f]{16}$/)]);
  });
});

describe("a second creation of the same resource, which an engine tries after a failure", () => {
  const begunOf = async (ownership: Ownership, creating: Creating) => {
    let begun: string | undefined;
    await ownership.create(context, creating, async (earlier) => {
      begun = earlier?.id;
      return { id: begun ?? "new" };
    });
    return begun;
  };

  test.each(["1", undefined])("goes on with what the first made, with key %s", async (key) => {
    const ownership = alone();
    isNew(ownership, "scan", { name: "scan" });
    const creating = { ...rule("scan"), key };
    expect(await begunOf(ownership, creating)).toBeUndefined();
    expect(await begunOf(ownership, creating)).toBe("new");
    expect(await begunOf(ownership, creating)).toBe("new");
  });

  test("is not that of another resource with the same inputs", async () => {
    const ownership = alone();
    isNew(ownership, "first", { name: "scan" });
    await ownership.create(context, rule("scan"), made("1"));
    isNew(ownership, "second", { name: "scan" });
    await expect(ownership.create(context, rule("scan"), made("2"))).rejects.toThrow("already is 1");
    const keyless = { ...rule("scan"), key: undefined };
    expect(await begunOf(ownership, keyless)).toBeUndefined();
  });
});

describe("what is held", () => {
  test("is what was created, and what is recorded and stays, until it is released", async () => {
    const ownership = alone();
    await ownership.create(context, rule("block"), made("1"));
    keep(ownership, "allow", "2", { name: "allow" });
    expect(["1", "2", "3"].map((id) => ownership.holder({ kind: KIND, id })?.by)).toEqual([
      "created",
      "recorded",
      undefined,
    ]);
    expect(ownership.holder({ kind: "Task", id: "1" })).toBeUndefined();
    ownership.release({ kind: KIND, id: "2" });
    expect(ownership.holder({ kind: KIND, id: "2" })).toBeUndefined();
  });

  test("is not what a refresh compares, before any check", () => {
    const ownership = alone();
    ownership.recorded({ kind: KIND, id: "1" }, { name: "block" }, '"block"');
    expect(ownership.holder({ kind: KIND, id: "1" })).toBeUndefined();
  });

  test("is not what is compared because it depends on something, while others are checked", () => {
    const ownership = alone();
    isNew(ownership, "other", { name: "other" });
    ownership.recorded({ kind: KIND, id: "1" }, { name: "block" }, '"block"');
    expect(ownership.holder({ kind: KIND, id: "1" })).toBeUndefined();
  });

  test("is not what is being replaced, of several resources with the same inputs", () => {
    const ownership = alone();
    keep(ownership, "first", "1", { name: "scan" });
    keep(ownership, "second", "2", { name: "scan" });
    isNew(ownership, "first", { name: "scan" });
    expect(["1", "2"].map((id) => ownership.holder({ kind: KIND, id })?.urn)).toEqual([undefined, urnOf("second")]);
  });

  test("is known to the other processes of the deployment", async () => {
    const join = sharedRegistry();
    const [one, other] = [new Ownership(join()), new Ownership(join())];
    keep(one, "block", "1", { name: "block" });
    await one.create(context, rule("allow"), made("2"));
    expect(["1", "2"].map((id) => other.holder({ kind: KIND, id })?.id)).toEqual(["1", "2"]);
    one.release({ kind: KIND, id: "2" });
    expect(other.holder({ kind: KIND, id: "2" })).toBeUndefined();
  });

  test("by two resources is an error that names both", () => {
    const ownership = alone();
    keep(ownership, "first", "1", { name: "block" });
    expect(() => keep(ownership, "second", "1", { name: "block" })).toThrow(
      'Rule "block" is declared twice: resource "first" already is 1.',
    );
  });

  test("by the creation of another resource is an error for the one that has it recorded", async () => {
    const ownership = alone();
    isNew(ownership, "second", { name: "block" });
    await ownership.create(context, rule("block"), made("1"));
    expect(() => keep(ownership, "first", "1", { name: "block" })).toThrow('resource "second" already is 1');
  });

  test("is told by what it will be called, too", async () => {
    const join = sharedRegistry();
    const [one, other] = [new Ownership(join()), new Ownership(join())];
    keep(one, "first", "1", { name: "after" });
    expect(one.namesake(KIND, '"after"', "1")).toBeUndefined();
    expect(one.namesake(KIND, '"after"', "2")).toMatchObject({ id: "1", urn: urnOf("first") });
    expect(other.namesake(KIND, '"after"')).toMatchObject({ id: "1" });
    expect(other.namesake("Task", '"after"')).toBeUndefined();
  });
});

describe("a name", () => {
  test("is known to be made by the provider only in the process that checked it", () => {
    const ownership = alone();
    isNew(ownership, "block", { name: "block-1234567" }, true);
    isNew(ownership, "allow", { name: "allow" });
    const names = ["block-1234567", "allow", "other"];
    expect(names.map((name) => ownership.isAutoNamed(KIND, { name }))).toEqual([true, false, false]);
    expect(alone().isAutoNamed(KIND, { name: "block-1234567" })).toBe(false);
  });
});

test("the same id in another centre or account is another thing", () => {
  const ownership = new Ownership(sharedRegistry()());
  const here = { kind: KIND, id: "1", account: "11", centre: "cn-hangzhou" };
  ownership.checked(KIND, { name: "a" }, { urn: urnOf("a"), autoNamed: false, isNew: false });
  ownership.recorded(here, { name: "a" }, '"a"');
  expect(ownership.holder({ ...here, centre: "ap-southeast-1" })).toBeUndefined();
  expect(ownership.holder({ ...here, account: "22" })).toBeUndefined();
  expect(ownership.holder({ kind: KIND, id: "1" })).toMatchObject(here);
  ownership.release({ ...here, centre: "ap-southeast-1" });
  expect(ownership.holder(here)).toMatchObject(here);
});

test("what is replaced because the program says so is not taken over by what replaces it either", () => {
  const ownership = alone();
  keep(ownership, "block", "1", { name: "block" });
  // As with `replaceOnChanges`: after a comparison that knows of no replacement, a check without what is recorded.
  isNew(ownership, "block", { name: "block" });
  expect(ownership.isTaken({ kind: KIND, id: "1" })).toBe(true);
  expect(ownership.holder({ kind: KIND, id: "1" })).toBeUndefined();
});

test("what is being replaced is not taken over by what replaces it, and is deleted like any other", () => {
  const ownership = new Ownership(sharedRegistry()());
  ownership.replacing({ kind: KIND, id: "1" });
  expect(ownership.isTaken({ kind: KIND, id: "1" })).toBe(true);
  expect(ownership.isTaken({ kind: KIND, id: "2" })).toBe(false);
  expect(ownership.holder({ kind: KIND, id: "1" })).toBeUndefined();
});

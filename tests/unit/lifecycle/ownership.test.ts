import { describe, expect, test } from "vitest";
import { Ownership } from "../../../provider/lifecycle/ownership";
import { PartialFailure } from "../../../provider/lifecycle/partial-failure";

const KIND = "Rule";
const create = (claims: Ownership, id: string, name = "block") => claims.create(KIND, name, async () => ({ id }));

describe("Ownership", () => {
  test("a name is created once; the error names kind, name and id", async () => {
    const claims = new Ownership();
    await create(claims, "1", '"block" (cn-hangzhou)');
    await expect(create(claims, "2", '"block" (cn-hangzhou)')).rejects.toThrow(
      'Rule "block" (cn-hangzhou) is declared twice: another resource of this deployment already is 1.',
    );
  });

  test("other names and other kinds do not matter", async () => {
    const claims = new Ownership();
    await create(claims, "1");
    await expect(create(claims, "2", "other")).resolves.toEqual({ id: "2" });
    await expect(claims.create("Task", "block", async () => ({ id: "3" }))).resolves.toEqual({ id: "3" });
  });

  test("a second creation waits for the first, and does not run after it", async () => {
    const claims = new Ownership();
    const first = Promise.withResolvers<{ id: string }>();
    const running = claims.create(KIND, "block", () => first.promise);
    let ran = false;
    const second = claims.create(KIND, "block", async () => {
      ran = true;
      return { id: "2" };
    });
    first.resolve({ id: "1" });
    await expect(second).rejects.toThrow("already is 1");
    expect(await running).toEqual({ id: "1" });
    expect(ran).toBe(false);
  });

  test("after a failure the name is free again, for one of those who wait", async () => {
    const claims = new Ownership();
    const results = await Promise.allSettled([
      claims.create(KIND, "block", async () => {
        throw new Error("refused");
      }),
      create(claims, "2"),
      create(claims, "3"),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected"]);
    expect(results[2]).toMatchObject({ reason: { message: expect.stringContaining("already is 2") } });
  });

  test("after a partial failure the name is taken: the cloud accepted it", async () => {
    const claims = new Ownership();
    const failed = claims.create(KIND, "block", async () => {
      throw new PartialFailure("1", {}, new Error("not confirmed"));
    });
    await expect(failed).rejects.toThrow("not confirmed");
    await expect(create(claims, "2")).rejects.toThrow("already is 1");
    expect(claims.holds(KIND, "1")).toBe(true);
  });

  test("what was created here is told from what was recorded before", async () => {
    const claims = new Ownership();
    await create(claims, "1");
    claims.hold(KIND, "2");
    expect([claims.created(KIND, "1"), claims.created(KIND, "2")]).toEqual([true, false]);
  });

  test("an id is held from creation or from what is recorded, until it is released", async () => {
    const claims = new Ownership();
    await create(claims, "1");
    claims.hold(KIND, "2");
    expect([claims.holds(KIND, "1"), claims.holds(KIND, "2"), claims.holds("Task", "1")]).toEqual([true, true, false]);
    claims.release(KIND, "2");
    expect(claims.holds(KIND, "2")).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { afterAcceptance, PartialFailure } from "../../../provider/lifecycle/partial-failure";

const failing = (id: string, state: object, error: unknown) =>
  afterAcceptance(id, state, async () => {
    throw error;
  });

describe("afterAcceptance", () => {
  test("what succeeds passes through", async () => {
    await expect(afterAcceptance("1", {}, async () => "done")).resolves.toBe("done");
  });

  test("what fails keeps the id, the state, and the reason", async () => {
    const cause = new Error("not confirmed");
    await expect(failing("204859012345678901", { name: "block" }, cause)).rejects.toMatchObject({
      name: "PartialFailure",
      id: "204859012345678901",
      state: { name: "block" },
      message: "not confirmed",
      cause,
    });
  });

  test("a reason that is no Error becomes the message", async () => {
    await expect(failing("1", {}, "closed")).rejects.toThrow("closed");
  });

  test("a partial failure inside keeps what it knows", async () => {
    const inner = new PartialFailure("1", { confirmed: true }, new Error("no status"));
    await expect(failing("1", { confirmed: false }, inner)).rejects.toBe(inner);
  });
});

import { expect, test } from "vitest";
import { type Outcome, TransportError } from "../../../provider/api/calls/errors";
import { type Attempt, Queue } from "../../../provider/api/collections/queue";
import { createContext } from "../../../provider/api/context";
import { SimulatedClock } from "../../support/simulated-clock";

const lost = (outcome: Outcome) => new TransportError({ operation: "Generate", code: "X", message: "lost", outcome });

/** Takes a place in a queue by attempts that come out as told. */
function take(...attempts: (Attempt | Error)[]): Promise<string> {
  const config = { maxCallsPerSecond: 10, readTimeout: 1_000 };
  const context = createContext({ config, clock: new SimulatedClock(), log: () => {} });
  return new Queue().take(context.within(600_000), "scan", async () => {
    const next = attempts.shift();
    if (next === undefined || next instanceof Error) throw next;
    return next;
  });
}

test("a wait for a free place outlasts attempts that were not sent", async () => {
  expect(await take({ blocked: "full" }, lost("unsent"), lost("unsent"), { id: "1" })).toBe("1");
});

test("the first attempt that is not sent is an error, and so is one that may have acted", async () => {
  await expect(take(lost("unsent"), { id: "1" })).rejects.toThrow("lost");
  await expect(take({ blocked: "full" }, lost("unknown"), { id: "1" })).rejects.toThrow("lost");
  await expect(take({ blocked: "full" }, lost("refused"), { id: "1" })).rejects.toThrow("lost");
});

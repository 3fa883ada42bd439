import { describe, expect, test } from "vitest";
import { createContext } from "../../../provider/api/context";
import { SimulatedClock } from "../../support/simulated-clock";

const config = { maxCallsPerSecond: 10, readTimeout: 1_000 };

describe("Context", () => {
  test("within sets a deadline on the clock, and never a later one than there is", () => {
    const clock = new SimulatedClock();
    const context = createContext({ config, clock });
    const verb = context.within(60_000);
    expect(context.deadline).toBeUndefined();
    expect(verb.deadline).toBe(clock.now() + 60_000);
    expect(verb.within(5_000).deadline).toBe(clock.now() + 5_000);
    expect(verb.within(3_600_000).deadline).toBe(verb.deadline);
  });

  test("shared things are made once, with the context that has no deadline", () => {
    const context = createContext({ config, clock: new SimulatedClock() });
    expect(context.within(1_000).collections).toBe(context.collections);
  });

  test("a mistyped region that both endpoints let pass is told at once, one that is known is not", () => {
    const endpoints = { sasEndpoint: "http://127.0.0.1:1", cloudSiemEndpoint: "http://127.0.0.1:1" };
    const lines: string[] = [];
    for (const region of ["cn-hangzou", "cn-hangzhou"])
      createContext({ config: { ...config, ...endpoints, region }, log: (line) => lines.push(line) });
    expect(lines).toEqual([
      expect.stringContaining('warning: The region "cn-hangzou" is unknown: did you mean cn-hang'),
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { Poller } from "../../../provider/api/collections/poller";
import { createContext } from "../../../provider/api/context";
import { SimulatedClock } from "../../support/simulated-clock";

/** A listing that says how long it has been polled, and waits for tasks that end after so many seconds. */
function polled() {
  const clock = new SimulatedClock();
  const start = clock.now();
  const lines: string[] = [];
  const context = createContext({
    config: { maxCallsPerSecond: 10, readTimeout: 1_000 },
    clock,
    log: (line) => void lines.push(line),
  });
  const polls: number[] = [];
  const poller = new Poller(async () => {
    const seconds = (clock.now() - start) / 1_000;
    polls.push(seconds);
    return seconds;
  });
  const wait = (end: number, within = 3_600_000) =>
    poller.until(context.within(within), {
      title: `task of ${end} s`,
      judge: (seconds) => (seconds >= end ? { ended: seconds } : { pending: seconds < 5 ? "new" : "old" }),
      resume: "Wait again.",
    });
  return { clock, context, lines, polls, wait };
}

describe("Poller", () => {
  test("polls at growing intervals, up to 15 seconds, and reports changes only", async () => {
    const { wait, polls, lines } = polled();
    expect(await wait(50)).toBe(56.375);
    expect(polls).toEqual([2, 5, 9.5, 16.25, 26.375, 41.375, 56.375]);
    expect(lines).toEqual(["task of 50 s: new (2 s)", "task of 50 s: old (5 s)", "task of 50 s: ended (56 s)"]);
  });

  test("shares polls among all who wait, also with those who join during a poll", async () => {
    const { context } = polled();
    let polls = 0;
    let joined: Promise<number> | undefined;
    const until = (poll: number) =>
      poller.until<number>(context, {
        title: "poll",
        judge: (count) => (count >= poll ? { ended: count } : { pending: "more" }),
        resume: "",
      });
    const poller: Poller<number> = new Poller(async () => {
      polls += 1;
      if (polls === 1) joined = until(3);
      return polls;
    });
    expect(await Promise.all([until(2), until(4)])).toEqual([2, 4]);
    expect(await joined).toBe(3);
    expect(polls).toBe(4);
  });

  test("a clock that is set back makes nobody wait longer for a poll", async () => {
    const { clock, context } = polled();
    let polls = 0;
    const poller = new Poller(async () => ++polls);
    const until = (poll: number) => {
      const judge = (count: number) => (count >= poll ? { ended: count } : { pending: "more" });
      return poller.until(context.within(7_200_000), { title: "poll", judge, resume: "" }, undefined);
    };
    const first = until(2);
    await new Promise(setImmediate);
    clock.advance(-3_600_000);
    await Promise.all([first, until(3)]);
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(15_000);
  });

  test("ends at the deadline with the last state and how to go on, after a last poll shortly before", async () => {
    const { wait, polls } = polled();
    await expect(wait(1_000, 12_000)).rejects.toThrow("The task of 1000 s did not end within 12 s: old. Wait again.");
    expect(polls).toEqual([2, 5, 9.5, 10]);
  });

  test("a wait that is shorter than a pause polls once", async () => {
    const { wait, polls } = polled();
    await expect(wait(1_000, 1_000)).rejects.toThrow("The task of 1000 s did not end within 1 s: new. Wait again.");
    expect(polls).toEqual([0]);
  });

  test("each leaves at its own deadline while a poll is slow, which goes on for the others", async () => {
    const { clock, context } = polled();
    const list = Promise.withResolvers<string>();
    const poller = new Poller(() => list.promise);
    const until = (within: number) =>
      poller.until(context.within(within), {
        title: "task",
        judge: (ended) => ({ ended }),
        resume: "Wait again.",
      });
    const [patient, hasty] = [until(600_000), until(30_000)];
    await new Promise(setImmediate);
    clock.advance(30_000);
    await expect(hasty).rejects.toThrow("The task did not end within 30 s: its state is not known yet. Wait again.");
    list.resolve("list");
    expect(await patient).toBe("list");
  });

  test("a poll that fails fails those who wait, not those who come later", async () => {
    const { context, wait } = polled();
    let broken = true;
    const poller = new Poller(async () => {
      if (broken) throw new Error("no list");
      return "list";
    });
    const begin = () => poller.until(context, { title: "task", judge: (ended) => ({ ended }), resume: "" });
    await expect(Promise.all([begin(), begin()])).rejects.toThrow("no list");
    broken = false;
    expect(await begin()).toBe("list");
    expect(await wait(2)).toBeGreaterThanOrEqual(2);
  });

  test("a poll gets what is waited for, also where one of two that wait for the same has left", async () => {
    const { context } = polled();
    const polls: (readonly string[])[] = [];
    const poller = new Poller<number, string>(async (awaited) => polls.push(awaited));
    const until = (poll: number, awaited: string) => {
      const judge = (count: number) => (count >= poll ? { ended: count } : { pending: "more" });
      return poller.until(context, { title: awaited, judge, resume: "" }, awaited);
    };
    await Promise.all([until(1, "a"), until(2, "a"), until(3, "b")]);
    expect(polls).toEqual([["a", "a", "b"], ["a", "b"], ["b"]]);
  });

  test("stops when the engine has gone", async () => {
    const { clock } = polled();
    const gone = new AbortController();
    const context = createContext({
      config: { maxCallsPerSecond: 10, readTimeout: 1_000 },
      clock,
      log: () => gone.abort(new Error("the engine has gone")),
      signal: gone.signal,
    });
    const poller = new Poller(async () => "still");
    const waiting = poller.until(context, { title: "task", judge: (pending) => ({ pending }), resume: "" });
    await expect(waiting).rejects.toThrow("the engine has gone");
  });
});

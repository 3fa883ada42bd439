import { describe, expect, test } from "vitest";
import { Poller } from "../../../provider/api/collections/poller";
import { createContext } from "../../../provider/api/context";
import { SimulatedClock } from "../../support/simulated-clock";

/** A listing that says how long it has been looked at, and waits for tasks that end after so many seconds. */
function watched() {
  const clock = new SimulatedClock();
  const start = clock.now();
  const lines: string[] = [];
  const context = createContext({
    config: { maxCallsPerSecond: 10, readTimeout: 1_000 },
    clock,
    log: (line) => void lines.push(line),
  });
  const looks: number[] = [];
  const watch = new Poller(async () => {
    const seconds = (clock.now() - start) / 1_000;
    looks.push(seconds);
    return seconds;
  });
  const wait = (end: number, within = 3_600_000) =>
    watch.until(context.within(within), {
      title: `task of ${end} s`,
      judge: (seconds) => (seconds >= end ? { ended: seconds } : { pending: seconds < 5 ? "new" : "old" }),
      resume: "Wait again.",
    });
  return { clock, context, lines, looks, watch, wait };
}

describe("Poller", () => {
  test("looks at growing intervals, up to 15 seconds, and tells news only", async () => {
    const { wait, looks, lines } = watched();
    expect(await wait(50)).toBe(56.375);
    expect(looks).toEqual([2, 5, 9.5, 16.25, 26.375, 41.375, 56.375]);
    expect(lines).toEqual(["task of 50 s: new (2 s)", "task of 50 s: old (5 s)"]);
  });

  test("shares looks among all who wait, also with those who join during a look", async () => {
    const { context } = watched();
    let looks = 0;
    let joined: Promise<number> | undefined;
    const until = (look: number) =>
      watch.until<number>(context, {
        title: "look",
        judge: (count) => (count >= look ? { ended: count } : { pending: "more" }),
        resume: "",
      });
    const watch: Poller<number> = new Poller(async () => {
      looks += 1;
      if (looks === 1) joined = until(3);
      return looks;
    });
    expect(await Promise.all([until(2), until(4)])).toEqual([2, 4]);
    expect(await joined).toBe(3);
    expect(looks).toBe(4);
  });

  test("ends at the deadline with the last state and how to go on, after one last look", async () => {
    const { wait, looks } = watched();
    await expect(wait(1_000, 12_000)).rejects.toThrow(
      "The task of 1000 s did not end within 12 s: old. Wait again.",
    );
    expect(looks.at(-1)).toBe(12);
  });

  test("a look that fails fails those who wait, not those who come later", async () => {
    const { context, wait } = watched();
    let broken = true;
    const watch = new Poller(async () => {
      if (broken) throw new Error("no list");
      return "list";
    });
    const begin = () => watch.until(context, { title: "task", judge: (ended) => ({ ended }), resume: "" });
    await expect(Promise.all([begin(), begin()])).rejects.toThrow("no list");
    broken = false;
    expect(await begin()).toBe("list");
    expect(await wait(2)).toBeGreaterThanOrEqual(2);
  });

  test("stops when the engine has gone", async () => {
    const { clock } = watched();
    const gone = new AbortController();
    const context = createContext({
      config: { maxCallsPerSecond: 10, readTimeout: 1_000 },
      clock,
      log: () => gone.abort(new Error("the engine has gone")),
      signal: gone.signal,
    });
    const watch = new Poller(async () => "still");
    const waiting = watch.until(context, { title: "task", judge: (pending) => ({ pending }), resume: "" });
    await expect(waiting).rejects.toThrow("the engine has gone");
  });
});

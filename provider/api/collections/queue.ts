import type { CallContext } from "../calls/call-context";

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
const GROWTH = 1.5;

/**
 * The places for tasks that run at a time, 10 by default whatever their types (GenerateOnceTask, CanCreate). Who wants one
 * stands in line; the first in line alone tries, at growing intervals, and one request is under way at a time.
 */
export class Queue {
  readonly #line: object[] = [];
  #news = Promise.withResolvers<void>();

  /**
   * Waits in line, then tries until `start` gives an id; undefined means that no place is free.
   * @param title what is to be started, as progress lines and errors begin
   * @throws at the deadline of the context; nothing was started then
   */
  async take(context: CallContext, title: string, start: () => Promise<string | undefined>): Promise<string> {
    const { clock, signal, deadline = Number.POSITIVE_INFINITY } = context;
    const [place, begun] = [{}, clock.now()];
    this.#line.push(place);
    try {
      for (let pause = FIRST_PAUSE_MS, told = false; ; ) {
        const first = this.#line[0] === place;
        const id = first ? await start() : undefined;
        if (id !== undefined) return id;
        const now = clock.now();
        const seconds = Math.round((now - begun) / 1_000);
        if (now >= deadline) {
          throw new Error(
            `The ${title} was not started within ${seconds} s: as many tasks are running as may (10 by default). ` +
              'Run "pulumi up" again later, or give it more time in `timeouts`.',
          );
        }
        if (!first) {
          await this.#news.promise;
          continue;
        }
        if (!told) context.progress({ title, text: "waits for a running task to end", seconds });
        told = true;
        this.#tell();
        await clock.sleep(Math.min(pause, deadline - now), signal);
        pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS);
      }
    } finally {
      this.#line.splice(this.#line.indexOf(place), 1);
      this.#tell();
    }
  }

  /** Wakes those who are not first: to see whether they are now, and whether their time is over. */
  #tell(): void {
    const { resolve } = this.#news;
    this.#news = Promise.withResolvers();
    resolve();
  }
}

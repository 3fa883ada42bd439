import { expect, test } from "vitest";
import { inWords, type Row, rows, runRow } from "../matrix/cases";
import { kinds } from "../matrix/kinds";
import { MiniatureWorld } from "../matrix/miniature-world";
import { problems } from "../matrix/table";
import { everyAnswer, sample, seed } from "../support/services";

/** Rows at a time: most of a run is a second in which a resource waits for news of the others. */
const TOGETHER = 16;

/** Rows of a kind in every run, drawn by the seed; `npm run characters` has all. */
const ROWS = 24;

/** What `npm run matrix` does on the real engine, in the engine's orders of calls. */
test.each(Object.keys(kinds))(
  `whatever is done with a %s, and wherever it stops, nothing is lost, doubled or taken: ANSWERS_SEED=${seed}`,
  async (kind) => {
    const all = rows([` / ${kind} / `]);
    const queue: Row[] = [...(everyAnswer ? all : sample(ROWS, all))];
    const found: string[] = [];
    const uninterrupted: string[] = [];
    const work = async () => {
      const world = await MiniatureWorld.open();
      for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
        const result = await runRow(world, row);
        found.push(...problems([result]));
        if (result.moments.length === 0) uninterrupted.push(inWords(row));
      }
      await world.close();
    };
    await Promise.all(Array.from({ length: TOGETHER }, work));
    expect(found).toEqual([]);
    // Where nothing changes and nothing is refreshed, and where a preview refuses already, no call is made.
    const expected = (row: string) =>
      row.endsWith("no refresh") || row.startsWith("two accounts, moved to the other / ");
    expect(uninterrupted.filter((row) => !expected(row))).toEqual([]);
  },
);

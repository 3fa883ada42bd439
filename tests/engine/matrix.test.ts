import { afterAll, beforeAll, expect, test } from "vitest";
import { type Row, rows, runRow } from "../matrix/cases";
import { EngineWorld } from "../matrix/engine-world";
import { problems } from "../matrix/table";
import { draw, random } from "../support/random";

/** What the sample is drawn by: today's, unless the environment says which. */
const seed = Number(process.env.MATRIX_SEED ?? new Date().toISOString().slice(0, 10).replaceAll("-", ""));
const CASES = 2;

const next = random(seed);
const sample = draw(rows([]), CASES, next);

let world: EngineWorld;
beforeAll(async () => {
  world = await EngineWorld.open();
});
afterAll(() => world.close());

const title = ({ scenario, kind, refresh }: Row) => `${scenario}, ${kind}${refresh ? ", with a refresh" : ""}`;

/** Each row without an interruption and with one; tests/host/orders.test.ts has all of them without the engine. */
test.each(sample.map((row) => [title(row), row] as const))(
  `of the matrix, MATRIX_SEED=${seed}: nothing is lost, doubled or taken: %s`,
  async (_title, row) => {
    const result = await runRow(world, row, (all) => draw(all, 1, next));
    expect(problems([result])).toEqual([]);
  },
);

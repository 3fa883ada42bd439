import { expect, test } from "vitest";
import type { CommonInputs, Kind } from "../../provider/lifecycle/kind";
import { slugOf, verbTable } from "../reference/operations";
import { cloudOf } from "../support/deployment";
import { lives, somebodys } from "../support/lives";

test.each(Object.entries(lives))("every operation that %s calls stands in the table of its verbs", async (_, life) => {
  const { kind, program, edited } = life;
  const { emulator, deployment } = await cloudOf(kind as unknown as Kind<CommonInputs, CommonInputs>, {
    state: somebodys,
  });
  const created = await deployment().create(program);
  await deployment().read(created);
  const updated = edited ? await deployment().update(created, edited) : created;
  await deployment().delete(updated);
  const told = verbTable(slugOf(kind.name)).flat().join(" ");
  const called = [...new Set(emulator.journal.map(({ operation }) => operation))];
  expect(called).not.toEqual([]);
  expect(called.filter((operation) => !new RegExp(`\\b${operation}\\b`).test(told))).toEqual([]);
});

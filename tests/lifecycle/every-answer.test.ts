import { setImmediate as later } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { AnyKind } from "../../provider/resources";
import { type Applied, type Cloud, cloudOf, type Deployment, type Program } from "../support/deployment";
import type { FaultName } from "../support/faults";
import { type Life, lives, somebodys, whatOthersHave } from "../support/lives";
import { byDefault, characters, everyAnswer, mixtures, type Service, singleAnswers } from "../support/services";

/** A service, what lives in it, and what others have there. */
interface Trial extends Cloud<object, object> {
  readonly life: Life;
  readonly others: object;
  up(): Deployment<object, object>;
}

const TEN_MINUTES = 600_000;

/** Milliseconds that pass between two deployments: more than lists lag, and less than a run takes. */
const BETWEEN = 30_000;

/** Deployments in which whatever happened has to be over. */
const UPS = 4;

/** Calls after the one that made the thing: those that follow wait, and are all alike. */
const AFTER = 3;

const WRITES = /^(Post|Update|Delete|Create|Process|Submit|Generate|Cancel)/;

const FAULTS: readonly FaultName[] = ["drop-before", "drop-after", "http500", "truncate", "throttle", "http503-html"];

const services = [
  byDefault,
  ...(everyAnswer ? [...characters, ...singleAnswers, ...mixtures(20)] : [...characters, ...mixtures(1)]),
];

async function trial(life: Life, { settings }: Service, onRequest?: () => void): Promise<Trial> {
  const options = { state: { ...somebodys, settings }, onRequest };
  const cloud = await cloudOf<object, object>(life.kind as AnyKind, options, { maxCallsPerSecond: 10_000 });
  const up = () => cloud.deployment({ withinMs: TEN_MINUTES });
  return { ...cloud, life, up, others: whatOthersHave(cloud.emulator) };
}

/** What must never be and can be seen in the cloud. */
function violations({ life, emulator, others }: Trial, recorded: Applied<object>["recorded"]): string[] {
  const made = life.made(emulator);
  const isAnother = recorded !== undefined && made.length > 0 && !made.includes(recorded.id);
  const isTouched = JSON.stringify(whatOthersHave(emulator)) !== JSON.stringify(others);
  return [
    ...(made.length > 1 ? [`made ${made.length} times`] : []),
    ...(isTouched ? ["somebody else's thing was changed"] : []),
    ...(isAnother ? ["another id is recorded"] : []),
  ];
}

/** Deploys until nothing fails; what must never be is looked for each time. Ends as it is wanted, or says what to look at. */
async function converge(there: Trial, moment: number): Promise<void> {
  const { life, emulator, clock, up } = there;
  const errors: string[] = [];
  let result: Applied<object> = {};
  for (let turn = 1; turn <= UPS; turn++) {
    result = await up().apply(result.recorded, life.program);
    if (result.error) errors.push(result.error.message);
    expect([moment, errors, violations(there, result.recorded)]).toEqual([moment, errors, []]);
    if (result.error === undefined) break;
    clock.advance(BETWEEN);
  }
  const [id = "nothing that was made"] = life.made(emulator);
  if (result.error) expect(result.error.message, `call ${moment}`).toContain(id);
  else expect([moment, errors, life.isAsWanted(emulator, life.program)]).toEqual([moment, errors, true]);
}

describe.each(services)("of a service that is $name", (service) => {
  describe.each(Object.entries(lives))("%s", (_name, life) => {
    test("is made, kept, edited and deleted, each once", async () => {
      const there = await trial(life, service);
      const { emulator, clock, up, others } = there;
      const writes = () => emulator.journal.splice(0).filter(({ operation }) => WRITES.test(operation)).length;
      const expectWanted = (program: Program, recorded: Applied<object>["recorded"]) => {
        expect(violations(there, recorded)).toEqual([]);
        expect(life.isAsWanted(emulator, program)).toBe(true);
        clock.advance(BETWEEN);
        writes();
      };
      let recorded = await up().create(life.program);
      expectWanted(life.program, recorded);
      expect(await up().read(recorded)).toEqual(recorded.state);
      recorded = await up().update(recorded, life.program);
      expect(writes()).toBe(0);
      expectWanted(life.program, recorded);
      if (life.edited) {
        recorded = await up().update(recorded, life.edited);
        expectWanted(life.edited, recorded);
        expect(await up().read(recorded)).toEqual(recorded.state);
      }
      await up().delete(recorded);
      if (life.stays) expect(writes()).toBe(0);
      else expect(life.made(emulator)).toEqual([]);
      expect(whatOthersHave(emulator)).toEqual(others);
    });

    test.each(FAULTS)("is made once though any call meets %s", async (fault) => {
      for (let moment = 0, left = AFTER; left > 0; moment++) {
        const there = await trial(life, service);
        there.emulator.addFault({ operation: "*", fault, after: moment });
        await converge(there, moment);
        if (!there.emulator.journal.some((entry) => entry.fault)) break;
        const hit = there.emulator.journal.findIndex((entry) => entry.fault);
        const writing = there.emulator.journal.findIndex(({ operation }) => WRITES.test(operation));
        if (hit > writing) left--;
      }
    });

    test("is made once though the deployment is killed at any call", async () => {
      for (let moment = 0, left = AFTER; left > 0; moment++) {
        const killed = Promise.withResolvers<"killed">();
        let count = 0;
        const there = await trial(life, service, () => {
          if (count++ === moment) killed.resolve("killed");
        });
        // It is carried out, and nobody hears of it.
        there.emulator.addFault({ operation: "*", fault: "hang", after: moment });
        const first = there.up().apply(undefined, life.program);
        if ((await Promise.race([first, killed.promise])) !== "killed") break;
        await later();
        if (life.made(there.emulator).length > 0) left--;
        there.clock.advance(BETWEEN);
        await converge(there, moment);
      }
    });
  });
});

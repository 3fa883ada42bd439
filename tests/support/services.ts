import { characterNames, settingsOf } from "../../provider/emulator/characters";
import { answersOf, defaultSettings, type Settings, settingNames } from "../../provider/emulator/settings";
import { draw, random } from "./random";

/** A service as it may be: what it answers where the documents are silent. */
export interface Service {
  readonly name: string;
  readonly settings: Settings;
}

/** Where the random choices of a run start: `ANSWERS_SEED`, or another one each time. It is part of the names of tests. */
export const seed = Number(process.env.ANSWERS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Whether every service is wanted, and not a sample: `npm run characters`. */
export const everyAnswer = process.env.EVERY_ANSWER === "true";

/** The service of the default answers. */
export const byDefault = service("default", defaultSettings());

/** A service of each character. */
export const characters: readonly Service[] = characterNames.map((name) => service(name, settingsOf(name)));

/** One service for each answer that is not the default one, and default in all else. */
export const singleAnswers: readonly Service[] = settingNames.flatMap((name) => {
  const [, ...others] = answersOf(name);
  return others.map((answer) => service(`${name}=${answer}`, { ...defaultSettings(), [name]: answer }));
});

/** Services that answer at random. */
export function mixtures(count: number): Service[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index) => {
    const answers = settingNames.map((name) => [name, pick(next, answersOf(name))]);
    return service(`mixture ${index + 1} of seed ${seed}`, Object.fromEntries(answers));
  });
}

/** Some of a list, in its order. */
export function sample<Item>(count: number, list: readonly Item[]): readonly Item[] {
  return draw(list, count, random(seed));
}

function service(name: string, settings: Settings): Service {
  return { name, settings };
}

function pick<Item>(next: () => number, list: readonly Item[]): Item {
  return list[Math.floor(next() * list.length)] as Item;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isObject, parseFast, parseJson } from "../../../provider/json";
import { readLines } from "../../../provider/simulation/lines";
import { seed } from "../../support/rounds";

async function* chunksOf(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** A line of a history. */
const alert = (entry: string) => `{"kind":"alert","entry":${entry}}`;

async function read(text: string, keys: readonly string[], length = 7) {
  const found: Record<string, unknown>[] = [];
  await readLines(chunksOf(Buffer.from(text), length), keys, (entry) => {
    const had = keys.filter((key) => entry.has(key));
    found.push(Object.fromEntries(had.map((key) => [key, entry.get(key)])));
  });
  return found;
}

const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: "binary" }), fc.json());
const record = fc.dictionary(fc.oneof(fc.constantFrom("a", "bc", "de"), fc.string()), value, { noNullPrototype: true });

const keys = ["a", "bc", "de", "absent"];

/** A line in which some bytes are others, are gone, or have others beside them. */
const damaged = (line: string) =>
  fc
    .array(fc.tuple(fc.nat(line.length), fc.nat(2), fc.constantFrom(...'"\\{}[],:0-.eu \0\t\r')), { maxLength: 3 })
    .map((all) => {
      return all.reduce((text, [at, gone, put]) => `${text.slice(0, at)}${put}${text.slice(at + gone)}`, line);
    });

/** What JSON.parse reads of a line, long numbers as text; undefined where it is no alert. */
function nativelyRead(line: string) {
  try {
    JSON.parse(line);
  } catch {
    return undefined;
  }
  const whole = parseFast(line);
  return isObject(whole) && whole.kind === "alert" && isObject(whole.entry) ? whole.entry : undefined;
}

describe("lines of JSON", () => {
  it(`are taken where JSON.parse takes them, and give the same, damaged or not (seed ${seed})`, async () => {
    const times = { taken: 0, refused: 0 };
    const line = record.chain((one) => damaged(alert(JSON.stringify(one))));
    const property = fc.asyncProperty(line, async (text) => {
      const expected = nativelyRead(Buffer.from(text).toString());
      times[expected ? "taken" : "refused"]++;
      const reading = read(text, keys, 1_000);
      if (expected === undefined) {
        await expect(reading).rejects.toThrow(
          /^(Line 1 is no line of a history|It ends in the middle of line 1: it is not complete)\.$/,
        );
        return;
      }
      const wanted = keys.filter((key) => Object.hasOwn(expected, key)).map((key) => [key, expected[key]]);
      expect(await reading).toEqual([Object.fromEntries(wanted)]);
    });
    await fc.assert(property, { seed, numRuns: 3_000 });
    for (const count of Object.values(times)) expect(count).toBeGreaterThan(100);
  });

  it(`give numbers with every digit (seed ${seed})`, () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);
    const inside = fc.constantFrom(
      (number: string) => number,
      (number: string) => `[${number}, -1]`,
      (number: string) => `{"a":"text","b": ${number}}`,
    );
    const property = fc.property(digits, inside, (number, write) => {
      expect(parseFast(write(number))).toEqual(parseJson(write(number)));
    });
    fc.assert(property, { seed, numRuns: 2_000 });
  });

  it(`give the wanted keys as reading all of it does, wherever chunks are cut (seed ${seed})`, async () => {
    const property = fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 300 }), async (records, length) => {
      const text = records.map((one) => `${alert(JSON.stringify(one))}\n`).join("");
      const expected = records.map((one) => parseJson(JSON.stringify(one)) as Record<string, unknown>);
      const wanted = expected.map((one) =>
        Object.fromEntries(keys.flatMap((key) => (key in one ? [[key, one[key]]] : []))),
      );
      expect(await read(text, keys, length)).toEqual(wanted);
    });
    await fc.assert(property, { seed, numRuns: 150 });
  });

  it.each([
    ["written with blanks", '{ "a" : 1, "b": [ 1, {"a": 2} ] }', { a: 1 }],
    ["with an escaped key", '{"\\u0061":1}', { a: 1 }],
    ["with a number of many digits", '{"a":9007199254740993}', { a: "9007199254740993" }],
    ["with the key deeper down only", '{"b":{"a":1},"c":[{"a":2}]}', {}],
    ["with a text like a key", '{"b":"\\"a\\":5,","c":"x\\\\"}', {}],
    ["an empty object", "{}", {}],
  ])("%s are read, too", async (_what, entry, expected) => {
    expect(await read(alert(entry), ["a"])).toEqual([expected]);
  });

  it("of another history are told: what is in both would count twice", async () => {
    const header = '{"kind":"history","version":1,"since":0,"until":1,"kinds":["alert"]}';
    const text = [header, alert("{}"), header, alert("{}")].join("\n");
    await expect(read(text, ["a"])).rejects.toThrow("Line 3 begins another history: name one of them.");
  });

  it("say whether they are an alert or an event, and are passed over when they are neither", async () => {
    const lines = [
      '{"kind":"history","version":1,"since":0,"until":1,"kinds":["alert","event","record"]}',
      alert('{"a":1}'),
      '{"kind":"record","entry":{"a":2}}',
      '{"kind":"event","entry":{"a":3}}\r',
      '{"entry":{"a":4},"kind":"event"}',
    ];
    const found: unknown[] = [];
    const bytes = Buffer.from(lines.join("\n"));
    await readLines(chunksOf(bytes, 50), ["a"], (entry, kind) => found.push([kind, entry.get("a")]));
    expect(found).toEqual([
      ["alert", 1],
      ["event", 3],
      ["event", 4],
    ]);
  });

  it.each([
    "[1]",
    "5",
    '{"a":1}',
    '{"kind":"other","entry":{}}',
    '{"kind":"alert","entry":[]}',
    alert('{"a":1'),
    alert("{a:1}"),
    `${alert("{}")}}`,
    alert('{"a":"x'),
    "\0",
  ])("that are none are told by their number: %s", async (line) => {
    await expect(read(`${alert("{}")}\n${line}\n`, ["a"])).rejects.toThrow("Line 2 is no line of a history.");
  });
});

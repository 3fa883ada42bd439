import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../../provider/json";
import { readLines } from "../../../provider/simulation/lines";
import { seed } from "../../support/rounds";

async function* chunksOf(bytes: Buffer, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

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

describe("lines of JSON", () => {
  it(`give the wanted keys as reading all of it does, wherever chunks are cut (seed ${seed})`, async () => {
    const property = fc.asyncProperty(fc.array(record), fc.integer({ min: 1, max: 300 }), async (records, length) => {
      const text = records.map((one) => `${JSON.stringify(one)}\n`).join("");
      const keys = ["a", "bc", "de", "absent"];
      const expected = records.map((one) => parseJson(JSON.stringify(one)) as Record<string, unknown>);
      const wanted = expected.map((one) =>
        Object.fromEntries(keys.flatMap((key) => (key in one ? [[key, one[key]]] : []))),
      );
      expect(await read(text, keys, length)).toEqual(wanted);
    });
    await fc.assert(property, { seed, numRuns: 150 });
  });

  it.each([
    ["written with blanks", '{ "a" : 1, "b": [ 1, {"a": 2} ] }', [{ a: 1 }]],
    ["with an escaped key", '{"\\u0061":1}', [{ a: 1 }]],
    ["without a line end, after a blank one, of Windows", '\r\n{"a":1}\r\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ["with a number of many digits", '{"a":9007199254740993}', [{ a: "9007199254740993" }]],
    ["with the key deeper down only", '{"b":{"a":1},"c":[{"a":2}]}', [{}]],
    ["with a text like a key", '{"b":"\\"a\\":5,","c":"x\\\\"}', [{}]],
    ["an empty object", "{}", [{}]],
  ])("%s are read, too", async (_what, text, expected) => {
    expect(await read(text, ["a"])).toEqual(expected);
  });

  it.each(["[1]", "5", '{"a":1', "{a:1}", '{"a":1}}', '{"a":"x'])(
    "that are none are told by their number: %s",
    async (line) => {
      await expect(read(`{"a":1}\n${line}\n`, ["a"])).rejects.toThrow("Line 2 is no JSON object.");
    },
  );
});

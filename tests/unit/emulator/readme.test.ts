import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { engines } from "../../../package.json";
import { startEmulator } from "../../../provider/emulator";
import { characters } from "../../../provider/emulator/characters";
import { questions } from "../../../provider/emulator/settings";
import { checkout } from "../../support/project";

let readme: string;
beforeAll(async () => {
  readme = await readFile(join(checkout, "provider/emulator/README.md"), "utf8");
});

async function emulator() {
  const started = await startEmulator();
  onTestFinished(() => started.close());
  return started;
}

test("the README names every part of the state", async () => {
  const { state } = await emulator();
  expect(Object.keys(state).filter((part) => !readme.includes(`\`${part}\``))).toEqual([]);
});

test("the README has every fault, and no other, in its table", async () => {
  const { addFault } = await emulator();
  const table = readme.slice(readme.indexOf("| fault |"), readme.indexOf("## The clock"));
  const faults = [...table.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, name]) => name);
  // The message about one that is unknown lists those that are known.
  expect(() => addFault({ operation: "*", fault: "rain" as never })).toThrow(`known: ${faults.join(", ")}`);
});

test("what the README says of administration is answered", async () => {
  const { url } = await emulator();
  const requests = [...readme.matchAll(/^\| `(GET|PUT|POST|DELETE) (\/_emulator\/\w+)` \| (?:`(\{.*?\})`)?/gm)];
  expect(requests).toHaveLength(7);
  for (const [, method, path, body = "{}"] of requests) {
    const init = method === "GET" ? { method } : { method, body };
    expect((await fetch(`${url}${path}`, init)).status, `${method} ${path}`).toBe(200);
  }
});

/** The rows of a table, each as its cells. */
function rowsUnder(heading: string): string[][] {
  const [table = ""] = readme.slice(readme.indexOf(heading)).split("\n\n");
  return table
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("the README has every question with its answers, and every character", () => {
  const asked = Object.entries(questions).map(([name, { asks, about, answers }]) => {
    const told = Object.entries(answers).map(([answer, meaning]) => `\`${answer}\` ${meaning}`);
    return [`${asks} (${about})`, `\`${name}\`: ${told.join("; ")}`];
  });
  expect(rowsUnder("| question |")).toEqual(asked);
  const described = Object.entries(characters).map(([name, settings]) => {
    return [
      `\`${name}\``,
      Object.entries(settings)
        .map(([setting, answer]) => `\`${setting}=${answer}\``)
        .join(", "),
    ];
  });
  expect(rowsUnder("| character |")).toEqual(described);
});

test.each(["20.19.0", "22.0.0"])("a Node.js that is too old is told which one is needed: %s", async (node) => {
  vi.stubGlobal("process", Object.create(process, { versions: { value: { ...process.versions, node } } }));
  onTestFinished(() => void vi.unstubAllGlobals());
  const oldest = engines.node.replace(/^>=|\.0$/g, "");
  await expect(startEmulator()).rejects.toThrow(`The emulator needs Node.js ${oldest} or newer.`);
  expect(readme).toContain(`Node.js ${oldest} or newer`);
});

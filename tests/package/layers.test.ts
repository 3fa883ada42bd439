import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { checkout } from "./project";

/** What the modules of a layer may load: at once, and at their first use. Our own by place in dist/, others by name. */
interface Layer {
  readonly place: RegExp;
  readonly eager: RegExp;
  readonly lazy: RegExp;
}

const NOTHING = /^$/;

/** A module belongs to the first layer whose place matches. Types are erased, so only values count. */
const LAYERS: Readonly<Record<string, Layer>> = {
  "sdk functions": {
    place: /^sdk\/functions\//,
    eager: /^(sdk\/|@pulumi\/pulumi$)/,
    lazy: /^provider\/(api|resources|config|context)/,
  },
  sdk: { place: /^sdk\//, eager: /^(sdk\/|@pulumi\/pulumi$)/, lazy: NOTHING },
  lifecycle: {
    place: /^provider\/lifecycle\//,
    eager: /^(provider\/lifecycle\/|valibot$|node:)/,
    lazy: NOTHING,
  },
  "rule-language": {
    place: /^provider\/rule-language\//,
    eager: /^(provider\/rule-language\/|lossless-json$)/,
    lazy: NOTHING,
  },
  api: {
    place: /^provider\/api\//,
    eager: /^(provider\/(api\/|(config-error|version)$)|@alicloud\/|limiter$|lossless-json$|node:)/,
    lazy: /^(p-retry|dataloader)$/,
  },
  resources: {
    place: /^provider\/resources\//,
    eager: /^(provider\/(resources|lifecycle|api|rule-language|context)(\/|$)|valibot$|node:crypto$)/,
    lazy: NOTHING,
  },
  "configuration and context": {
    place: /^provider\/(config|config-error|context|version)$/,
    eager: /^(provider\/(api\/(endpoints|clock)|config-error)$|node:)/,
    lazy: /^provider\/api\/client$/,
  },
  "the door": {
    place: /^provider\/dynamic\//,
    eager: /^(provider\/(dynamic|resources|lifecycle|config|context)(\/|$)|node:)/,
    lazy: NOTHING,
  },
  "command line": {
    place: /^provider\/cli\//,
    eager: /^(provider\/|sdk\/provider-text$|commander$|node:)/,
    lazy: /^(provider\/|tests\/emulator\/serve$|@clack\/prompts$)/,
  },
  emulator: { place: /^tests\/emulator\//, eager: /^(tests\/emulator(\/|$)|node:)/, lazy: NOTHING },
};

interface Module {
  readonly name: string;
  readonly eager: readonly string[];
  readonly lazy: readonly string[];
}

const dist = join(checkout, "dist");
const modules: readonly Module[] = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".js"))
  .map((file) => {
    const text = readFileSync(join(dist, file), "utf8");
    const loaded = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    const isLazy = (wanted: string) => text.includes(`import("${wanted}")`);
    return {
      name: file.replace(/\.js$/, ""),
      eager: loaded.filter((wanted) => !isLazy(wanted)).map((wanted) => resolved(file, wanted)),
      lazy: loaded.filter(isLazy).map((wanted) => resolved(file, wanted)),
    };
  });

function resolved(from: string, wanted: string): string {
  return wanted.startsWith(".") ? join(dirname(from), wanted).replace(/\.js$/, "") : wanted;
}

function layerOf(name: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => LAYERS[layer]?.place.test(name));
}

test("every module belongs to a layer, and every layer has modules", () => {
  expect(modules.filter(({ name }) => layerOf(name) === undefined)).toEqual([]);
  expect(new Set(modules.map(({ name }) => layerOf(name)))).toEqual(new Set(Object.keys(LAYERS)));
});

describe.each(Object.entries(LAYERS))("%s", (layer, may) => {
  test("loads only what it may", () => {
    const inside = modules.filter(({ name }) => layerOf(name) === layer);
    const strays = inside.flatMap(({ name, eager, lazy }) => [
      ...eager.filter((wanted) => !may.eager.test(wanted)).map((wanted) => `${name} requires ${wanted}`),
      ...lazy.filter((wanted) => !may.lazy.test(wanted)).map((wanted) => `${name} imports ${wanted}`),
    ]);
    expect(strays).toEqual([]);
  });
});

test("every package that is loaded is a dependency", () => {
  const loaded = modules.flatMap(({ eager, lazy }) => [...eager, ...lazy]);
  const packages = loaded.filter((wanted) => !/^(node:|sdk\/|provider\/|tests\/)/.test(wanted));
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  expect(packages.filter((name) => !declared.includes(name))).toEqual([]);
  expect(packages).toContain("@alicloud/openapi-client");
});

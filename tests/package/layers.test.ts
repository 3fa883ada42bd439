import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { checkout } from "../support/project";

/**
 * What the modules of a layer may import: values at once, values at their first use, and types, which cost nothing at run
 * time. Ours by path, others by name. Whatever may be loaded at once may be imported as a type, too.
 */
interface Layer {
  readonly place: RegExp;
  readonly eager: RegExp;
  readonly lazy?: RegExp;
  readonly types?: RegExp;
}

const NOTHING = /^$/;

/** A module belongs to the first layer whose place matches; none imports from a layer above its own. */
const LAYERS: Readonly<Record<string, Layer>> = {
  "sdk functions": {
    place: /^sdk\/functions\//,
    eager: /^(sdk\/|provider\/closest$)/,
    lazy: /^provider\/(api|resources)\//,
    types: /^(provider\/(api|resources|rule-language)\/|@pulumi\/pulumi$)/,
  },
  "Pulumi's SDK": {
    place: /^sdk\/pulumi$/,
    eager: /^@pulumi\/pulumi\//,
  },
  "what commands print": {
    place: /^sdk\/printed$/,
    eager: NOTHING,
    types: /^provider\/((catalogue|history|lint|simulation)\/|(conformance\/index|doctor\/finding|cli\/printed)$)/,
  },
  "for users' tests": {
    place: /^sdk\/testing$/,
    eager: /^(sdk\/p(rinted|rovider-text)$|provider\/(evaluation|judged-rules)\/|@pulumi\/pulumi$)/,
    lazy: /^provider\/(lifecycle|resources)\//,
    types: /^provider\/rule-language\//,
  },
  sdk: {
    place: /^sdk\//,
    eager: /^(sdk\/|provider\/closest$|node:(module|path)$)/,
    types: /^(provider\/((resources|rule-language|lifecycle|api\/configuration)\/|unknown$)|@pulumi\/pulumi$)/,
  },
  "the adapter": {
    place: /^provider\/dynamic\//,
    eager:
      /^(provider\/(dynamic|resources|lifecycle|api\/configuration)\/|provider\/(api\/(context|calls\/redact)|catalogue\/committed|duration|json|urn|wording)$|node:)/,
    types: /^@pulumi\/pulumi$/,
  },
  "command line": {
    place: /^provider\/cli\//,
    eager:
      /^(provider\/(?!dynamic|emulator\/(?!settings|characters))|sdk\/(provider-text|stack-keys)$|commander$|node:)/,
    lazy: /^provider\//,
  },
  history: {
    place: /^provider\/history\//,
    eager: /^(provider\/(history\/|api\/|(file-writing|json|whole-lines|wording)$)|node:)/,
  },
  conformance: {
    place: /^provider\/conformance\//,
    eager: /^(provider\/(conformance\/|api\/|emulator\/settings$|(json|wording)$)|node:)/,
  },
  doctor: {
    place: /^provider\/doctor\//,
    eager: /^(provider\/((json|wording)$|doctor\/|api\/)|node:)/,
    types: /^provider\/resources\/index$/,
  },
  "what kinds share": {
    place: /^provider\/resources\/(task-action|run-record)$/,
    eager: /^(provider\/(lifecycle|api)\/|valibot$)/,
  },
  ...Object.fromEntries(
    ["automate-response-config", "once-task", "operation-task", "soar-strategy-task", "soar-strategy-task-state"].map(
      (kind) => [
        `resource ${kind}`,
        {
          place: new RegExp(`^provider/resources/${kind}/`),
          eager: new RegExp(
            `^(provider/(resources/(${kind}/|task-action$|run-record$)|lifecycle/|api/|rule-language/|json$|unknown$|wording$)|valibot$|node:)`,
          ),
          types: /^provider\/catalogue\/catalogue$/,
        },
      ],
    ),
  ),
  kinds: { place: /^provider\/resources\/index$/, eager: /^provider\/(resources|lifecycle)\// },
  lifecycle: {
    place: /^provider\/lifecycle\//,
    eager: /^(provider\/(lifecycle\/|(closest|json|duration|unknown|urn|wording)$)|(valibot|lossless-json)$|node:)/,
    types: /^provider\/(api\/(context|configuration\/config)|catalogue\/committed)$/,
  },
  "rule language": {
    place: /^provider\/rule-language\//,
    eager: /^provider\/(rule-language\/|(closest|json|wording)$)/,
  },
  catalogue: {
    place: /^provider\/catalogue\//,
    eager: /^(provider\/((catalogue|rule-language)\/|(json|wording)$)|valibot$|node:(fs|path)$)/,
  },
  evaluation: {
    place: /^provider\/evaluation\//,
    eager: /^(provider\/((evaluation|rule-language)\/|(json|unknown|wording)$)|re2js$)/,
  },
  simulation: {
    place: /^provider\/simulation\//,
    eager: /^provider\/((simulation|evaluation|rule-language)\/|(closest|json|unknown|version|whole-lines|wording)$)/,
    types: /^provider\/judged-rules\/runs$/,
  },
  lint: {
    place: /^provider\/lint\//,
    eager:
      /^(provider\/((lint|evaluation|rule-language)\/|simulation\/matcher$|(json|unknown|version|wording)$)|node:crypto$)/,
  },
  report: {
    place: /^provider\/report\//,
    eager:
      /^(provider\/((report|judged-rules|rule-language)\/|(json|unknown|urn|wording)$)|(diff|valibot)$|node:crypto$)/,
  },
  "rules to be judged": {
    place: /^provider\/judged-rules\//,
    eager: /^provider\/((judged-rules|rule-language)\/|(json|unknown|urn)$)/,
  },
  context: {
    place: /^provider\/api\/context$/,
    eager: /^provider\/api\/(collections|calls|configuration)(\/|$)/,
    lazy: /^provider\/api\/(calls\/client|credentials\/credentials)$/,
    types: /^provider\/catalogue\/committed$/,
  },
  credentials: {
    place: /^provider\/api\/credentials\//,
    eager: /^(provider\/(api\/(credentials|calls|configuration)\/|(file-writing|json|unicode)$)|node:)/,
  },
  collections: {
    place: /^provider\/api\/collections\//,
    eager: /^(provider\/(api\/(collections|operations|calls|configuration)\/|(json|wording)$)|node:)/,
  },
  operations: {
    place: /^provider\/api\/operations\//,
    eager: /^provider\/(api\/(operations|calls)\/|json$)/,
    types: /^provider\/api\/configuration\/endpoints$/,
  },
  calls: {
    place: /^provider\/api\/calls\//,
    eager: /^(provider\/(api\/(calls|configuration)\/|(duration|json|version|wording)$)|@alicloud\/|node:)/,
  },
  configuration: {
    place: /^provider\/api\/configuration\//,
    eager: /^(provider\/(api\/configuration\/|(closest|duration|json|unknown)$)|node:)/,
  },
  emulator: { place: /^provider\/emulator\//, eager: /^(provider\/(emulator\/|closest$)|node:)/ },
  leaves: {
    place: /^provider\/(closest|duration|file-writing|json|unicode|unknown|urn|version|whole-lines|wording)$/,
    eager: /^(lossless-json|provider\/unknown|node:(fs\/promises|path))$/,
  },
};

type Import = { readonly wanted: string; readonly how: "eager" | "lazy" | "types" };

interface Module {
  readonly name: string;
  readonly imports: readonly Import[];
}

const modules: readonly Module[] = ["sdk", "provider"]
  .flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, encoding: "utf8" }).map((file) => posix.join(folder, file)),
  )
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ name: file.replace(/\.ts$/, ""), imports: importsOf(file) }));

const names = new Set(modules.map(({ name }) => name));

/** Every import, re-export, dynamic import and import type of a source file. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(checkout, file), "utf8"), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, how: Import["how"]) => {
    if (specifier && ts.isStringLiteral(specifier)) {
      found.push({ wanted: resolved(file, specifier.text), how });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node) ? "types" : "eager");
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], "lazy");
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, "types");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) {
    const { exportClause: clause } = node;
    const elements = clause && ts.isNamedExports(clause) ? clause.elements : undefined;
    return node.isTypeOnly || (elements?.every(({ isTypeOnly }) => isTypeOnly) ?? false);
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function resolved(from: string, wanted: string): string {
  if (!wanted.startsWith(".")) return wanted;
  const path = posix.join(posix.dirname(from), wanted).replace(/\.js$/, "");
  return path.replace(/\/$/, "");
}

/** The name of the module that an import of ours means: a folder means its index. */
function moduleOf(wanted: string): string {
  return names.has(`${wanted}/index`) ? `${wanted}/index` : wanted;
}

function layerOf(name: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => LAYERS[layer]?.place.test(name));
}

function may({ eager, lazy = NOTHING, types = NOTHING }: Layer, { wanted, how }: Import): boolean {
  const name = moduleOf(wanted);
  const allowed = { eager: [eager], lazy: [eager, lazy], types: [eager, lazy, types] }[how];
  return allowed.some((pattern) => pattern.test(name));
}

test("every module belongs to a layer, and every layer has modules", () => {
  expect(modules.filter(({ name }) => layerOf(name) === undefined)).toEqual([]);
  expect(new Set(modules.map(({ name }) => layerOf(name)))).toEqual(new Set(Object.keys(LAYERS)));
});

describe.each(Object.entries(LAYERS))("%s", (layer, rules) => {
  test("imports only what it may, types included", () => {
    const inside = modules.filter(({ name }) => layerOf(name) === layer);
    const strays = inside.flatMap(({ name, imports }) =>
      imports.filter((wanted) => !may(rules, wanted)).map(({ wanted, how }) => `${name} imports ${wanted} (${how})`),
    );
    expect(strays).toEqual([]);
  });
});

test("no two modules import each other, by whatever detour, types included", () => {
  const graph = new Map(
    modules.map(({ name, imports }) => [
      name,
      [...new Set(imports.map(({ wanted }) => moduleOf(wanted)))].filter((wanted) => names.has(wanted)),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) circles.push([...path.slice(path.indexOf(name)), name].join(" → "));
    if (path.includes(name) || done.has(name)) return;
    for (const wanted of graph.get(name) ?? []) walk(wanted, [...path, name]);
    done.add(name);
  };
  for (const name of graph.keys()) walk(name, []);
  expect(circles).toEqual([]);
});

test("product code imports nothing of the tests", () => {
  const strays = modules.filter(({ imports }) => imports.some(({ wanted }) => wanted.startsWith("tests/")));
  expect(strays).toEqual([]);
});

test("every package that is loaded is a dependency", () => {
  const packages = modules
    .flatMap(({ imports }) => imports.map(({ wanted }) => wanted))
    .filter((wanted) => !/^(node:|sdk\/|provider\/)/.test(wanted));
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const declared = Object.keys({ ...dependencies, ...peerDependencies });
  const isDeclared = (wanted: string) => declared.some((name) => wanted === name || wanted.startsWith(`${name}/`));
  expect(packages.filter((name) => !isDeclared(name))).toEqual([]);
  expect(packages).toContain("@alicloud/openapi-client");
});

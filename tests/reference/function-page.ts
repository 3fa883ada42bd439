import { definitionOf, documented, exportedNames, membersOf, typesIn } from "./declarations";
import { type Explained, exampleOf, explainedFor, fieldItems, permissionsOf, typesOf } from "./kind-page";
import { block, code, item, page, prose, wrapped } from "./markdown";
import { type AnyOperation, operationsIn, ramActions } from "./operations";

/** The functions, without their `…Output` forms. */
export const functionNames = exportedNames.filter((name) => /^get/.test(name) && !name.endsWith("Output"));

/** The page of a function. */
export function functionPage(name: string, operations: readonly AnyOperation[], elsewhere: Explained): string {
  const { text, example } = documented(name);
  const base = `G${name.slice(1)}`;
  const { type, sentence, found } = resultOf(`${base}Result`);
  const args = membersOf(`${base}Args`);
  const explained = explainedFor([...args, ...found], elsewhere);
  const usage = `soar.${name}(args, { provider }):\n  Promise<${type}>`;
  return page(
    name,
    ["", `${prose(text)}\n\n${block(usage, "")}`],
    ["Example", exampleOf(example)],
    ["Arguments", fieldItems(args, explained)],
    ["Result", `${wrapped(sentence)}\n\n${fieldItems(found, explained)}`],
    ["Types", typesOf([...args, ...found], explained)],
    ["Permissions", permissionsOf(ramActions(operationsIn(text, operations)))],
    ["Errors", wrapped(ERRORS)],
    [
      "In tests",
      wrapped(
        `Under \`pulumi.runtime.setMocks\` it asks the mock's \`call\`, with the token \`alicloud-soar:index:${name}\`: ` +
          "[testing your own stacks](../../docs/testing.md).",
      ),
    ],
    [
      "Limits",
      LIMITS(name)
        .map((limit) => item(limit))
        .join("\n"),
    ],
  );
}

/** What a function answers with: an interface, or a list of them under a name. */
function resultOf(result: string) {
  const { text } = documented(result);
  const node = definitionOf(result);
  if (node === undefined) return { type: result, sentence: text, found: membersOf(result) };
  const listed = typesIn([{ name: result, text, example: "", type: "", isOptional: false, node }]);
  const found = listed.find(({ members }) => members.length > 0);
  const [, list = ""] = /"(\w+)"/.exec(node.getText()) ?? [];
  if (found === undefined) throw new Error(`${result} has no type of its own`);
  return { type: `{ ${list}: ${found.name}[] }`, sentence: `${text} In each of ${code(list)}:`, found: found.members };
}

const ERRORS =
  "It fails with a `SoarError`, which `isSoarError(error)` tells from other errors: it has the `operation`, the `code`, the `requestId`, " +
  "the `advice` and the `cause`. What each code means stands [on a page of its own](errors.md). An argument that is missing, empty, of " +
  "another type or unknown is an error before any call: the service would list everything.";

const LIMITS = (name: string) => [
  "It calls the cloud in a preview, too.",
  `\`${name}Output\` takes outputs as arguments and answers with an output. It also waits for what a \`Provider\` was given, such as a ` +
    "region that another resource tells; the form with a promise fails then.",
  "There is no option `dependsOn`: ask in an `apply` of the resource's `id`.",
  '`await` at the top of a program needs `"type": "module"` in package.json. Elsewhere use the `…Output` form, or ' +
    "`export = async () => { … }`.",
];

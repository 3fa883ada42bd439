import { keys } from "../../provider/api/configuration/keys";
import { documented } from "./declarations";
import { exampleOf } from "./kind-page";
import { code, item, page, prose, wrapped } from "./markdown";

interface Key {
  readonly sentence: string;
  readonly secret: boolean;
  readonly default?: string;
  readonly elsewhere?: readonly string[];
}

/** The page of the explicit provider, and of the configuration. */
export function providerPage(): string {
  const { text, example } = documented("Provider");
  return page(
    "Provider",
    ["", prose(text)],
    ["Example", exampleOf(example)],
    ["Configuration", INTRODUCTION],
    ["Keys", `${wrapped(KEYS)}\n\n${items().join("\n")}`],
    ["Change", wrapped(CHANGE)],
    ["Errors", wrapped(ERRORS)],
  );
}

function items(): string[] {
  return Object.entries<Key>(keys).map(([key, { sentence, secret, default: value, elsewhere = [] }]) => {
    const facts = [
      ...(secret ? ["A secret."] : []),
      ...(value === undefined ? [] : [`Default: ${code(value)}.`]),
      ...(elsewhere.length === 0 ? [] : [`Else: ${elsewhere.map(code).join(", ")}.`]),
    ];
    return item(`**${code(key)}**: ${sentence}`, ...(facts.length === 0 ? [] : [facts.join(" ")]));
  });
}

const INTRODUCTION = [
  "- Of a stack: `pulumi config set alicloud-soar:<key> <value>`, with `--secret` for a secret.",
  "- Of an explicit provider: arguments of the same names, each of which may be an output. It takes nothing from the stack's\n" +
    "  configuration: what it is not given comes from the environment.",
].join("\n");

const KEYS =
  '"Else" says where a value is looked for that is not set, in this order: a key of `@pulumi/alicloud`, or an environment variable. ' +
  "[Accounts, regions and credentials](../../docs/accounts.md#whose-keys) tells which credentials are used where there are several. " +
  "Blanks around a value do not count. A preview warns of a key that does not exist.";

const CHANGE =
  "A changed region or view shows as a replacement of the rules that it moves; a strategy task stays where it is, and says so. A " +
  "changed account is an error: what is in the account stays with its own keys. Other keys change nothing that exists.";

const ERRORS =
  "An argument that does not exist is refused by the constructor, with the one that was meant; a value that cannot be used is an error " +
  "of the first verb or function, which names the key. What a call may answer stands [on a page of its own](errors.md).";

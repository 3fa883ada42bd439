import { keys } from "../../provider/api/configuration/keys";
import { documented } from "./declarations";
import { exampleOf } from "./kind-page";
import { code, page, prose, table, wrapped } from "./markdown";

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
    ["Configuration", `${wrapped(INTRODUCTION)}\n\n${table(["key", "what it is", "where else, or default"], rows())}`],
    ["Change", wrapped(CHANGE)],
    ["Errors", wrapped(ERRORS)],
  );
}

function rows(): string[][] {
  return Object.entries<Key>(keys).map(([key, { sentence, secret, default: value, elsewhere = [] }]) => {
    const sources = [...elsewhere, ...(value === undefined ? [] : [value])];
    return [code(key), `${sentence}${secret ? " A secret." : ""}`, sources.map(code).join(", ") || "–"];
  });
}

const INTRODUCTION =
  "Of a stack: `pulumi config set alicloud-soar:<key> <value>`, with `--secret` where the table says a secret. Of an explicit " +
  "provider: the same names as arguments, each of which may be an output; it takes nothing from the stack's configuration, and what " +
  "it is not given comes from the environment. The last column says where else a value is looked for, in this order: a key of " +
  "`@pulumi/alicloud`, or an environment variable. Which credentials count where there are several, and what an account is to a " +
  "stack, is told in [accounts and credentials](../../docs/accounts.md). White space around a value is no part of it, and a blank " +
  "one counts as none. A preview warns of a key that does not exist.";

const CHANGE =
  "A changed region or view shows as a replacement of the rules that it moves; a strategy task stays where it is, and says so. A " +
  "changed account is an error: what is in the account stays with its own keys. Other keys change nothing that exists.";

const ERRORS =
  "An argument that does not exist is refused by the constructor, with the one that was meant; a value that cannot be used is an error " +
  "of the first verb or function, which names the key. What a call may answer stands [on a page of its own](errors.md).";

import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { program } from "../../provider/cli/program";
import type { Seed } from "../../provider/emulator";
import { KEYS } from "../../sdk/stack-keys";
import { editorOf } from "../support/compiler";
import { type Block, blocksOf, documents, filesOf, textOf } from "../support/documents";
import { runProgram } from "../support/program";

const pages = documents.filter((document) => document !== "provider/emulator/README.md");
const titled = (blocks: readonly Block[]) =>
  blocks.map((block) => ({ ...block, title: `${block.document}:${block.line}` }));

/** What the snippets speak of. */
const cloud: Seed = { strategyTasks: [{ Id: "100", Name: "weekly fix", Status: "1" }] };

/** What is set in the stack of a snippet that asks for it. */
const settings = { canaryToken: "canary-5f2c" };

/** Files of a user's own tests, which tests/engine/testing-page.test.ts runs. */
const files = filesOf("docs/testing.md");
const isFile = ({ code }: Block) => Object.values(files).includes(code);

const programs = titled(pages.flatMap((page) => blocksOf(page, "ts")).filter((block) => !isFile(block)));
const IMPORTS = 'import * as pulumi from "@pulumi/pulumi";\nimport * as soar from "pulumi-alicloud-soar";\n';
const whole = (code: string) => (code.includes('from "pulumi-alicloud-soar"') ? code : `${IMPORTS}${code}`);

/** Where an editor shows the example of a page of the reference. */
const hovered = documents
  .filter((document) => document.startsWith("sdk/reference/") && !/README|errors/.test(document))
  .map((document) => {
    const [, name = ""] = /^# (\w+)$/m.exec(textOf(document)) ?? [];
    return [`${name.startsWith("get") ? "" : "new "}soar.${name}`, document] as const;
  });

describe("a program on a page", () => {
  const { errorsIn, hoverIn } = editorOf("examples/quickstart/snippet.mts");

  test.each(hovered)("is what an editor shows at %s", (said, document) => {
    const [example] = blocksOf(document, "ts");
    expect(example?.code).toContain(hoverIn(`${IMPORTS}${said}`).example || "no example");
  });

  test.each(programs)("compiles: $title", ({ code }) => {
    expect(errorsIn(whole(code))).toEqual([]);
  });

  test.each(Object.keys(files))("compiles: %s of docs/testing.md", (name) => {
    const imported = /import { program } from ".\/program";/;
    expect(errorsIn((files[name] ?? "").replace(imported, files["program.ts"] ?? ""))).toEqual([]);
  });

  test.each(programs)("runs: $title", async ({ code }) => {
    const declared = [...code.matchAll(/new soar\.(?!Provider)\w+\(/g)];
    const created = await runProgram(whole(code), cloud, settings);
    if (!code.includes("declaredRules")) expect(created).toHaveLength(declared.length);
  });
});

const shells = titled(pages.flatMap((page) => blocksOf(page, "sh")));
const commandsIn = (code: string) =>
  code
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .flatMap((line) => /(?:^|\| )(?:npx )?alicloud-soar (.*)$/.exec(line)?.[1] ?? []);

/** The words of a command line, as a shell has them, up to a pipe or a file; a placeholder such as `<task id>` is one. */
function wordsOf(line: string): string[] {
  const [command = ""] = line.replace(/<[^>]+>/g, "x1").split(/\s+(?:#|[>|] )/);
  return (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
}

/** The command line, which reads and does nothing. */
function idle(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => {} });
  if (command.commands.length === 0) command.action(() => {});
  for (const subcommand of command.commands) idle(subcommand);
  return command;
}

const lines = shells.flatMap(({ title, code }) => commandsIn(code).map((line) => ({ title, line })));

test.each(lines)("the command line takes what a page says: $line ($title)", ({ line }) => {
  expect(() => idle(program()).parse(wordsOf(line), { from: "user" })).not.toThrow();
});

test("a page names no command that is not there", () => {
  const said = pages.flatMap((page) =>
    [...textOf(page).matchAll(/`npx alicloud-soar ([^`…]+)`/g)].map(([, line = ""]) => line),
  );
  expect(said).toContain("doctor");
  for (const line of said) {
    const [name] = line.split(" ");
    expect(program().commands.map((command) => command.name())).toContain(name);
  }
});

test("a page names no key of the configuration that is not there", () => {
  const named = pages.flatMap((page) =>
    [...textOf(page).matchAll(/\balicloud-soar:(\w+)/g)].map(([, key = ""]) => key),
  );
  const known = [...Object.keys(KEYS), "summary", "index"];
  expect([...new Set(named)].filter((key) => !known.includes(key))).toEqual([]);
});

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command } from "../support/command";

const FILE = "soar-catalog.json";
const DECLARATION = "soar-catalog.d.ts";
const ACCOUNT = expect.stringMatching(/^\d+$/);

describe("catalog", () => {
  test("writes the account's lists and their declaration, the same again where nothing changed", async () => {
    const { emulator, folder, start } = await command();
    const first = await start(["catalog"]);
    expect(first.output).toMatch(
      /^soar-catalog\.json and soar-catalog\.d\.ts have 3 fields of alert rules, 4 fields of event rules, 4 playbooks: account \d+ in cn-hangzhou\.\n$/,
    );
    expect(first.exitCode).toBe(0);
    const read = async (name: string) =>
      (await readFile(join(folder, name), "utf8")).replace(/"asOf": ".*"/, '"asOf": ""');
    const written = await Promise.all([FILE, DECLARATION].map(read));
    const { accounts } = JSON.parse(written[0] ?? "");
    expect(accounts).toMatchObject([
      {
        accountId: ACCOUNT,
        regionId: "cn-hangzhou",
        fields: {
          alert: [{ field: "alert_desc" }, { field: "alert_level", values: ["remind", "serious", "suspicious"] }, {}],
        },
        playbooks: [{ uuid: "bdad6220-6584-41b2-9704-fc6584568758", name: "WafBlockIP" }, {}, {}, {}],
      },
    ]);
    expect(written[1]).toContain('"bdad6220-6584-41b2-9704-fc6584568758": "WafBlockIP";');
    const second = await start(["catalog"]);
    expect(second.stdout).toContain("Nothing has changed since soar-catalog.json was written.\n");
    expect(await Promise.all([FILE, DECLARATION].map(read))).toEqual(written);
    expect((await readdir(folder)).filter((name) => name.startsWith("soar-")).sort()).toEqual([DECLARATION, FILE]);
    expect(new Set(emulator.journal.map(({ operation }) => operation))).toEqual(
      new Set(["GetCallerIdentity", "DescribeAutomateResponseConfigFeature", "DescribePlaybooks"]),
    );
  });

  test("--check writes nothing, and fails when the account is not what the file says; --json tells in what", async () => {
    const book = { PlaybookUuid: "book", Name: "Book", ParamType: "template-ip" };
    const { emulator, folder, start } = await command({ state: { playbooks: [book] } });
    expect(await start(["catalog", "--check"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("There is no soar-catalog.json to compare with."),
    });
    await start(["catalog"]);
    const written = await readFile(join(folder, FILE), "utf8");
    expect(await start(["catalog", "--check"])).toMatchObject({ exitCode: 0, stderr: "" });
    emulator.seed({ playbooks: [book, { ...book, PlaybookUuid: "new-book" }] });
    const changed = await start(["catalog", "--check"]);
    expect([changed.exitCode, changed.stdout]).toEqual([
      1,
      expect.stringMatching(/^The account has .*\nSince it was written last:\n {2}added: playbook "new-book"\n$/),
    ]);
    const { exitCode, stdout } = await start(["catalog", "--check", "--json"]);
    expect([exitCode, JSON.parse(stdout)]).toEqual([
      1,
      {
        file: FILE,
        declaration: DECLARATION,
        written: false,
        accountId: ACCOUNT,
        regionId: "cn-hangzhou",
        fields: { alert: 3, event: 4 },
        playbooks: 2,
        isNew: false,
        differences: [{ change: "added", what: 'playbook "new-book"' }],
        isDeclared: true,
      },
    ]);
    expect(await readFile(join(folder, FILE), "utf8")).toBe(written);
  });

  test("--check tells of a declaration that was edited, is old or is not there; line ends do not count", async () => {
    const { folder, start } = await command();
    await start(["catalog"]);
    const path = join(folder, DECLARATION);
    const declaration = await readFile(path, "utf8");
    await writeFile(path, declaration.replaceAll("\n", "\r\n"));
    expect((await start(["catalog", "--check"])).exitCode).toBe(0);
    const told = `${DECLARATION} is not what ${FILE} makes of it: run the command without --check.\n`;
    await writeFile(path, declaration.replace("WafBlockIP", "WafBlock"));
    expect(await start(["catalog", "--check"])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(told) });
    await rm(path);
    expect(await start(["catalog", "--check"])).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(told) });
    expect(await start(["catalog"])).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining(told) });
    expect(await readFile(path, "utf8")).toBe(declaration);
  });

  test("keeps what the file has of another account, and says in --check that it has nothing of this one", async () => {
    const { folder, start } = await command();
    await start(["catalog"]);
    const other = (await readFile(join(folder, FILE), "utf8")).replace(/"accountId": "\d+"/, '"accountId": "7"');
    await writeFile(join(folder, FILE), other);
    const checked = await start(["catalog", "--check"]);
    expect([checked.exitCode, checked.stdout]).toEqual([
      1,
      expect.stringContaining("soar-catalog.json has nothing of this account, region and view"),
    ]);
    expect((await start(["catalog"])).exitCode).toBe(0);
    const { accounts } = JSON.parse(await readFile(join(folder, FILE), "utf8"));
    expect(accounts).toMatchObject([{ accountId: expect.not.stringMatching(/^7$/) }, { accountId: "7" }]);
  });

  test.each([
    ["a file that it did not write", ["catalog"], FILE, '{"name":"mine"}', "soar-catalog.json is no catalogue"],
    ["a declaration that it did not write", ["catalog"], DECLARATION, "export {};", "was not written by this command"],
    [
      "a name that is none of a .json file",
      ["catalog", "--file", "a.ts"],
      "",
      "",
      "It must be the name of a .json file.",
    ],
    ["a folder that is not there", ["catalog", "--file", "no/a.json"], "", "", "no/a.json cannot be written"],
  ])("%s is refused, and left as it is", async (_what, args, name, content, sentence) => {
    const { folder, start } = await command();
    if (name !== "") await writeFile(join(folder, name), content);
    expect(await start(args)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(sentence) });
    const ours = (await readdir(folder)).filter((file) => file.startsWith("soar-"));
    expect(ours).toEqual(name === "" ? [] : [name]);
    if (name !== "") expect(await readFile(join(folder, name), "utf8")).toBe(content);
  });

  test("a missing permission is a sentence that names it, and nothing is written", async () => {
    const { emulator, folder, start } = await command();
    emulator.addFault({ operation: "DescribeAutomateResponseConfigFeature", fault: "permission", times: 10 });
    const { exitCode, stderr } = await start(["catalog"]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("DescribeAutomateResponseConfigFeature")]);
    expect((await readdir(folder)).filter((file) => file.startsWith("soar-"))).toEqual([]);
  });

  test("--help has examples, and says where the files are found", async () => {
    const { start } = await command();
    const { exitCode, stdout } = await start(["catalog", "--help"]);
    expect(exitCode).toBe(0);
    for (const said of ["Example:", "--check", "every night", "beside the program"]) expect(stdout).toContain(said);
  });
});

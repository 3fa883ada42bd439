import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { CATALOGUE_FILE, textOfCatalogue } from "../../../provider/catalogue/catalogue";
import { CommittedCatalogue } from "../../../provider/catalogue/committed";
import { Deployment } from "../../support/deployment";
import { blockWebshell, rules } from "./rule";

const [runWaf] = blockWebshell.actions;
const CLB = "system_aliyun_clb_process_book";
const contradicting = { ...blockWebshell, actions: [{ ...runWaf, playbookUuid: CLB }] };
const LINE =
  `warning: rule "block-webshell": "WafBlockIP" is the name of another playbook: the UUID "${CLB}", which counts, is ` +
  '"aliyun_clb_process_book".';

describe("a rule that names a playbook and has the UUID of another", () => {
  test("is sent, with a line that says which one the UUID is", async () => {
    const { emulator, deployment } = await rules();
    const up = deployment();
    await up.create(contradicting);
    expect(up.lines).toEqual([LINE]);
    expect(emulator.state.rules).toHaveLength(1);
  });

  test.each([
    ["the UUID", blockWebshell.actions],
    ["the name", [{ ...runWaf, playbookName: "aliyun_clb_process_book", playbookUuid: CLB }]],
  ])("by an edit of %s shows the line, and not again", async (_what, actions) => {
    const { deployment } = await rules();
    const created = await deployment().create({ ...blockWebshell, actions });
    const up = deployment();
    const recorded = await up.update(created, contradicting);
    expect(up.lines).toEqual([LINE]);
    const next = deployment();
    await next.update(recorded, { ...contradicting, conditions: { alert_level: { equals: "remind" } } });
    expect(next.lines).toEqual([]);
  });

  test("shows no line where the catalogue beside the program has said so in check", async () => {
    const { deployment } = await rules();
    const folder = await mkdtemp(join(tmpdir(), "alicloud-soar-catalogue-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const asOf = "2026-01-01";
    const playbooks = [
      { uuid: CLB, name: "aliyun_clb_process_book", paramType: "template-ip" },
      { uuid: runWaf.playbookUuid, name: "WafBlockIP", paramType: "template-ip" },
    ];
    const account = { accountId: "1130916744880001", regionId: "cn-hangzhou", asOf, fields: {}, playbooks };
    await writeFile(join(folder, CATALOGUE_FILE), textOfCatalogue({ accounts: [account] }));
    const { context, lines, kind } = deployment();
    const catalogue = new CommittedCatalogue({ folder, now: () => Date.parse(asOf), log: context.log });
    await new Deployment({ ...context, catalogue }, lines, kind).create(contradicting);
    expect(lines).toEqual([expect.stringContaining("lacks playbooks that the account has")]);
  });

  test("shows no line with allowUnknownFields, which looks nothing up", async () => {
    const { deployment } = await rules();
    const up = deployment();
    await up.create({ ...contradicting, allowUnknownFields: true });
    expect(up.lines).toEqual([]);
  });
});

test("a playbook by a name that is not listed shows no line: it may be the real name", async () => {
  const { deployment } = await rules();
  const up = deployment();
  await up.create({ ...blockWebshell, actions: [{ ...runWaf, playbookName: "waf_block_ip" }] });
  expect(up.lines).toEqual([]);
});

import { describe, expect, test } from "vitest";
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

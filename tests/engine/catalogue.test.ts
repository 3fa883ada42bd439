import { expect, it } from "vitest";
import { CATALOGUE_FILE, textOfCatalogue } from "../../provider/catalogue/catalogue";
import { declared, webshell } from "./declared";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

const field = (name: string, operators: string[]) => ({ field: name, dataType: "varchar", operators, values: [] });
const [action] = webshell.actions;
const catalogue = textOfCatalogue({
  accounts: [
    {
      accountId: "1130916744880001",
      regionId: "cn-hangzhou",
      asOf: new Date().toISOString().slice(0, 10),
      fields: { alert: [field("alert_name", ["containsString"]), field("alert_level", ["equals"])], event: [] },
      playbooks: [{ uuid: action?.playbookUuid ?? "", name: "WafBlockIP", paramType: "template-ip" }],
    },
  ],
});

it("refuses in the preview what the catalogue in the program's folder lacks, without a call; up says what it lacks itself", async () => {
  const emulator = await localCloud();
  const conditions = { alert_nam: { containsString: "x" }, alert_level: { equal: "serious" } };
  const wrong = declared({ rule: { ...webshell, conditions, actions: [{ ...action, playbookUuid: "system_waf" }] } });
  const stack = await Stack.ofFiles({ ...wrong, [CATALOGUE_FILE]: catalogue }, { emulator });
  const { exitCode, output } = await stack.preview();
  expect(exitCode).toBeGreaterThan(0);
  for (const told of [
    /conditions\.alert_nam .*did you mean \\"alert_name\\"/,
    /conditions\.alert_level\.equal .*\\"equals\\"/,
    /actions\[0\]\.playbookUuid /,
  ]) {
    expect(output).toMatch(told);
  }
  expect(emulator.journal).toEqual([]);

  await stack.write("rules.json", JSON.stringify({ rule: webshell }));
  const applied = await stack.up();
  expect(applied).toMatchObject({ exitCode: 0, steps: ["create rule"] });
  expect(applied.messages.join("\n")).toMatch(
    /soar-catalog\.json of .* lacks fields of alert rules that the account has, "alert_desc": run /,
  );
  expect(applied.messages.join("\n")).toMatch(/lacks playbooks that the account has, /);
});

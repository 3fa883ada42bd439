import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { AutomateResponseConfig, getPlaybooksOutput } from "../../../sdk";
import { declaredRules, evaluate } from "../../../sdk/testing";

const actions = [{ actionType: "doPlaybook", playbookName: "Block", playbookUuid: "b" }];
const alert = { AlertName: "webshell_online", AlertLevel: "serious" };
const answers = async (program: () => unknown, mocks?: Partial<pulumi.runtime.Mocks>) =>
  Object.fromEntries(
    Object.entries(await declaredRules(program, mocks)).map(([name, rule]) => [name, evaluate(rule, alert).answer]),
  );

function declare(name: string, args: object): AutomateResponseConfig {
  return new AutomateResponseConfig(name, { autoResponseType: "alert", actions, ...args });
}

/** A resource of another package, with an output that its service gives. */
class Found extends pulumi.CustomResource {
  static readonly type = "pkg:index:Found";
  declare readonly alertName: pulumi.Output<string>;

  constructor(name: string) {
    super(Found.type, name, { alertName: undefined });
  }
}

describe("the rules that a program declares", () => {
  it("are found in whichever form they are written", async () => {
    const item = { left: { value: "alert_level" }, operator: "equals", right: { value: "serious" } };
    const found = await answers(() => {
      declare("map", { conditions: { alert_level: { equals: "serious" } } });
      declare("raw", { executionCondition: [item] });
      declare("text", { executionCondition: JSON.stringify([item]), actions: JSON.stringify(actions) });
      declare("secret", { conditions: { alert_level: { equals: pulumi.secret("serious") } } });
      declare("other", { conditions: { alert_level: { equals: "remind" } } });
      declare("off", { conditions: { alert_level: { equals: "serious" } }, enabled: false });
    });
    expect(found).toEqual({
      map: "yes",
      raw: "yes",
      text: "yes",
      secret: "yes",
      other: "no",
      off: "no",
    });
  });

  it("are all there also where one waits for another, and in components", async () => {
    const found = await answers(async () => {
      const component = new pulumi.ComponentResource("pkg:index:Rules", "rules");
      const first = declare("first", { conditions: { alert_level: { equals: "serious" } } });
      const conditions = { alert_desc: { equals: first.id } };
      new AutomateResponseConfig("second", { autoResponseType: "alert", actions, conditions }, { parent: component });
      await Promise.resolve();
      first.id.apply(() => declare("third", { conditions: { alert_level: { equals: "serious" } } }));
    });
    expect(found).toEqual({
      first: "yes",
      second: "cannot tell",
      third: "yes",
    });
  });

  it("may come from a function that the program's module exports, as Pulumi has it", async () => {
    const found = await answers(() => ({
      default: async () => void declare("rule", { conditions: { alert_level: { equals: "serious" } } }),
    }));
    expect(found).toEqual({ rule: "yes" });
  });

  it("use what the test's mocks say that functions find", async () => {
    const program = () => {
      const name = getPlaybooksOutput().apply(({ playbooks }) => playbooks[0]?.playbookName ?? "");
      declare("rule", { conditions: { alert_name: { equals: name } } });
    };
    const call = () => ({ playbooks: [{ playbookName: "webshell_online" }] });
    expect(await answers(program, { call })).toEqual({ rule: "yes" });
  });

  it.each<[string, object, string]>([
    ["no condition", { conditions: {} }, "rule: conditions: must hold at least one condition; got {}"],
    [
      "a condition on nothing",
      { conditions: { alert_name: { equals: pulumi.output(undefined) } } },
      "rule: conditions.alert_name.equals: is undefined",
    ],
    [
      "a set for a list",
      { conditions: { alert_name: { in: new Set(["a"]) } } },
      "rule: conditions.alert_name.in: is a Set",
    ],
    [
      "conditions in two forms",
      { conditions: { a: { equals: "b" } }, executionCondition: "[]" },
      "rule: executionCondition: must hold at least one condition",
    ],
  ])("are refused where a preview would refuse their conditions: %s", async (_what, args, told) => {
    await expect(declaredRules(() => void declare("rule", args))).rejects.toThrow(
      `A preview would refuse this:\n${told}`,
    );
  });

  it("say what to do where an output is undefined because no service has given it", async () => {
    const program = () => {
      const found = new Found("found");
      declare("rule", { conditions: { alert_name: { equals: found.alertName } } });
    };
    await expect(declaredRules(program)).rejects.toThrow(
      /is undefined.*\nAn output .*let mocks\.newResource give it\.$/s,
    );
    const newResource = ({ name, inputs, type }: pulumi.runtime.MockResourceArgs) => {
      return { id: name, state: type === Found.type ? { alertName: alert.AlertName } : inputs };
    };
    expect(await answers(program, { newResource })).toEqual({ rule: "yes" });
  });

  it("are refused where two have one name", async () => {
    const conditions = { alert_level: { equals: "serious" } };
    const twice = () => [declare("rule", { conditions }), declare("rule", { conditions })];
    await expect(declaredRules(twice)).rejects.toThrow("rule: another rule of the program has this name");
  });

  it("may have properties of other resources, which mocks have not", async () => {
    const found = await answers(() => {
      const user = declare("user", { conditions: { alert_level: { equals: "serious" } } });
      declare("rule", { conditions: { alert_level: { equals: "serious" } }, subUserId: user.id });
    });
    expect(found).toEqual({ user: "yes", rule: "yes" });
  });

  it("are missed where the program's module ran before, which is said", async () => {
    await expect(declaredRules(() => ({}))).rejects.toThrow("A module runs once in a process");
  });

  it("is refused with a sentence where it is none, and so is what is no alert or event", async () => {
    const resource = declare("rule", { conditions: {} });
    for (const none of [null, 5, "rule", [], {}, resource, { autoResponseType: "alert", conditions: {} }])
      expect(() => evaluate(none as never, alert)).toThrow("This is no rule: give one of what declaredRules gives");
    const rules = await declaredRules(() => declare("other", { conditions: { alert_level: { equals: "serious" } } }));
    for (const [shown, none] of Object.entries({ nothing: null, '"webshell"': "webshell", "[1]": [1] }))
      expect(() => evaluate(rules.other, none as never)).toThrow(
        `An alert or event is an object with its fields, as in { AlertName: "webshell" }; got ${shown}.`,
      );
  });

  it("must have the name that is asked for", async () => {
    const rules = await declaredRules(() => declare("rule", { conditions: { alert_level: { equals: "serious" } } }));
    expect(() => evaluate(rules.ruel, alert)).toThrow(
      "There is no such rule: the names are those of what declaredRules gives",
    );
  });
});

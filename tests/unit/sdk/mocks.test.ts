import * as pulumi from "@pulumi/pulumi";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as soar from "../../../sdk";

const asked: pulumi.runtime.MockCallArgs[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: (args) => {
      asked.push(args);
      return { answer: args.inputs };
    },
  }),
);

beforeEach(() => void asked.splice(0));

const functions = Object.entries(soar).filter(([name]) => /^get/.test(name));
const promises = functions.filter(([name]) => !name.endsWith("Output"));

/** What a function has to be asked with. */
const needed: Readonly<Record<string, object>> = {
  getFailingInstances: { checkId: "132" },
  getOnceTasks: { taskType: "X" },
  getResponseRuleFields: { autoResponseType: "alert" },
};

describe("under Pulumi's mocks", () => {
  test.each(promises)("%s asks the mock, with a token of its own", async (name, ask) => {
    const args = needed[name] ?? {};
    expect(await (ask as (args: object) => Promise<unknown>)(args)).toEqual({ answer: args });
    expect(asked).toMatchObject([{ token: `alicloud-soar:index:${name}`, inputs: args }]);
  });

  test("so does the form for outputs, with an explicit provider", async () => {
    const provider = new soar.Provider("member", { region: "eu-central-1" });
    const found = soar.getPlaybooksOutput({ playbookName: pulumi.output("WafBlockIP") }, { provider });
    expect(await new Promise((resolve) => found.apply(resolve))).toEqual({ answer: { playbookName: "WafBlockIP" } });
    expect(asked).toMatchObject([{ provider: expect.stringContaining("member") }]);
  });
});

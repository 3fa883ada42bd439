import { createRequire } from "node:module";

const NAME = "pulumi-alicloud-soar";

/** From this file, the package finds itself. (Node.js, self-referencing a package using its name) */
const { version, peerDependencies, devDependencies } = createRequire(__filename)(`${NAME}/package.json`);

/** Where a pipeline runs. */
export const pipelines = ["github", "gitlab", "none"] as const;

/** One of them. */
export type Pipeline = (typeof pipelines)[number];

/** A playbook that a rule runs, as a `doPlaybook` action names it. */
export interface ChosenPlaybook {
  readonly playbookName: string;
  readonly playbookUuid: string;
}

/** Texts of files by their paths. */
export type Files = Readonly<Record<string, string>>;

/** What a project needs, by name, with the versions that this package is tested with. */
export const needed = {
  dependencies: { "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"], [NAME]: `^${version}` },
  devDependencies: Object.fromEntries(
    ["@types/node", "typescript", "vitest"].map((name) => [name, devDependencies[name]]),
  ),
};

/** The files of a rule: the rule itself and its test. They go beside the program. */
export function ruleFiles({ playbookName, playbookUuid }: ChosenPlaybook): Files {
  const action = `{ actionType: "doPlaybook", playbookName: ${JSON.stringify(playbookName)}, playbookUuid: ${JSON.stringify(playbookUuid)} }`;
  return {
    "rules.ts": `import * as soar from "${NAME}";

/** What "pulumi preview" shows is one sentence of it: on which alerts, which playbook. */
export const firstRule = new soar.AutomateResponseConfig("first-rule", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [${action}],
  // The rule is made switched off. Take this line out when it says what you mean.
  enabled: false,
});
`,
    "rules.test.ts": `import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, test } from "vitest";

// Pulumi's mocks: the program runs, and nothing is deployed.
beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: ({ inputs }) => inputs,
  }),
);

test("on a serious webshell alert, the first rule runs one playbook", async () => {
  const { firstRule } = await import("./rules.js");
  const { conditions, actions } = await valueOf(pulumi.output({ conditions: firstRule.conditions, actions: firstRule.actions }));
  expect(conditions).toEqual({
    alert_name: { containsString: "webshell_online" },
    alert_level: { equals: "serious" },
  });
  expect(actions).toEqual([${action}]);
});

function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply((value) => resolve(value as Value));
  });
}
`,
  };
}

/** The files of a project that has none yet. */
export function projectFiles(name: string): Files {
  const manifest = { name, private: true, scripts: { test: "vitest run" }, ...needed };
  const compilerOptions = { target: "es2022", module: "node20", strict: true, skipLibCheck: true, types: ["node"] };
  return {
    "Pulumi.yaml": `name: ${name}\ndescription: Automated response rules of Alibaba Cloud Security Center\nruntime: nodejs\n`,
    "package.json": json(manifest),
    "tsconfig.json": json({ compilerOptions: { ...compilerOptions, noEmit: true } }),
    "index.ts": 'import "./rules";\n',
    ".gitignore": "node_modules/\n",
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const STACK = "dev";
const CHECKS = ["npx vitest run", `npx alicloud-soar doctor --stack ${STACK} --kind AutomateResponseConfig`];
const SECRETS = ["PULUMI_ACCESS_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"];

/** The file of a pipeline: a preview for each proposed change, and an update of what is merged. */
export function pipelineFiles(pipeline: Pipeline): Files {
  if (pipeline === "github") return { ".github/workflows/pulumi.yml": github() };
  return pipeline === "gitlab" ? { ".gitlab-ci.yml": gitlab() } : {};
}

function github(): string {
  return `# Secrets of the repository: ${SECRETS.join(", ")}.
name: pulumi
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
  pull-requests: write
concurrency: pulumi-\${{ github.ref }}
jobs:
  pulumi:
    runs-on: ubuntu-latest
    env:
${SECRETS.map((name) => `      ${name}: \${{ secrets.${name} }}\n`).join("")}    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-node@v7
        with:
          node-version: 24
      - uses: pulumi/actions@v7
      - run: npm ci
${CHECKS.map((command) => `      - run: ${command}\n`).join("")}      - if: github.event_name == 'pull_request'
        uses: pulumi/actions@v7
        with:
          command: preview
          stack-name: ${STACK}
          diff: true
          comment-on-pr: true
      - if: github.event_name == 'push'
        run: pulumi up --stack ${STACK} --yes --non-interactive
`;
}

function gitlab(): string {
  const lines = (commands: readonly string[]) => commands.map((command) => `    - ${command}\n`).join("");
  return `# Masked variables of the project: ${SECRETS.join(", ")}.
default:
  image: pulumi/pulumi-nodejs
  before_script:
${lines(["npm ci", ...CHECKS])}
preview:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
${lines([`pulumi preview --stack ${STACK} --diff --non-interactive`])}
up:
  rules:
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  resource_group: ${STACK}
  script:
${lines([`pulumi up --stack ${STACK} --yes --non-interactive`])}`;
}

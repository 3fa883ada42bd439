import { createRequire } from "node:module";
import type { PackageManager } from "../doctor/package-manager";

const NAME = "pulumi-alicloud-soar";

/** From this file, the package finds itself. (Node.js, self-referencing a package using its name) */
const { peerDependencies, devDependencies } = createRequire(__filename)(`${NAME}/package.json`);

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

/** What a project needs, by name, with the versions that this package is tested with. @param own where it has this package from */
export const needed = (own: string, { peers }: PackageManager) => ({
  dependencies: { "@pulumi/pulumi": peerDependencies["@pulumi/pulumi"], [NAME]: own },
  devDependencies: Object.fromEntries(
    ["@types/node", "typescript", ...peers, "vitest"].map((name) => [name, devDependencies[name]]),
  ),
});

/** The files of a rule: the rule itself and its test. They go beside the program. */
export function ruleFiles({ playbookName, playbookUuid }: ChosenPlaybook): Files {
  const action = `{ actionType: "doPlaybook", playbookName: ${JSON.stringify(playbookName)}, playbookUuid: ${JSON.stringify(playbookUuid)} }`;
  return {
    "rules.ts": `import * as soar from "${NAME}";

/** What "pulumi preview --diff" shows is one sentence of it: on which alerts, which playbook. */
export const firstRule = new soar.AutomateResponseConfig("first-rule", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" }, alert_level: { equals: "serious" } },
  actions: [${action}],
  // The rule is made switched off. Take this line out when it says what you mean.
  enabled: false,
});
`,
    "rules.test.ts": `import { declaredRules, evaluate } from "${NAME}/testing";
import { expect, test } from "vitest";

// The program runs under Pulumi's mocks: nothing is called, and nothing is deployed.
test("a serious webshell alert is answered by one playbook, and a reminder is not", async () => {
  const rules = await declaredRules(() => import("./rules.js"));
  // As if it were switched on.
  const rule = { ...rules["first-rule"]!, enabled: true };
  const alert = { AlertName: "webshell_online", AlertLevel: "serious" };
  expect(evaluate(rule, alert)).toMatchObject({ answer: "yes" });
  expect(evaluate(rule, { ...alert, AlertLevel: "remind" })).toMatchObject({ answer: "no" });
  expect(rule.actions).toEqual([${action}]);
});
`,
  };
}

/** The files of a project that has none yet. */
export function projectFiles(name: string, own: string, packages: PackageManager): Files {
  const manifest = { name, private: true, scripts: { test: "vitest run" }, ...needed(own, packages) };
  const compilerOptions = { target: "es2022", module: "node20", strict: true, skipLibCheck: true, types: ["node"] };
  return {
    "Pulumi.yaml": `name: "${name}"\ndescription: Automated response rules of Alibaba Cloud Security Center\nruntime: nodejs\n`,
    "package.json": json(manifest),
    "tsconfig.json": json({ compilerOptions: { ...compilerOptions, noEmit: true } }),
    "index.ts": 'import "./rules";\n',
    ".gitignore": IGNORED,
    ...packages.files,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What commands write and nobody should commit: a history is like a credential, the others are made anew by each run. */
export const IGNORED = `node_modules/
# What commands write: a history has addresses, command lines and passwords
history.jsonl*
preview.json
simulation.json
lint.json
lint.sarif
report.html
comment.md
`;

/** Not the one of the first steps, which may lead to an emulator. */
const STACK = "production";
// In a file of the run, where nothing is deployed: it shows every resource as new, and asks nobody.
const REVIEW = ["pulumi stack init review", "pulumi preview --diff --show-full-output --non-interactive"];
const REVIEW_ENV = { PULUMI_CONFIG_PASSPHRASE: "review", ALIBABA_CLOUD_REGION: "cn-hangzhou # of your assets" };
const deploying = ({ inPipeline, exec }: PackageManager) => [
  ...inPipeline,
  `${exec} alicloud-soar doctor --stack ${STACK} --kind AutomateResponseConfig`,
  `pulumi up --stack ${STACK} --yes --non-interactive`,
];
const SECRETS = ["PULUMI_ACCESS_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
const WHAT =
  "# A pull request needs no secret: types, tests, and a preview of a stack in which nothing is deployed yet.\n" +
  `# What is merged is deployed to the stack ${STACK}, whose Pulumi.${STACK}.yaml is committed, with these secrets:\n` +
  `# ${SECRETS.join(", ")}.\n`;

/**
 * The file of a pipeline: what is proposed is checked and previewed without a credential, what is merged is deployed.
 * @param typed where the tsconfig.json is, from the folder of the file; undefined where there is none
 */
export function pipelineFiles(pipeline: Pipeline, packages: PackageManager, typed: string | undefined): Files {
  const { exec, inPipeline } = packages;
  const typeCheck = typed === undefined ? [] : [`${exec} tsc --noEmit${typed === "" ? "" : ` -p ${typed}`}`];
  const checks = [...inPipeline, ...typeCheck, `${exec} vitest run`, ...REVIEW];
  const deploy = deploying(packages);
  if (pipeline === "github") return { ".github/workflows/pulumi.yml": github(checks, deploy) };
  return pipeline === "gitlab" ? { ".gitlab-ci.yml": gitlab(checks, deploy) } : {};
}

function github(checks: readonly string[], deploy: readonly string[]): string {
  const steps = (commands: readonly string[]) => commands.map((command) => `      - run: ${command}\n`).join("");
  const env = (values: object) =>
    Object.entries(values)
      .map(([name, value]) => `      ${name}: ${value}\n`)
      .join("");
  const setUp = `    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
      - uses: actions/setup-node@v7
        with:
          node-version: 24
      - uses: pulumi/actions@v7
`;
  return `${WHAT}name: pulumi
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    env:
      PULUMI_BACKEND_URL: file://\${{ github.workspace }}
${env(REVIEW_ENV)}${setUp}${steps(checks)}  deploy:
    if: github.event_name == 'push'
    needs: check
    concurrency: ${STACK}
    env:
${env(Object.fromEntries(SECRETS.map((name) => [name, `\${{ secrets.${name} }}`])))}${setUp}${steps(deploy)}`;
}

function gitlab(checks: readonly string[], deploy: readonly string[]): string {
  const lines = (commands: readonly string[]) => commands.map((command) => `    - ${command}\n`).join("");
  const variables = Object.entries({ PULUMI_BACKEND_URL: "file://$CI_PROJECT_DIR", ...REVIEW_ENV });
  return `${WHAT}# They are variables of the project, masked and protected: merge requests do not get them.
default:
  image: pulumi/pulumi-nodejs
check:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
${variables.map(([name, value]) => `    ${name}: ${value}\n`).join("")}  script:
${lines(checks)}deploy:
  rules:
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  needs: [check]
  resource_group: ${STACK}
  script:
${lines(deploy)}`;
}

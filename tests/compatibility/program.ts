/** How a program's modules are written. */
export const moduleKinds = ["CommonJS", "ESM"] as const;
export type ModuleKind = (typeof moduleKinds)[number];

/** What each kind of program is type-checked as. `node` is what `pulumi new typescript` wrote for years. */
const resolutions: Readonly<Record<ModuleKind, readonly (readonly string[])[]>> = {
  CommonJS: [
    ["--module", "commonjs", "--moduleResolution", "node", "--ignoreDeprecations", "6.0"],
    ["--module", "node16", "--moduleResolution", "node16"],
  ],
  ESM: [
    ["--module", "node16", "--moduleResolution", "node16"],
    ["--module", "esnext", "--moduleResolution", "bundler"],
  ],
};

/** The arguments of each type check of a program. */
export function compilations(kind: ModuleKind): readonly (readonly string[])[] {
  const file = kind === "CommonJS" ? "index.ts" : "index.js";
  const common = ["--noEmit", "--strict", "--target", "es2022", "--skipLibCheck", "--types", "node"];
  const script = kind === "CommonJS" ? [] : ["--allowJs", "--checkJs"];
  // A tsconfig.json that is there is refused beside files, and there is one for Pulumi's own compilation.
  return resolutions[kind].map((resolution) => [...common, ...script, ...resolution, "--ignoreConfig", file]);
}

/** A rule, a function that asks the service, and the emulator's types. Valid in TypeScript and in JavaScript. */
const TEXT = `import * as soar from "pulumi-alicloud-soar";
import { startEmulator } from "pulumi-alicloud-soar/emulator";

const rule = new soar.AutomateResponseConfig("block-webshell", {
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "webshell_online" } },
  actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
});
const known = soar.getResponseRuleFieldsOutput({ autoResponseType: "alert" });
export const works = rule.summary.apply((summary) =>
  known.fields.apply((fields) => [process.version, summary.includes("WafBlockIP"), fields.length > 0].join()),
);
export const emulator = typeof startEmulator;
`;

/** The files of a project, apart from what a package manager needs. */
export function projectFiles(
  kind: ModuleKind,
  tarball: string,
  versions: Readonly<Record<string, string>>,
): Record<string, string> {
  const manifest = {
    name: "compatibility",
    private: true,
    ...(kind === "ESM" && { type: "module" }),
    dependencies: { ...versions, "pulumi-alicloud-soar": `file:${tarball}` },
  };
  const options = { target: "es2022", module: "node16", moduleResolution: "node16", strict: true, types: ["node"] };
  return {
    "Pulumi.yaml": "name: compatibility\nruntime: nodejs\n",
    "package.json": JSON.stringify(manifest, null, 2),
    ...(kind === "CommonJS"
      ? { "index.ts": TEXT, "tsconfig.json": JSON.stringify({ compilerOptions: options, files: ["index.ts"] }) }
      : { "index.js": TEXT }),
  };
}

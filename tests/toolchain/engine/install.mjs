// Runs the official installer: node install.mjs <root> <version>. A program of its own, for it needs the project's Node.
import { createRequire } from "node:module";
import automation from "@pulumi/pulumi/automation/index.js";

const { SemVer } = createRequire(import.meta.resolve("@pulumi/pulumi/automation/index.js"))("semver");
const [root, version] = process.argv.slice(2);
try {
  await automation.PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

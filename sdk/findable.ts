import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "./pulumi";

const PACKAGE = "pulumi-alicloud-soar";

/** Where the program was started: Pulumi starts the host of the provider in the same folder. */
const START = process.cwd();

/** The runs of programs that have been looked at: with the Automation API one process has several. */
const seen = new WeakSet<object>();

/**
 * Refuses, before the engine is asked, a program from whose folder the provider cannot be loaded: the text of a resource names the
 * package, and the host looks for it from the folder of the program, whoever imports the class. With the Automation API the folder may be
 * another one, which nothing tells a program, so that it is warned only.
 *
 * @throws RunError that says what to do
 */
export function refuseUnfindable(): void {
  const engine = pulumi.getEngine();
  if (engine === undefined || seen.has(engine)) return;
  seen.add(engine);
  if (isFoundFrom(START)) return;
  const what = `"${PACKAGE}" is not found from ${START}, where Pulumi looks for the provider.`;
  // Set where the CLI runs the program. (Pulumi, sdk/nodejs/cmd/run/index.ts)
  if (process.env.PULUMI_NODEJS_MONITOR !== undefined) {
    throw new pulumi.RunError(
      `${what} Add it to the dependencies in the package.json of the program, also where only a component uses it.`,
    );
  }
  void pulumi.log.warn(
    `${what} Start the program in the folder of its package.json, or give the workspace projectSettings whose "main" is that ` +
      "folder; where only a component uses the package, add it to the dependencies there. If it is found otherwise, such as by " +
      "NODE_PATH in envVars, nothing is wrong.",
  );
}

function isFoundFrom(folder: string): boolean {
  try {
    createRequire(join(folder, "program.js")).resolve(`${PACKAGE}/v1`);
    return true;
  } catch {
    return false;
  }
}

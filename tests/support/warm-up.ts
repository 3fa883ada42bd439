import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "../toolchain/paths.mjs";
import { nodeStart } from "./node-start";

/** Once, before the tests of a tier: compiles what plugin hosts load. They are killed at their end, before they keep any of it. */
export async function setup(): Promise<void> {
  const env = { ...process.env, ...nodeStart };
  const loaded = 'require("@pulumi/pulumi"); require("pulumi-alicloud-soar/v1");';
  await promisify(execFile)(process.execPath, ["-e", loaded], { cwd: root, env });
}

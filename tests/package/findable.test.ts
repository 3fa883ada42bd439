import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageName, type UserProject, userProject } from "../support/project";

const run = promisify(execFile);

/** A resource, and what the program gets to see of it: an engine that writes what is logged, and no more. */
const PROGRAM = `
const { createRequire } = require("node:module");
const pulumi = createRequire(require.resolve("${packageName}"));
const ofPulumi = createRequire(pulumi.resolve("@pulumi/pulumi"));
const grpc = ofPulumi("@grpc/grpc-js");
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb");
const { EngineService } = ofPulumi("./proto/engine_grpc_pb");
const server = new grpc.Server();
const log = ({ request }, answer) => {
  if (request.getMessage() === "end") process.exit();
  console.log("logged: " + request.getMessage());
  answer(null, new Empty());
};
server.addService(EngineService, { log });
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => {
  process.env.PULUMI_NODEJS_ENGINE = "127.0.0.1:" + port;
  if (process.argv[2] === "by the CLI") process.env.PULUMI_NODEJS_MONITOR = process.env.PULUMI_NODEJS_ENGINE;
  const soar = require("${packageName}");
  try {
    new soar.SoarStrategyTaskState("freeze", { strategyTaskId: "7", taskAction: "PAUSE" });
  } catch (error) {
    console.log("thrown: " + error.message);
  }
  pulumi("@pulumi/pulumi").log.info("end"); // lines are sent one after the other
});
`;

let project: UserProject;
beforeAll(async () => {
  project = await userProject();
  await writeFile(join(project.folder, "program.cjs"), PROGRAM);
  await mkdir(join(project.folder, "below"));
});
afterAll(() => project.remove());

/** The lines about what is found, of a program that is started in a folder. */
async function started(folder: string, how: "by the CLI" | "by itself"): Promise<string[]> {
  const program = join(project.folder, "program.cjs");
  // Pulumi ends it with an error, as the resource is never registered.
  const ended = run(process.execPath, [program, how], { cwd: join(project.folder, folder), timeout: 60_000 });
  const { stdout } = await ended.catch((error: { readonly stdout: string }) => error);
  return stdout.split("\n").filter((line) => line.includes(packageName));
}

test("a program from whose folder the package is not found is refused before the engine is asked", async () => {
  expect(await started("../../", "by the CLI")).toEqual([
    expect.stringMatching(
      /^thrown: "pulumi-alicloud-soar" is not found from .*, where Pulumi looks for the provider\. Add it to the dependencies /,
    ),
  ]);
});

test("a program that started itself elsewhere is warned, as its workspace may say where to look", async () => {
  expect(await started("../../", "by itself")).toEqual([
    expect.stringMatching(/^logged: "pulumi-alicloud-soar" is not found from .* "main" .* nothing is wrong\.$/),
  ]);
});

test.each(["by the CLI", "by itself"] as const)(
  "nothing is said of one that was started %s where the package is found, also below",
  async (how) => {
    expect(await Promise.all([started(".", how), started("below", how)])).toEqual([[], []]);
  },
);

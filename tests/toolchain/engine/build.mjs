// The engine from its Go modules, where no release can be downloaded.
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { systemPath } from "../paths.mjs";
import { run, SetupError } from "../run.mjs";
import { compareVersions, goModule } from "./versions.mjs";

const packages = {
  cli: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  "language-host": "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
};

/** Static programs without debugging information; the collector runs rarely: a quarter less time for the same programs. */
const environment = {
  ...process.env,
  PATH: systemPath.join(delimiter),
  CGO_ENABLED: "0",
  GOGC: "800",
  GOWORK: "off",
};
const tags = ["-mod=readonly", "-tags", "osusergo,grpcnotrace"];
const settings = [...tags, "-buildvcs=false", "-trimpath", "-gcflags=all=-dwarf=false"];

/**
 * Builds the engine and its Node language host.
 *
 * @param {string} into an existing folder
 * @param {(text: string) => void} say
 * @throws {SetupError} Go is missing or too old, or the modules cannot be had
 */
export async function buildEngine(into, say) {
  const [cli, host] = await Promise.all([goModule("cli"), goModule("language-host")]);
  // What Go leaves behind when it is killed goes with the folder.
  const scratch = join(into, "scratch");
  try {
    await mkdir(scratch);
    const go = await installedGo(cli);
    say(`building ${cli.pulumi} from Go modules with Go ${go} (about five minutes, once)`);
    // The compiler is busy with the small program while the modules of the large one arrive.
    await Promise.all([
      build(host.folder, "language-host", into, scratch, "-s -w"),
      run("go", ["list", ...tags, "-deps", packages.cli], { cwd: cli.folder, env: environment }),
    ]);
    const stampVersion = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${cli.pulumi}`;
    await build(cli.folder, "cli", into, scratch, `-s -w ${stampVersion}`);
    await addDynamicProviderHost(cli.folder, into);
  } catch (error) {
    throw new SetupError(`build from Go modules: ${error instanceof Error ? error.message : error}`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {{ folder: string, go: string }} module go.mod may make Go fetch the toolchain it asks for, so Go is asked there
 * @returns {Promise<string>} the version of Go that will build
 */
async function installedGo({ folder, go }) {
  const version = (await run("go", ["env", "GOVERSION"], { cwd: folder, env: environment })).replace(
    /^go/,
    "",
  );
  if (compareVersions(version, go) < 0) throw new SetupError(`Go ${version} is older than ${go}`);
  return version;
}

/**
 * @param {string} folder
 * @param {keyof typeof packages} program
 * @param {string} into
 * @param {string} scratch
 * @param {string} linker
 */
async function build(folder, program, into, scratch, linker) {
  await run("go", ["build", ...settings, "-ldflags", linker, "-o", `${into}/`, packages[program]], {
    cwd: folder,
    env: { ...environment, GOTMPDIR: scratch },
  });
}

/**
 * The host of dynamic providers is a script in the SDK's module, where nothing has a run bit.
 *
 * @param {string} folder
 * @param {string} into
 */
async function addDynamicProviderHost(folder, into) {
  const sdk = await run(
    "go",
    ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"],
    {
      cwd: folder,
      env: environment,
    },
  );
  const script = join(into, "pulumi-resource-pulumi-nodejs");
  await copyFile(join(sdk, "nodejs", "dist", "pulumi-resource-pulumi-nodejs"), script);
  await chmod(script, 0o755);
}

// The engine from its Go modules, where no release can be downloaded.
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { systemPath } from "../paths.mjs";
import { run, SetupError } from "../run.mjs";
import { compareVersions, goModule } from "./versions.mjs";

const cliPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const hostPackage = "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs";

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
  const scratch = `${into}.scratch`; // what Go leaves behind when it is killed goes with the folder above
  await mkdir(scratch);
  /** @type {(module: { folder: string }, args: string[]) => Promise<string>} */
  const go = ({ folder: cwd }, args) => run("go", args, { cwd, env: { ...environment, GOTMPDIR: scratch } });
  /** @type {(module: { folder: string }, name: string, linker: string) => Promise<string>} */
  const build = (module, name, linker) =>
    go(module, ["build", ...settings, "-ldflags", `-s -w ${linker}`, "-o", `${into}/`, name]);
  try {
    // go.mod may make Go fetch the toolchain it asks for, so Go is asked there.
    const version = (await go(cli, ["env", "GOVERSION"])).replace(/^go/, "");
    if (compareVersions(version, cli.go) < 0) throw new SetupError(`Go ${version} is older than ${cli.go}`);
    say(`building ${cli.pulumi} from Go modules with Go ${version} (about five minutes, once)`);
    // The compiler is busy with the small program while the modules of the large one arrive.
    await Promise.all([build(host, hostPackage, ""), go(cli, ["list", ...tags, "-deps", cliPackage])]);
    const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
    await build(cli, cliPackage, `-X ${variable}=v${cli.pulumi}`);
    // The host of dynamic providers is a script in the SDK's module, where nothing has a run bit.
    const sdk = ["-mod=readonly", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"];
    const script = "pulumi-resource-pulumi-nodejs";
    await copyFile(join(await go(cli, ["list", ...sdk]), "nodejs/dist", script), join(into, script));
    await chmod(join(into, script), 0o755);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

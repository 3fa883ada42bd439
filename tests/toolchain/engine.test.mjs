import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goModule } from "./engine/versions.mjs";
import { engineEnvironment } from "./engine.mjs";

const programs = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const { pulumi: built } = await goModule("cli");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("ensureEngine", () => {
  /** @type {(name: string, version: string, which?: string[]) => string} */
  const install = (name, version, which = programs) => {
    const dir = join(folder, name);
    mkdirSync(dir, { recursive: true });
    for (const program of which) {
      writeFileSync(join(dir, program), `#!/bin/sh\necho v${version}\n`, { mode: 0o755 });
    }
    return dir;
  };
  const cache = () => install(`cache/pulumi-alicloud-soar/engine-${built}-${process.platform}-${process.arch}`, built);
  /** PATH and the user's folders are read once in a process, so each case has its own. */
  const ensure = (/** @type {string[]} */ ...path) => {
    const module = JSON.stringify(new URL("engine.mjs", import.meta.url).href);
    const program = `console.log(JSON.stringify(await (await import(${module})).ensureEngine()))`;
    const env = {
      PATH: path.join(delimiter),
      HOME: join(folder, "home"),
      XDG_CACHE_HOME: join(folder, "cache"),
    };
    const args = ["--input-type=module", "-e", program];
    return JSON.parse(execFileSync(process.execPath, args, { env, encoding: "utf8" }));
  };

  it("takes an installed CLI before the cached one", () => {
    cache();
    const dir = install("bin", "3.254.0");
    expect(ensure("/bin", dir)).toEqual({ dir, version: "3.254.0" });
  });

  it("follows a link to a CLI whose other programs are not on PATH", () => {
    const dir = install("opt", "3.300.1");
    mkdirSync(join(folder, "bin"));
    symlinkSync(join(dir, "pulumi"), join(folder, "bin", "pulumi"));
    expect(ensure("/bin", join(folder, "bin"))).toEqual({ dir, version: "3.300.1" });
  });

  it.each(["bin", `versions/${built}/bin`])("finds what an official installer left in ~/.pulumi/%s", (left) => {
    const dir = install(`home/.pulumi/${left}`, "3.260.0");
    expect(ensure("/bin")).toEqual({ dir, version: "3.260.0" });
  });

  it("takes the cached one when the installed CLI is too old, or lacks the Node language host", () => {
    const found = { dir: cache(), version: built };
    expect(ensure("/bin", install("old", "3.253.9"))).toEqual(found);
    expect(ensure("/bin", install("partly", "3.300.0", ["pulumi"]))).toEqual(found);
  });
});

describe("engineEnvironment", () => {
  const environment = () => engineEnvironment("/engine", { home: "/a home", backend: "/a state" });

  it("keeps the caller's Pulumi and Alibaba Cloud settings out", () => {
    for (const name of ["PULUMI_ACCESS_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY"])
      vi.stubEnv(name, "the caller's");
    vi.stubEnv("PULUMI_BACKEND_URL", "https://example.com");
    expect(Object.values(environment())).not.toContain("the caller's");
    expect(environment()).toMatchObject({
      HOME: "/a home",
      PULUMI_HOME: "/a home",
      PULUMI_BACKEND_URL: "file:///a%20state?metadata=skip",
    });
  });

  it("runs the engine and the caller's own Node", () => {
    expect(environment().PATH?.split(delimiter).slice(0, 2)).toEqual(["/engine", dirname(process.execPath)]);
  });
});

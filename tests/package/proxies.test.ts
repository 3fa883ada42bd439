import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { localEmulator } from "../support/emulated";
import { forwardProxy, interceptor } from "../support/forward-proxy";
import { checkout, packageName } from "../support/project";

/** The command behind a proxy that inspects TLS, and what it wrote. A script stands for Pulumi's CLI. */
async function scanBehindProxy(trusts: boolean) {
  const emulator = await localEmulator({ state: { durations: { onceTaskRunning: 0 } } });
  const proxy = await forwardProxy({ to: emulator.url });
  const folder = await mkdtemp(join(tmpdir(), `${packageName}-proxy-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const configuration = { region: "cn-hangzhou", accessKeyId: "emulator", accessKeySecret: "emulator-secret" };
  const values = Object.entries(configuration).map(([key, value]) => [`alicloud-soar:${key}`, { value }]);
  await writeFile(join(folder, "config.json"), JSON.stringify(Object.fromEntries(values)));
  await writeFile(join(folder, "pulumi"), '#!/bin/sh\ncat "$(dirname "$0")/config.json"\n');
  await chmod(join(folder, "pulumi"), 0o755);
  await writeFile(join(folder, "proxy.pem"), interceptor.cert);
  const env = {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
    HOME: folder,
    HTTPS_PROXY: proxy.url,
    ...(trusts && { NODE_EXTRA_CA_CERTS: join(folder, "proxy.pem") }),
  };
  const param = '{"problemType":"offline","uuids":"inet-1"}';
  const args = ["run", "scan", "--type", "CLIENT_PROBLEM_CHECK", "--param", param];
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [join(checkout, "dist/provider/cli/main.js"), ...args],
      { cwd: folder, env },
      (...ended) => resolve(ended.slice(1).join("")),
    );
  });
  return { emulator, proxy, output };
}

test("the command works behind a proxy that inspects TLS, whose certificate NODE_EXTRA_CA_CERTS names", async () => {
  const { emulator, proxy, output } = await scanBehindProxy(true);
  expect(output).toContain("succeeded");
  expect(new Set(proxy.tunnels)).toContain("tds.cn-shanghai.aliyuncs.com:443");
  expect(emulator.state.onceTasks).toHaveLength(1);
});

test("without it nothing is sent, and the error names the variable", async () => {
  const { emulator, output } = await scanBehindProxy(false);
  expect(output).toContain("NODE_EXTRA_CA_CERTS");
  expect(emulator.journal).toEqual([]);
});

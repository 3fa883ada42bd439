import { expect, test } from "vitest";
import { startEmulator } from "../../../provider/emulator";
import { serve } from "../../../provider/emulator/command-line";

test("serve prints how to use it and runs until SIGINT", async () => {
  const lines: string[] = [];
  const printed = Promise.withResolvers<void>();
  const served = serve({ port: 0 }, (line) => {
    lines.push(line);
    if (line.includes("_emulator/clock")) printed.resolve();
  });
  await printed.promise;
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(lines.join("\n")) ?? [];
  expect(lines).toContain(`  pulumi config set alicloud-soar:sasEndpoint ${url}`);
  expect(lines).toContain(`  pulumi config set alicloud-soar:cloudSiemEndpoint ${url}`);
  expect(lines).toContain("  pulumi config set alicloud-soar:region cn-hangzhou");
  expect(lines).toContain("  pulumi config set alicloud-soar:accessKeyId emulator");
  expect(lines).toContain("  pulumi config set --secret alicloud-soar:accessKeySecret emulator-secret");
  expect((await fetch(`${url}/_emulator/journal`)).status).toBe(200);
  process.emit("SIGINT");
  await served;
  await expect(fetch(`${url}/_emulator/journal`)).rejects.toThrow("fetch failed");
});

test("each request that serve prints is answered, and it says what the emulator holds", async () => {
  for (const [sample, held] of [
    [false, "It holds no rule or task (--sample starts with some), and forgets"],
    [true, "It holds 2 rules, 2 strategy tasks, 2 failing instances, and forgets"],
  ] as const) {
    const lines: string[] = [];
    const printed = Promise.withResolvers<void>();
    const served = serve({ port: 0, host: "::1", sample }, (line) => {
      lines.push(line);
      if (line.includes("_emulator/clock")) printed.resolve();
    });
    await printed.promise;
    expect(lines.join("\n")).toContain(held);
    const requests = lines.flatMap((line) => /curl (?:-X (\w+) )?(\S+)(?: -d '(.*)')?$/.exec(line) ?? []);
    expect(requests).toHaveLength(6 * 4);
    for (let at = 0; at < requests.length; at += 4) {
      const [, method, url = "", body] = requests.slice(at, at + 4);
      const { status } = await fetch(url, { method: method ?? (body ? "POST" : "GET"), body });
      // Without --sample the rule is the one that a stack makes first.
      expect(status, url).toBe(method === "PATCH" && !sample ? 400 : 200);
    }
    process.emit("SIGINT");
    await served;
  }
});

test("a taken port is an error", async () => {
  const emulator = await startEmulator();
  const port = Number(new URL(emulator.url).port);
  await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await emulator.close();
});

test("a key pair is needed", async () => {
  await expect(startEmulator({ accessKeys: [] })).rejects.toThrow("accessKeys");
});

import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { proxiesInWords } from "../../provider/api/calls/proxies";
import type { Config } from "../../provider/api/configuration/config";
import { type Context, createContext } from "../../provider/api/context";
import { listAutomateResponseConfigs } from "../../provider/api/operations/ListAutomateResponseConfigs";
import { postAutomateResponseConfig } from "../../provider/api/operations/PostAutomateResponseConfig";
import { configFor, emulated, failureOf, hangsAreShort, localEmulator } from "../support/emulated";
import { forwardProxy, interceptor } from "../support/forward-proxy";
import { SimulatedClock } from "../support/simulated-clock";
import { bareServer } from "./canned-server";

const HOST = "cloud-siem.cn-shanghai.aliyuncs.com:443";
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"];

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
});

const list = (context: Context) =>
  context.call(listAutomateResponseConfigs, { CurrentPage: 1, PageSize: 1, RegionId: "cn-hangzhou" });

/** A context whose calls go to the hosts of the service. */
function contextOf(config: Partial<Config> = {}): Context {
  const hosts = { sasEndpoint: undefined, cloudSiemEndpoint: undefined };
  return createContext({ config: configFor("", { ...hosts, ...config }), clock: new SimulatedClock() });
}

function trust(): void {
  const trusted = getCACertificates();
  setDefaultCACertificates([...trusted, interceptor.cert]);
  onTestFinished(() => setDefaultCACertificates(trusted));
}

describe("calls go through the proxy", () => {
  test.each(["HTTPS_PROXY", "https_proxy"])("that %s names", async (variable) => {
    trust();
    const emulator = await localEmulator();
    const proxy = await forwardProxy({ to: emulator.url });
    vi.stubEnv(variable, proxy.url);
    expect((await list(contextOf())).PageInfo.TotalCount).toBe(0);
    expect(proxy.tunnels).toEqual([HOST]);
    expect(emulator.journal).toHaveLength(1);
  });

  test("whose address has no protocol, as curl takes it", async () => {
    trust();
    const emulator = await localEmulator();
    const proxy = await forwardProxy({ to: emulator.url });
    vi.stubEnv("HTTPS_PROXY", proxy.address);
    await list(contextOf());
    expect(proxy.tunnels).toEqual([HOST]);
  });

  test("in a tunnel of its own, where it must not be sent twice", async () => {
    trust();
    const emulator = await localEmulator();
    const proxy = await forwardProxy({ to: emulator.url });
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    const context = contextOf();
    await list(context);
    await list(context);
    await failureOf(context.call(postAutomateResponseConfig, { RuleName: "x" } as never));
    expect([proxy.tunnels, emulator.journal.length]).toEqual([[HOST, HOST], 3]);
  });

  test("with user and password", async () => {
    trust();
    const emulator = await localEmulator();
    const proxy = await forwardProxy({ to: emulator.url, user: "deploy:s3cret" });
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    await list(contextOf());
    expect(emulator.journal).toHaveLength(1);
  });

  test("and so does the look-up of credentials", async () => {
    trust();
    const emulator = await localEmulator();
    const proxy = await forwardProxy({ to: emulator.url });
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    await failureOf(list(contextOf({ roleArn: "acs:ram::1130916744880001:role/soar" })));
    expect(proxy.tunnels[0]).toBe("sts.cn-hangzhou.aliyuncs.com:443");
  });
});

describe("calls do not go through the proxy", () => {
  // A host that no name server knows: nothing leaves this machine.
  const cloudSiemEndpoint = "soar.example.invalid";

  test.each([cloudSiemEndpoint, ".example.invalid", "example.invalid", "example.com, example.invalid", "*"])(
    "with NO_PROXY %s",
    async (names) => {
      const proxy = await forwardProxy({ to: (await localEmulator()).url });
      vi.stubEnv("HTTPS_PROXY", proxy.url);
      vi.stubEnv("NO_PROXY", names);
      expect(await failureOf(list(contextOf({ cloudSiemEndpoint })))).toMatchObject({ outcome: "unsent" });
      expect(proxy.tunnels).toEqual([]);
    },
  );

  test("to this machine", async () => {
    const { emulator, context } = await emulated();
    const proxy = await forwardProxy({ to: emulator.url });
    for (const variable of ["HTTPS_PROXY", "HTTP_PROXY"]) vi.stubEnv(variable, proxy.url);
    await list(context);
    expect([emulator.journal.length, proxy.tunnels]).toEqual([1, []]);
  });
});

describe("a proxy that does not connect", () => {
  test("is named as such, nothing was sent, and its password is not shown", async () => {
    const proxy = await forwardProxy({ to: (await localEmulator()).url, user: "deploy:s3cret" });
    vi.stubEnv("HTTPS_PROXY", `http://deploy:wr0ng@${proxy.address}`);
    const error = await failureOf(list(contextOf()));
    expect(error).toMatchObject({ code: "ERR_PROXY_TUNNEL", outcome: "unsent" });
    expect(String(error)).toContain("The proxy of HTTPS_PROXY did not connect");
    expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).not.toContain("wr0ng");
  });

  test("because nothing listens there", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:1");
    const error = await failureOf(list(contextOf()));
    expect(error).toMatchObject({ code: "ECONNREFUSED", outcome: "unsent" });
    expect(String(error)).toContain("A proxy is set (HTTPS_PROXY)");
  });

  test("because it is silent", async () => {
    vi.stubEnv("HTTPS_PROXY", await bareServer(() => {}));
    expect(await failureOf(list(contextOf(hangsAreShort)))).toMatchObject({ outcome: "unsent" });
  });

  test("with a certificate that nobody trusts: the error says which variable names one", async () => {
    const proxy = await forwardProxy({ to: (await localEmulator()).url });
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    const error = await failureOf(list(contextOf()));
    expect(error).toMatchObject({ outcome: "unsent" });
    expect(String(error)).toContain("NODE_EXTRA_CA_CERTS");
  });
});

test.each([
  [{}, "24.5.0", "No proxy is set"],
  [{ HTTPS_PROXY: "http://p" }, "24.5.0", "A proxy is set (HTTPS_PROXY)"],
  [{ HTTPS_PROXY: "http://p" }, "22.21.0", "A proxy is set (HTTPS_PROXY)"],
  [{ https_proxy: "http://p" }, "22.20.0", "https_proxy is not used by Node.js 22.20.0"],
  [{ HTTPS_PROXY: "p:3128" }, "24.5.0", "A proxy is set (HTTPS_PROXY)"],
  [{ HTTPS_PROXY: "socks5://p" }, "24.5.0", "The proxy of HTTPS_PROXY is not used"],
  [{ HTTPS_PROXY: "http://p", HTTP_PROXY: "socks5://p" }, "24.5.0", "A proxy is set (HTTPS_PROXY, HTTP_PROXY)"],
  [{ HTTPS_PROXY: "http://p" }, "23.11.0", "HTTPS_PROXY is not used by Node.js 23.11.0"],
])("%o on Node.js %s is told as: %s", (env, version, words) => {
  expect(proxiesInWords(env, version)).toContain(words);
});

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createRequire } from "node:module";

/** What the Alibaba library sends its requests with. */
interface Httpx {
  request: (url: string, options?: { readonly headers?: Readonly<Record<string, string>> }) => Promise<unknown>;
}

/** From this file to httpx: a package manager may have installed several. */
const PATH = ["@alicloud/openapi-client", "@alicloud/tea-typescript", "httpx"];
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"] as const;
/** Never by way of a proxy: this machine, and the metadata of an instance, which are those of the machine that asks. */
const DIRECT = ["localhost", "127.0.0.1-127.255.255.255", "[::1]", "::1", "100.100.100.200"];

/**
 * Milliseconds for a connection to one of several addresses of a host. Node.js gives up all but the last after 250, which is less than a
 * round trip to another continent (nodejs/node#54359).
 */
const CONNECT_MS = 2_000;

const patched = new WeakSet<Httpx>();
let agents: ReturnType<typeof makeAgents> | undefined;

/**
 * Sends what @alicloud/openapi-client sends by way of the proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, now and
 * later, and what has the header `connection: close` over a connection of its own. It passes no agent on to httpx
 * (tea-typescript, doAction), so httpx gets it here.
 */
export function useProxies(): void {
  const httpx = httpxAt(PATH);
  if (httpx === undefined || patched.has(httpx)) return;
  patched.add(httpx);
  const { request } = httpx;
  httpx.request = (url, options) => {
    const { connection } = options?.headers ?? {};
    return request(url, { ...options, ...agentFor(url, connection === "close") });
  };
}

/** Undefined where a newer release sends with something else: calls go on without a proxy. */
function httpxAt(path: readonly string[]): Httpx | undefined {
  try {
    const [httpx = "", ...way] = path.toReversed();
    const require = way.reduceRight((from, name) => createRequire(from.resolve(name)), createRequire(__filename));
    return require(httpx);
  } catch {
    return undefined;
  }
}

/** A sentence on the proxies of the environment, for who cannot reach a host. */
export function proxiesInWords(env: NodeJS.ProcessEnv = process.env, version = process.versions.node): string {
  const variables = proxyVariables(env);
  const set = variables.join(", ");
  if (set === "") return "No proxy is set (HTTPS_PROXY).";
  const [major = 0, minor = 0] = version.split(".").map(Number);
  // Node.js, http.Agent, proxyEnv: added in 24.5 and 22.21.
  const isKnown = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  if (!isKnown) return `${set} is not used by Node.js ${version}: proxies need 22.21, or 24.5 or newer.`;
  // The service is reached by HTTPS only.
  const counts = variables.find((name) => /^https_/i.test(name));
  const isTaken = counts === undefined || /^https?:/i.test(proxyUrl(env[counts] ?? ""));
  if (!isTaken) return `The proxy of ${counts} is not used: it is neither http:// nor https://.`;
  return `A proxy is set (${set}), except for what NO_PROXY names.`;
}

function proxyVariables(env: NodeJS.ProcessEnv): string[] {
  return VARIABLES.filter((name) => env[name] && !/^no_/i.test(name));
}

/** The address of a proxy as Node.js takes it: for curl and others, `proxy:3128` is one by HTTP. */
function proxyUrl(address: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `http://${address}`;
}

/**
 * The agent that sends to a URL, by way of the proxy that the environment names, if it names one.
 * @param isAlone whether over a connection that has carried nothing else. Default: one that was used before will do
 */
export function agentFor(url: string, isAlone = false): { readonly agent: HttpAgent } {
  const given: NodeJS.ProcessEnv = {};
  // The lower-case name counts, as for curl.
  for (const name of VARIABLES) given[name.toLowerCase()] ??= process.env[name] || undefined;
  const of = JSON.stringify(given);
  if (agents?.of !== of) agents = makeAgents(of, given);
  return { agent: agents[url.startsWith("https:") ? "https" : "http"][isAlone ? "alone" : "pooled"] };
}

function makeAgents(of: string, { no_proxy: names, ...proxies }: NodeJS.ProcessEnv) {
  // Node.js takes a name for that host alone, curl and others for its subdomains too.
  const own = (names ?? "").split(/[\s,]+/).flatMap((entry) => [entry, `.${entry}`]);
  const no_proxy = [...(names === undefined ? [] : own), ...DIRECT].join(",");
  const addresses = Object.entries(proxies).map(([name, address]) => [name, address && proxyUrl(address)]);
  const shared = {
    autoSelectFamilyAttemptTimeout: CONNECT_MS,
    proxyEnv: { ...Object.fromEntries(addresses), no_proxy },
  };
  const pooled = { ...shared, keepAlive: true };
  const alone = { ...shared, keepAlive: false };
  return {
    of,
    http: { pooled: new HttpAgent(pooled), alone: new HttpAgent(alone) },
    https: { pooled: new HttpsAgent(pooled), alone: new HttpsAgent(alone) },
  };
}

import { Client } from "../api/calls/client";
import { systemClock as clock } from "../api/calls/clock";
import { CredentialsError } from "../api/calls/credentials-source";
import { adviceFor } from "../api/calls/error-codes";
import type { Operation } from "../api/calls/operation";
import { configuredView } from "../api/collections/rules";
import type { Config } from "../api/configuration/config";
import { type Endpoint, endpointOf } from "../api/configuration/endpoints";
import { Credentials } from "../api/credentials/credentials";
import { getCallerIdentity } from "../api/operations/GetCallerIdentity";
import { type Finding, look } from "./finding";
import type { Need } from "./operations";
import { reach } from "./reach";

/** Milliseconds that one operation may take, and that is waited for one answer. */
const PATIENCE = 30_000;
const LONGEST_ANSWER = 10_000;

/** How wrong the clock may be. The service refuses what is signed 15 minutes early or late (error code InvalidTimeStamp). */
const TOLERANCE = 5 * 60_000;

/** What a deployment needs of the service: hosts, the time, credentials, and the permission for each operation. */
export async function lookAtService(config: Config, needs: readonly Need[], log: (line: string) => void) {
  const bounded = { ...config, readTimeout: Math.min(config.readTimeout, LONGEST_ANSWER) };
  const credentials = new Credentials(bounded, clock);
  const client = new Client(bounded, credentials, clock, log);
  const call = (operation: Operation<never, unknown>, request: object) => {
    const limits = { deadline: clock.now() + PATIENCE, signal: new AbortController().signal };
    return client.call(operation, request as never, limits);
  };

  const hosts = await Promise.all(hostsOf(bounded, needs).map((host) => lookAtHost(bounded, host)));
  const offsets = hosts.flatMap(({ offset }) => offset ?? []);
  const found: Finding[] = [...hosts.map(({ finding }) => finding), lookAtClock(offsets)];
  const unreachable = hosts.filter(({ finding }) => finding.status === "wrong").map(({ endpoint }) => endpoint.host);
  const isLate = found.at(-1)?.status === "wrong";

  const source = await look("credentials", async () => {
    try {
      await credentials.getCredentials();
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      return { status: "wrong", found: `${sentence(error.message)} ${error.advice}` };
    }
    return { status: "ok", found: `from ${credentials.source}` };
  });
  const sts = endpointOf(bounded, "sts").host;
  const why =
    (source.status === "wrong" && "there are no credentials") ||
    (isLate && "the clock is wrong") ||
    (unreachable.includes(sts) && `${sts} cannot be reached`);
  const account: Finding = why
    ? { check: "account", status: "not tried", found: why }
    : await look("account", () => lookAtAccount(bounded, call));

  const permissions = needs.map(async ({ operation, probe }): Promise<Finding> => {
    const { action, product, ramAction = `yundun-sas:${action}` } = operation;
    const untried = (reason: string): Finding => ({
      check: action,
      status: "not tried",
      found: `${reason}; the RAM action is ${ramAction}`,
      reason,
      ramAction,
    });
    if (typeof probe === "string") return untried(probe);
    if (account.status !== "ok") return untried("nothing could be asked");
    const { host } = endpointOf(bounded, product);
    if (unreachable.includes(host)) return untried(`${host} cannot be reached`);
    const finding = await look(action, async () => {
      await call(operation, probe(configuredView(bounded)));
      return { status: "ok", found: `permitted (${ramAction})` };
    });
    return { ...finding, ramAction };
  });
  return [...found, source, account, ...(await Promise.all(permissions))];
}

/** A host, and the products that it stands for. */
interface Host {
  readonly endpoint: Endpoint;
  readonly products: readonly string[];
}

/** Every host that is called, once. */
function hostsOf(config: Config, needs: readonly Need[]): Host[] {
  const hosts = new Map<string, Host>();
  for (const product of new Set([...needs.map(({ operation }) => operation.product), "sts" as const])) {
    const endpoint = endpointOf(config, product);
    const known = hosts.get(endpoint.host) ?? { endpoint, products: [] };
    hosts.set(endpoint.host, { ...known, products: [...known.products, product] });
  }
  return [...hosts.values()];
}

/** @returns what was found and, where the host shows the time, how far this machine's clock is before it, in milliseconds */
async function lookAtHost({ readTimeout }: Config, { endpoint, products }: Host) {
  const { protocol, host, key } = endpoint;
  const check = `endpoint ${host}`;
  try {
    const time = await reach(`${protocol}://${host}/`, clock);
    const finding: Finding = { check, status: "ok", found: `reached, for ${products.join(", ")}` };
    return { endpoint, finding, offset: time === undefined ? undefined : clock.now() - time };
  } catch (error) {
    const { code = "Error" } = error as NodeJS.ErrnoException;
    const advice = adviceFor({ code, host, key, ramAction: "", readTimeout });
    const found = `no answer for ${products.join(", ")} (${code}). ${advice ?? `Check the network, and ${key}.`}`;
    return { endpoint, finding: { check, status: "wrong", found } satisfies Finding };
  }
}

function lookAtClock(offsets: readonly number[]): Finding {
  const check = "clock";
  const [offset] = [...offsets].sort((one, other) => Math.abs(one) - Math.abs(other));
  if (offset === undefined) return { check, status: "not tried", found: "no host showed the time" };
  const seconds = Math.round(Math.abs(offset) / 1_000);
  const apart = seconds < 2 ? "as the service's" : `${seconds} s ${offset > 0 ? "ahead of" : "behind"} the service's`;
  if (Math.abs(offset) <= TOLERANCE) return { check, status: "ok", found: apart };
  const found = `${apart}, and the service refuses what is 15 minutes early or late. Set the clock of this machine (NTP).`;
  return { check, status: "wrong", found };
}

async function lookAtAccount(
  { accountId, setBy }: Config,
  call: (operation: Operation<never, unknown>, request: object) => Promise<unknown>,
): Promise<Omit<Finding, "check">> {
  const { AccountId: actual } = (await call(getCallerIdentity, {})) as { readonly AccountId: string };
  if (accountId === undefined || accountId === actual) return { status: "ok", found: actual };
  const named = setBy?.accountId ?? "alicloud-soar:accountId";
  return { status: "wrong", found: `The credentials are of account ${actual}, but ${named} is ${accountId}.` };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? "" : "."}`;
}

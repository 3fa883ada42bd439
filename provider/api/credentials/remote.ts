import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { text } from "node:stream/consumers";
import { isObject, type JsonObject, readJson } from "../../json";
import { agentFor } from "../calls/proxies";
import { type Session, type Setting, sessionIn, Trouble, Unreachable } from "./session";

/** A request of a source that is no operation of the cloud API. */
interface Question {
  readonly url: string;
  readonly method?: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds to wait. Default: 10 s. */
  readonly patience?: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends one request. Neither its address nor an answer is ever shown: both may hold credentials.
 * @param who who answers, in words
 * @throws Unreachable when no answer came
 */
async function ask(
  { clock }: Setting,
  who: string,
  { url, method = "GET", headers = {}, body, patience = 10_000 }: Question,
): Promise<Answer> {
  const send = url.startsWith("https:") ? requestTls : requestPlain;
  const late = new AbortController();
  const stop = clock.alarm(clock.now() + patience, () => late.abort());
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const sent = send(url, { method, headers, signal: late.signal, ...agentFor(url, true) }, async (response) => {
        try {
          resolve({ status: response.statusCode ?? 0, text: await text(response) });
        } catch (error) {
          reject(error);
        }
      });
      sent.on("error", reject).end(body);
    });
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    const reason = name === "AbortError" ? `no answer within ${patience / 1000} s` : (code ?? name);
    throw new Unreachable(`${who} cannot be reached (${reason})`);
  } finally {
    stop();
  }
}

/** The object in an answer of HTTP 200. Where it is broken down or asks for patience, asking again may help. */
async function askFor(setting: Setting, who: string, question: Question, refusedAdvice?: string): Promise<JsonObject> {
  const { status, text } = await ask(setting, who, question);
  if (status !== 200) {
    const meaning = status === 429 ? "throttled" : status >= 500 ? "unsent" : "refused";
    throw new Trouble(
      `${who} answered with HTTP ${status}`,
      meaning,
      meaning === "refused" ? refusedAdvice : undefined,
    );
  }
  const answer = readJson(text);
  if (!isObject(answer)) throw new Trouble(`${who} answered with something that is no JSON object`);
  return answer;
}

/** The session that a URL answers with. */
export async function fromUri(url: string, setting: Setting): Promise<Session> {
  const advice = "Check the address, and that whatever serves it is running.";
  return sessionIn(await askFor(setting, "the credentials URI", { url }, advice), setting.secrets);
}

const METADATA = "http://100.100.100.200/latest";
const ROLES = `${METADATA}/meta-data/ram/security-credentials/`;

/**
 * The session of an instance's RAM role (Elastic Compute Service, instance metadata).
 * @param roleName default: the role that the instance has
 */
export async function fromInstance(roleName: string | undefined, setting: Setting): Promise<Session> {
  const who = "the instance metadata";
  const patience = 1_000;
  const ttl = { "x-aliyun-ecs-metadata-token-ttl-seconds": "21600" };
  const { status, text } = await ask(setting, who, {
    url: `${METADATA}/api/token`,
    method: "PUT",
    headers: ttl,
    patience,
  });
  if (status !== 200 && setting.config.off?.metadataV1) throw new Trouble(`${who} gave no token (HTTP ${status})`);
  const headers: Record<string, string> = status === 200 ? { "x-aliyun-ecs-metadata-token": text.trim() } : {};
  const role = roleName ?? (await roleOf(setting, who, { url: ROLES, headers, patience }));
  const advice = `Attach the RAM role ${role} to this instance, or name the one that it has.`;
  const answer = await askFor(setting, who, { url: `${ROLES}${encodeURIComponent(role)}`, headers, patience }, advice);
  return sessionIn(answer, setting.secrets);
}

async function roleOf(setting: Setting, who: string, question: Question): Promise<string> {
  const { status, text } = await ask(setting, who, question);
  if (status === 200 && text.trim()) return text.trim();
  if (status >= 500) throw new Trouble(`${who} answered with HTTP ${status}`, "unsent");
  throw new Trouble("this instance has no RAM role", "refused", "Attach a RAM role to the instance.");
}

/** What a sign-in needs to be exchanged for a session. */
interface SignIn {
  readonly url: string;
  readonly accessToken: string;
  /** What to do when the sign-in is not accepted. */
  readonly advice: string;
}

/** The session of an account and an access configuration that somebody has signed in to (CloudSSO, CreateCloudCredential). */
export async function fromCloudSso(
  { url, accessToken, advice }: SignIn,
  chosen: { readonly AccountId: string; readonly AccessConfigurationId: string },
  setting: Setting,
): Promise<Session> {
  const headers = { accept: "application/json", ...bearer(accessToken, setting) };
  const question = {
    url: URL.canParse(url) ? new URL("/cloud-credentials", url).href : url,
    method: "POST",
    headers,
    body: JSON.stringify(chosen),
  } as const;
  const { CloudCredential } = await askFor(setting, "CloudSSO", question, advice);
  return sessionIn(isObject(CloudCredential) ? CloudCredential : {}, setting.secrets);
}

/** The session of an OAuth sign-in. */
export async function fromOauth({ url, accessToken, advice }: SignIn, setting: Setting): Promise<Session> {
  const question = { url: `${url}/v1/exchange`, method: "POST", headers: bearer(accessToken, setting) } as const;
  return sessionIn(await askFor(setting, "OAuth", question, advice), setting.secrets);
}

/** New tokens of an OAuth sign-in; the refresh token that was used is of no more use. */
export async function refreshOauth(
  { url, advice }: Pick<SignIn, "url" | "advice">,
  clientId: string,
  refreshToken: string,
  setting: Setting,
): Promise<{ accessToken: string; refreshToken: string; seconds: number }> {
  setting.secrets.add(refreshToken);
  const form = { grant_type: "refresh_token", refresh_token: refreshToken, client_id: clientId };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new URLSearchParams({ ...form, Timestamp: new Date().toISOString().replace(/\.\d+/, "") }).toString();
  const answer = await askFor(setting, "OAuth", { url: `${url}/v1/token`, method: "POST", headers, body }, advice);
  const { access_token: accessToken, refresh_token: next, expires_in: seconds } = answer;
  if (typeof accessToken !== "string" || typeof next !== "string") throw new Trouble("OAuth gave no new token");
  for (const secret of [accessToken, next]) setting.secrets.add(secret);
  return { accessToken, refreshToken: next, seconds: Number(seconds) || 3_600 };
}

function bearer(token: string, { secrets }: Setting) {
  secrets.add(token);
  return { "content-type": "application/json", authorization: `Bearer ${token}` };
}

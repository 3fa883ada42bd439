import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import Credential, { type CredentialsProvider } from "@alicloud/credentials";
import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { version } from "../../version";
import type { Endpoint } from "../configuration/endpoints";
import type { Operation } from "./operation";

/** What came back of one attempt: `text` or `error`. */
export interface Answer {
  /** HTTP status; absent when no answer began. */
  readonly statusCode?: number;
  /** Whether a connection stood, so that the request may have left; absent when none was begun. */
  readonly connected?: boolean;
  /** Whether `readTimeout` ended it; in the middle of an answer nothing else tells. */
  readonly timedOut?: boolean;
  /** Header `x-acs-request-id`. */
  readonly requestId?: string;
  /** Header `x-acs-retry-after`, milliseconds. */
  readonly retryAfterMs?: number;
  /** Body of an answer below HTTP 400. */
  readonly text?: string;
  /** What the SDK threw instead. */
  readonly error?: unknown;
}

type Runtime = Parameters<OpenApi["callApi"]>[2];

const NONCE = "x-acs-signature-nonce";
/** Since Node.js 22.12; before that nothing is known of connections. */
const REQUEST_CHANNEL = "http.client.request.created";
const RESPONSE_CHANNEL = "http.client.response.finish";

/** Signs and sends single requests by way of the official SDK core (ACS3-HMAC-SHA256). */
export class Transport {
  readonly #clients = new Map<string, OpenApi>();

  constructor(
    private readonly credentials: CredentialsProvider,
    private readonly readTimeout: number,
  ) {}

  /**
   * Sends one request, once, under a nonce of its own. Never rejects.
   * @param isAlone whether over a connection of its own: a server may close one that is idle while a request is on its way,
   * which looks the same as a request that was lost in the middle of its work. Default: false
   */
  async send(
    endpoint: Endpoint,
    operation: Pick<Operation<never, unknown>, "action" | "version" | "verb" | "in"> & {
      readonly isUnsigned?: boolean;
    },
    parameters: Record<string, string>,
    isAlone = false,
  ): Promise<Answer> {
    const nonce = randomUUID();
    const headers = { [NONCE]: nonce, ...(isAlone && { connection: "close" }) };
    const request = new OpenApiRequest({ [operation.in]: parameters, headers });
    const params = new Params({
      action: operation.action,
      version: operation.version,
      protocol: endpoint.protocol,
      pathname: "/",
      method: operation.verb,
      authType: operation.isUnsigned ? "Anonymous" : "AK",
      style: "RPC",
      reqBodyType: "formData",
      // The text itself: the SDK's own JSON reader rounds numbers beyond 2^53.
      bodyType: "string",
    });
    const { seen, stop } = watch(nonce);
    try {
      const { body } = await this.#client(endpoint.host).callApi(params, request, {} as Runtime);
      return { ...seen, text: String(body) };
    } catch (error) {
      return { ...seen, error };
    } finally {
      stop();
    }
  }

  #client(host: string): OpenApi {
    const known = this.#clients.get(host);
    if (known) return known;
    const client = new OpenApi(
      new Config({
        credential: new Credential(null, this.credentials),
        endpoint: host,
        userAgent: `pulumi-alicloud-soar/${version}`,
        readTimeout: this.readTimeout,
        // Becomes the idle time-out of the socket (httpx, option timeout), so it ends slow answers too.
        connectTimeout: this.readTimeout,
      }),
    );
    this.#clients.set(host, client);
    return client;
  }
}

/**
 * The SDK shows neither the headers of an error, nor the status of a body that is not JSON, nor how far a request came: read
 * them from Node itself.
 */
function watch(nonce: string) {
  const seen: { -readonly [Key in keyof Answer]: Answer[Key] } = {};
  const isOurs = (request: ClientRequest) => request.getHeader(NONCE) === nonce;
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (!isOurs(request)) return;
    seen.connected = false;
    const giveUp = () => {
      seen.timedOut = true;
    };
    // httpx, request: the socket was silent, or the answer took too long.
    request.once("timeout", giveUp).once("abort", giveUp);
    request.once("socket", (socket) => {
      const connect = () => {
        seen.connected = true;
      };
      if (socket.connecting) socket.once("encrypted" in socket ? "secureConnect" : "connect", connect);
      else connect();
    });
  };
  const onResponse = (message: unknown): void => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (!isOurs(request)) return;
    const { "x-acs-request-id": requestId, "x-acs-retry-after": retryAfter } = response.headers;
    const retryAfterMs = /^\d+$/.test(String(retryAfter)) ? Number(retryAfter) : undefined;
    Object.assign(seen, { statusCode: response.statusCode, requestId, retryAfterMs });
  };
  subscribe(REQUEST_CHANNEL, onRequest);
  subscribe(RESPONSE_CHANNEL, onResponse);
  const stop = () => {
    unsubscribe(REQUEST_CHANNEL, onRequest);
    unsubscribe(RESPONSE_CHANNEL, onResponse);
  };
  return { seen, stop };
}

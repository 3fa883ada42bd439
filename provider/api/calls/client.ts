import type { JsonObject } from "../../json";
import type { Config } from "../configuration/config";
import { endpointOf } from "../configuration/endpoints";
import { type RetryLimits, withRetries } from "./attempts";
import { type CallLogLine, openCallLog } from "./call-log";
import type { Clock } from "./clock";
import { Credentials } from "./credentials";
import { ApiError } from "./errors";
import type { Operation } from "./operation";
import { RateLimit } from "./pace";
import { flatten } from "./parameters";
import { type CallFacts, readReply } from "./reply";
import { type Answer, Transport } from "./transport";

/** Calls operations under one configuration: one rate limit, one set of credentials. */
export class Client {
  readonly #credentials: Credentials;
  readonly #transport: Transport;
  readonly #rateLimit: RateLimit;
  readonly #log: (line: CallLogLine) => void;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    complain: (line: string) => void,
  ) {
    this.#credentials = new Credentials(config);
    this.#transport = new Transport(this.#credentials, config.readTimeout);
    this.#rateLimit = new RateLimit(config.maxCallsPerSecond, clock);
    this.#log = config.callLog === undefined ? () => {} : openCallLog(config.callLog, complain);
  }

  /**
   * Calls one operation.
   * @throws ServiceError when the service said no, TransportError when there is no usable answer
   */
  async call<Request extends object, Response>(
    operation: Operation<Request, Response>,
    request: Request,
    { deadline, signal }: Pick<RetryLimits, "deadline" | "signal">,
  ): Promise<Response> {
    const { action, product, ramAction = `yundun-sas:${action}`, repeat } = operation;
    const { RegionId: regionId } = request as { readonly RegionId?: string };
    const endpoint = endpointOf(this.config, product, regionId);
    const { readTimeout } = this.config;
    const { secrets } = this.#credentials;
    const facts: CallFacts = { ...endpoint, operation: action, ramAction, readTimeout, secrets };
    const parameters = flatten(request);
    const send = () => this.#transport.send(endpoint, operation, parameters);
    return withRetries((attempt) => this.#attempt(attempt, send, operation.decode, facts), {
      operation: action,
      repeat: typeof repeat === "function" ? repeat(request) : repeat,
      deadline,
      clock: this.clock,
      signal,
      turn: () => this.#rateLimit.next(),
    });
  }

  async #attempt<Response>(
    attempt: number,
    send: () => Promise<Answer>,
    decode: (body: JsonObject) => Response,
    facts: CallFacts,
  ): Promise<Response> {
    const { operation } = facts;
    const sentAt = this.clock.now();
    const time = new Date(sentAt).toISOString();
    const answer = await send();
    const ms = this.clock.now() - sentAt;
    try {
      const { response, requestId } = readReply(answer, decode, facts);
      this.#log({ time, operation, attempt, status: answer.statusCode, requestId, ms });
      return response;
    } catch (error) {
      if (error instanceof ApiError) {
        const { statusCode: status, code, requestId } = error;
        this.#log({ time, operation, attempt, status, code, requestId, ms });
      }
      throw error;
    }
  }
}

import type { JsonObject } from "../../json";
import type { Config } from "../configuration/config";
import { endpointOf } from "../configuration/endpoints";
import { withRetries } from "./attempts";
import { type CallLogLine, openCallLog } from "./call-log";
import type { Clock } from "./clock";
import { Credentials } from "./credentials";
import { ApiError } from "./errors";
import type { Operation } from "./operation";
import { RateLimit } from "./pace";
import { flatten } from "./parameters";
import { type CallFacts, readReply } from "./reply";
import { type Answer, Transport } from "./transport";

/** How long one call may go on. */
interface CallLimits {
  /** Time of the clock after which no attempt starts. */
  readonly deadline: number;
  /** No attempt starts after it aborts. */
  readonly signal: AbortSignal;
}

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
    { deadline, signal }: CallLimits,
  ): Promise<Response> {
    const { action, product, ramAction = `yundun-sas:${action}`, repeat } = operation;
    const { RegionId: regionId } = request as { readonly RegionId?: string };
    const endpoint = endpointOf(this.config, product, regionId);
    const facts: CallFacts = {
      operation: action,
      ramAction,
      host: endpoint.host,
      key: endpoint.key,
      readTimeout: this.config.readTimeout,
      secrets: this.#credentials.secrets,
    };
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
    const sentAt = this.clock.now();
    const answer = await send();
    const log = (line: Pick<CallLogLine, "status" | "code" | "requestId">): void => {
      const [time, ms] = [new Date(sentAt).toISOString(), this.clock.now() - sentAt];
      this.#log({ time, operation: facts.operation, attempt, ...line, ms });
    };
    try {
      const { response, requestId } = readReply(answer, decode, facts);
      log({ status: answer.statusCode, requestId });
      return response;
    } catch (error) {
      if (error instanceof ApiError) {
        log({ status: error.statusCode, code: error.code, requestId: error.requestId });
      }
      throw error;
    }
  }
}

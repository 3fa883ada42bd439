import type { Config } from "../configuration/config";
import { endpointOf } from "../configuration/endpoints";
import { type CallLogLine, openCallLog } from "./call-log";
import type { Clock } from "./clock";
import type { CredentialsSource } from "./credentials-source";
import { shutDebugChannels } from "./debug-channels";
import { isExpiredSession } from "./error-codes";
import { ApiError } from "./errors";
import type { Operation } from "./operation";
import { flatten } from "./parameters";
import { useProxies } from "./proxies";
import { RateLimit } from "./rate-limit";
import { readReply } from "./reply";
import { type RetryLimits, withRetries } from "./retries";
import { Transport } from "./transport";

/** Calls operations under one configuration: one rate limit, one set of credentials. */
export class Client {
  readonly #transport: Transport;
  readonly #rateLimit: RateLimit;
  readonly #log: (line: CallLogLine) => void;

  constructor(
    private readonly config: Config,
    private readonly credentials: CredentialsSource,
    private readonly clock: Clock,
    complain: (line: string) => void,
  ) {
    useProxies();
    shutDebugChannels();
    this.#transport = new Transport(credentials, config.readTimeout);
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
    const { action, product, ramAction = `yundun-sas:${action}` } = operation;
    const repeat = typeof operation.repeat === "function" ? operation.repeat(request) : operation.repeat;
    const { RegionId: regionId } = request as { readonly RegionId?: string };
    const endpoint = endpointOf(this.config, product, regionId);
    const parameters = flatten(request);
    const { readTimeout } = this.config;
    const { secrets } = this.credentials;
    const facts = { ...endpoint, operation: action, ramAction, readTimeout, secrets };
    // Other connections may be as dead as the one of a first attempt that got no answer.
    let isAlone = repeat === "unsafe";
    const send = async (attempt: number, isRenewed = false): Promise<Response> => {
      const sentAt = this.clock.now();
      const answer = await this.#transport.send(endpoint, operation, parameters, isAlone);
      const ms = this.clock.now() - sentAt;
      const line = { time: new Date(sentAt).toISOString(), operation: action, attempt, ms };
      try {
        const { response, requestId } = readReply(answer, operation.decode, {
          ...facts,
          source: this.credentials.source,
        });
        this.#log({ ...line, status: answer.statusCode, requestId });
        this.#rateLimit.passed(action);
        return response;
      } catch (error) {
        if (error instanceof ApiError) {
          isAlone ||= error.outcome === "unknown";
          this.#log({ ...line, status: error.statusCode, code: error.code, requestId: error.requestId });
          if (error.meaning === "throttled") this.#rateLimit.refused(action, error.code, sentAt);
          // They end by the clock of the service, which has done nothing with the request.
          const isExpired = !isRenewed && isExpiredSession(error.code) && this.credentials.renewable(sentAt);
          if (isExpired) return send(attempt, true);
        }
        throw error;
      }
    };
    return withRetries(send, {
      operation: action,
      repeat,
      deadline,
      clock: this.clock,
      signal,
      turn: () => this.#rateLimit.next(action),
    });
  }
}

import type { Clock } from "../calls/clock";
import type { Meaning } from "../calls/error-codes";
import type { Config } from "../configuration/config";

/** Credentials, and until when they hold. */
export interface Session {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** Milliseconds since 1970; absent where they have no end. */
  readonly ends?: number;
  /** Where it is from, in words that end a sentence. */
  readonly from?: string;
}

/** What every look-up of credentials has. */
export interface Setting {
  readonly config: Config;
  readonly clock: Clock;
  /** Every secret met so far; no error may show one. */
  readonly secrets: Set<string>;
}

/** Gets a session. @throws Trouble */
export type Get = () => Promise<Session>;

/** Why a source gave no credentials, in words that show no part of one. */
export class Trouble extends Error {
  override readonly name = "Trouble";

  /**
   * @param meaning what it means for asking again; what a source refuses is final
   * @param advice what to do; default: what the kind of source says
   */
  constructor(
    message: string,
    readonly meaning: Meaning = "refused",
    readonly advice?: string,
  ) {
    super(message);
  }
}

/** Nobody answered: asking again may help, unless nobody is there. */
export class Unreachable extends Trouble {
  constructor(message: string) {
    super(message, "unsent", "Check the network, and its address.");
  }
}

/** A session that is kept. */
interface Kept {
  readonly get: Get;
  /**
   * Drops the session with which a request of this time was sent, and which the service calls expired, as it does where the clock of
   * the machine is slow or somebody has ended the session. Whether another one can be had.
   */
  renewable(sentAt: number): boolean;
}

/** How long before its end a session is renewed. */
const MARGIN_MS = 60_000;

/** The shortest session that there is (AssumeRole, DurationSeconds): the end of one that tells none. */
const SHORTEST_MS = 900_000;

/**
 * Keeps a session until a minute before its end. Whoever asks meanwhile shares one renewal. A failure is not kept, and where the
 * session still holds, nobody hears of it.
 */
export function kept(get: Get, clock: Clock): Kept {
  let session: Session | undefined;
  let since = Number.NEGATIVE_INFINITY;
  let running: Promise<Session> | undefined;
  const holds = (ms: number) => session !== undefined && (session.ends ?? Number.POSITIVE_INFINITY) - ms > clock.now();
  const renew = async () => {
    try {
      const found = await get();
      const ends = found.ends ?? (found.securityToken ? clock.now() + SHORTEST_MS : undefined);
      session = { ...found, ends };
      since = clock.now();
    } catch (error) {
      if (!holds(0)) throw error;
    } finally {
      running = undefined;
    }
    return session as Session;
  };
  return {
    get: async () => {
      if (session !== undefined && holds(MARGIN_MS)) return session;
      running ??= renew();
      return running;
    },
    renewable: (sentAt) => {
      if (session !== undefined && session.ends === undefined) return false;
      // Whoever was refused at the same time has had it renewed.
      if (since <= sentAt) session = undefined;
      return true;
    },
  };
}

/**
 * The session in an answer, whatever its spelling: `AccessKeyId`, `accessKeyId` or `access_key_id`. Every secret of it is
 * remembered, so that no error can show one.
 * @throws Trouble when a part is missing
 */
export function sessionIn(answer: object, secrets: Set<string>, needsToken = true): Session {
  const fields = Object.entries(answer).map(([key, value]) => [key.replaceAll("_", "").toLowerCase(), value] as const);
  const parts: Record<string, unknown> = Object.fromEntries(fields);
  const part = (...names: string[]) => names.map((name) => String(parts[name] ?? "").trim()).find(Boolean) ?? "";
  const accessKeyId = part("accesskeyid");
  const accessKeySecret = part("accesskeysecret");
  const securityToken = part("securitytoken", "ststoken");
  for (const secret of [accessKeySecret, securityToken]) if (secret) secrets.add(secret);
  if (!accessKeyId || !accessKeySecret) throw new Trouble("there is no access key id or no secret in it");
  if (needsToken && !securityToken) throw new Trouble("there is no security token in it");
  return { accessKeyId, accessKeySecret, securityToken, ends: timeOf(part("expiration", "stsexpiration")) };
}

/** A time as ISO 8601, or as seconds since 1970 (config.json, sts_expiration); undefined for anything else. */
function timeOf(text: string): number | undefined {
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return ms > 0 ? ms : undefined;
}

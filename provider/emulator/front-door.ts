import { ApiError } from "./api-error";
import { type Operation, versions } from "./operation";
import { operations } from "./operations";
import { hashCanonicalRequest, parseAuthorization, sha256, sign } from "./signature";

/** A key pair that may call the emulator. With `securityToken` it is a temporary pair whose token must be sent. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** One HTTP request as received. */
export interface Request {
  readonly method: string;
  readonly path: string;
  /** Pairs of the query string, decoded. */
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Minutes that a timestamp may be away from the machine's clock (common error codes, InvalidTimeStamp.Expired). */
const skewMinutes = 15;

const requiredHeaders = {
  authorization: "MissingAuthorization",
  "x-acs-date": "MissingTimestamp",
  "x-acs-signature-nonce": "MissingSignatureNonce",
  "x-acs-content-sha256": "MissingContentSha256",
};

/** Checks who calls and what, in the order in which the service complains; every refusal is a thrown ApiError. */
export class FrontDoor {
  /** Nonces seen, each with the time of arrival, oldest first. */
  private readonly nonces = new Map<string, number>();

  constructor(private readonly accessKeys: readonly AccessKey[]) {}

  /** Passes a request that is known, timely, correctly signed and formed; returns its operation and parameters. */
  admit(request: Request): { operation: Operation; received: Record<string, string> } {
    const operation = findOperation(request);
    for (const [header, code] of Object.entries(requiredHeaders)) {
      if (!request.headers[header]) throw new ApiError(400, code, `The header ${header} is mandatory.`);
    }
    checkTime(request.headers["x-acs-date"] ?? "", Date.now());
    this.checkSignature(request);
    if (request.headers["x-acs-content-sha256"] !== sha256(request.body)) {
      throw new ApiError(400, "InvalidContentSha256", "x-acs-content-sha256 is not the hash of the body received.");
    }
    return { operation, received: readParameters(operation, request) };
  }

  private checkSignature(request: Request): void {
    const authorization = parseAuthorization(request.headers.authorization ?? "");
    if (!authorization) {
      throw new ApiError(400, "IncompleteSignature", "The Authorization header does not have the documented form.");
    }
    const key = this.accessKeys.find((candidate) => candidate.accessKeyId === authorization.accessKeyId);
    if (!key) throw new ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    checkToken(key, request.headers["x-acs-security-token"]);
    this.useNonce(request.headers["x-acs-signature-nonce"] ?? "", Date.now());
    const mustBeSigned = Object.keys(request.headers)
      .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
      .filter((name) => request.headers[name] !== undefined && !authorization.signedHeaders.includes(name));
    if (mustBeSigned.length > 0) {
      throw new ApiError(400, "IncompleteSignature", `Headers sent but not signed: ${mustBeSigned.join(", ")}.`);
    }
    const hash = hashCanonicalRequest({ ...request, signedHeaders: authorization.signedHeaders });
    if (sign(hash, key.accessKeySecret) !== authorization.signature) {
      const message = `Specified signature is not matched with our calculation. Hash of our canonical request: ${hash}`;
      throw new ApiError(400, "SignatureDoesNotMatch", message);
    }
  }

  private useNonce(nonce: string, now: number): void {
    for (const [old, time] of this.nonces) {
      if (now - time < 2 * skewMinutes * 60_000) break;
      this.nonces.delete(old);
    }
    if (this.nonces.has(nonce)) {
      throw new ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    }
    this.nonces.set(nonce, now);
  }
}

function findOperation(request: Request): Operation {
  const action = request.headers["x-acs-action"];
  const version = request.headers["x-acs-version"];
  if (!action) throw new ApiError(400, "MissingAction", "Action is mandatory for this action.");
  if (!version) throw new ApiError(400, "MissingVersion", "Version is mandatory for this action.");
  if (!Object.values<string>(versions).includes(version)) {
    throw new ApiError(400, "InvalidVersion", "Specified parameter Version is not valid.");
  }
  const operation = operations.find((candidate) => candidate.name === action);
  if (!operation || versions[operation.product] !== version || request.path !== "/") {
    throw new ApiError(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
  }
  return operation;
}

function checkTime(date: string, now: number): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new ApiError(400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted.");
  }
  if (Math.abs(now - Date.parse(date)) > skewMinutes * 60_000) {
    throw new ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }
}

function checkToken(key: AccessKey, token: string | undefined): void {
  if (key.securityToken !== undefined && token === undefined) {
    throw new ApiError(400, "MissingSecurityToken", "SecurityToken is mandatory for this access key.");
  }
  if (key.securityToken !== token) {
    const message = "Specified SecurityToken mismatch with the AccessKey.";
    throw new ApiError(400, "InvalidSecurityToken.MismatchWithAccessKey", message);
  }
}

function readParameters(operation: Operation, request: Request): Record<string, string> {
  if (request.method !== operation.verb) {
    throw new ApiError(400, "UnsupportedHTTPMethod", `${operation.name} is called with ${operation.verb}.`);
  }
  const form = [...new URLSearchParams(request.body.toString())];
  const inQuery = operation.parametersIn === "query";
  const [pairs, misplaced] = inQuery ? [request.query, form] : [form, request.query];
  if (misplaced.length > 0) {
    const [right, wrong] = inQuery ? ["query string", "form body"] : ["form body", "query string"];
    const message = `${operation.name} takes its parameters in the ${right}, not in the ${wrong}.`;
    throw new ApiError(400, "MisplacedParameter", message);
  }
  const type = request.headers["content-type"]?.split(";")[0];
  if (form.length > 0 && type !== "application/x-www-form-urlencoded") {
    throw new ApiError(400, "UnsupportedContentType", "The body must be application/x-www-form-urlencoded.");
  }
  const received = Object.fromEntries(pairs);
  if (Object.keys(received).length !== pairs.length) {
    throw new ApiError(400, "InvalidParameter", "A parameter was sent twice.");
  }
  return received;
}

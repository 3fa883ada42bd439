import { createHash, createHmac } from "node:crypto";

const algorithm = "ACS3-HMAC-SHA256";

/** The parts of a request that its signature covers. */
interface SignedRequest {
  readonly method: string;
  /** Decoded pairs of the query string. */
  readonly query: Iterable<readonly [string, string]>;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Names of the signed headers, lower case, sorted. */
  readonly signedHeaders: readonly string[];
  /** The body as received. */
  readonly body: Uint8Array | string;
}

/** The pieces of a well-formed Authorization header. */
interface Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Lower-case hexadecimal SHA-256. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Hash of the canonical request ("V3 request body and signature mechanism", step 1). */
export function hashCanonicalRequest(request: SignedRequest): string {
  const query = [...request.query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const headers = request.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`).join("");
  const lines = [request.method, "/", query, headers, request.signedHeaders.join(";"), sha256(request.body)];
  return sha256(lines.join("\n"));
}

/** Signature of a canonical request hash (the same document, steps 2 and 3): the secret is used as it is. */
export function sign(hashedCanonicalRequest: string, accessKeySecret: string): string {
  return createHmac("sha256", accessKeySecret).update(`${algorithm}\n${hashedCanonicalRequest}`).digest("hex");
}

/** Splits an Authorization header; undefined when it does not have the documented form. */
export function parseAuthorization(header: string): Authorization | undefined {
  const form = /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;
  const [, accessKeyId, signedHeaders, signature] = form.exec(header) ?? [];
  if (!accessKeyId || !signedHeaders || !signature) return undefined;
  return { accessKeyId, signedHeaders: signedHeaders.split(";"), signature };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}

import { expect, test } from "vitest";
import { hashCanonicalRequest, parseAuthorization, sign } from "../../../provider/emulator/signature";
import { vectors } from "./signature-vectors.json";

interface Vector {
  name: string;
  accessKeySecret: string;
  method: string;
  host: string;
  action: string;
  version: string;
  query: Record<string, string>;
  body: string;
  date: string;
  nonce: string;
  contentType?: string;
  securityToken?: string;
  payloadHash?: string;
  hashedCanonicalRequest: string;
  signature: string;
}

const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function signedHeadersOf(vector: Vector): Record<string, string> {
  const optional = {
    "content-type": vector.contentType,
    "x-acs-accesskey-id": vector.securityToken && "AKIDEXAMPLE",
    "x-acs-security-token": vector.securityToken,
  };
  const headers = {
    host: vector.host,
    "x-acs-action": vector.action,
    "x-acs-content-sha256": vector.payloadHash ?? emptyHash,
    "x-acs-date": vector.date,
    "x-acs-signature-nonce": vector.nonce,
    "x-acs-version": vector.version,
  };
  const present = Object.entries(optional).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return { ...headers, ...Object.fromEntries(present) };
}

test.each(vectors as unknown as Vector[])("golden vector: $name", (vector) => {
  const headers = signedHeadersOf(vector);
  const hash = hashCanonicalRequest({
    method: vector.method,
    query: Object.entries(vector.query).reverse(),
    headers,
    signedHeaders: Object.keys(headers).sort(),
    body: vector.body,
  });
  expect(hash).toBe(vector.hashedCanonicalRequest);
  expect(sign(hash, vector.accessKeySecret)).toBe(vector.signature);
});

test("parameter names sort as plain strings", () => {
  const request = { method: "GET", headers: {}, signedHeaders: [], body: "" };
  const query = [
    ["X.2", "b"],
    ["X.10", "c"],
    ["X.1", "a"],
  ] as const;
  const sorted = [query[2], query[1], query[0]];
  expect(hashCanonicalRequest({ ...request, query })).toBe(hashCanonicalRequest({ ...request, query: sorted }));
});

test.each([
  "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
  `ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=${"0".repeat(64)}`,
  "Basic YTpi",
])("not a signature: %s", (header) => {
  expect(parseAuthorization(header)).toBeUndefined();
});

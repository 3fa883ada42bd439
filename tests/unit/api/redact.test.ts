import fc from "fast-check";
import { expect, test } from "vitest";
import { redact } from "../../../provider/api/calls/redact";

test("the canonical request that SignatureDoesNotMatch echoes loses its token", () => {
  const echo =
    "server CanonicalRequest is [POST\n/\n\nhost:tds\nx-acs-accesskey-id:AKID\nx-acs-security-token:CAIS+unknown/token==\n\nhost;x-acs-date\n]";
  const clean = redact(echo, []);
  expect(clean).not.toContain("CAIS");
  expect(clean).toContain("x-acs-accesskey-id:AKID");
});

test("a V2 string to sign loses its token, encoded or not", () => {
  expect(redact("POST&%2F&AccessKeyId%3DAKID%26SecurityToken%3DCAIS%252Bx%26Version", [])).not.toContain("CAIS");
  expect(redact("?SecurityToken=CAISx&Version=1", [])).toBe("?SecurityToken=[hidden]&Version=1");
});

test("an Authorization value is hidden", () => {
  const header = "ACS3-HMAC-SHA256 Credential=AKID,SignedHeaders=host,Signature=06563a9e1b43f5df";
  expect(redact(header, [])).not.toMatch(/AKID|06563a9e/);
});

test("a known secret never survives, whatever surrounds it", () => {
  const secret = fc.string({ minLength: 8 }).filter((text) => text.trim().length > 4 && !text.includes("hidden"));
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), fc.nat(2), (hidden, before, after, encodings) => {
      let form = hidden;
      for (let time = 0; time < encodings; time++) form = encodeURIComponent(form);
      expect(redact(`${before}${form}${after}`, [hidden])).not.toContain(form);
    }),
  );
});

test.each([
  ["e", "The resource was refused (e).", "The resource was refused ([hidden])."],
  ["10", "100 of 10 rules", "100 of [hidden] rules"],
  [".*", "rule a.b is .*", "rule a.b is [hidden]"],
  ["   ", "a   b", "a   b"],
  ['p"w\n', 'got "p\\"w\\n"', 'got "[hidden]"'],
])("a short or blank secret leaves the rest of a message: %j", (hidden, message, clean) => {
  expect(redact(message, [hidden])).toBe(clean);
});

test("of a secret that is the beginning of another one nothing is left", () => {
  expect(redact("got canary-and-more", ["canary", "canary-and-more"])).toBe("got [hidden]");
});

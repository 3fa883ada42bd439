const HIDDEN = "[hidden]";

/** What carries a credential in a signed request, as the service echoes it in SignatureDoesNotMatch. */
const CARRIERS: readonly RegExp[] = [
  /(x-acs-security-token\s*[:=]\s*)[^\s;,\]"]+/gi,
  /(SecurityToken(?:=|%3D|%253D))[^\s&%\]"]+/gi,
  /(Signature=)[0-9a-z+/%=]+/gi,
  /(ACS3-HMAC-SHA256 Credential=)[^\s"]+/gi,
];

/** `text` without the secrets, also where they are percent-encoded once or twice, and without Authorization values. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) {
    const once = encodeURIComponent(secret);
    for (const form of new Set([encodeURIComponent(once), once, secret])) clean = clean.replaceAll(form, HIDDEN);
  }
  for (const carrier of CARRIERS) clean = clean.replace(carrier, `$1${HIDDEN}`);
  return clean;
}

/** A copy of an error without the secrets: name, message, code and stack only, since other properties may hold the request. */
export function redactError(error: Error, secrets: Iterable<string>): Error {
  const { name, message, stack = "", code } = error as Error & { readonly code?: unknown };
  const copy = new Error(redact(message, secrets));
  copy.stack = redact(stack, secrets);
  if (name !== copy.name) copy.name = name;
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}

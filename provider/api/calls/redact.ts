const HIDDEN = "[hidden]";

/** What carries a credential in a signed request, as the service echoes it in SignatureDoesNotMatch. */
const CARRIERS: readonly RegExp[] = [
  /(x-acs-security-token\s*[:=]\s*)[^\s;,\]"]+/gi,
  /(SecurityToken(?:=|%3D|%253D))[^\s&%\]"]+/gi,
  /(Signature=)[0-9a-z+/%=]+/gi,
  /(ACS3-HMAC-SHA256 Credential=)[^\s"]+/gi,
];

/** A secret as short as this counts only where it stands alone: inside words it would be found by chance. */
const SHORT = 4;

/** `text` without the secrets, also percent-encoded once or twice or quoted, and without Authorization values. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text;
  // One may be a part of another one.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    const once = encodeURIComponent(secret);
    const quoted = JSON.stringify(secret).slice(1, -1);
    for (const form of new Set([encodeURIComponent(once), once, quoted, secret])) clean = without(clean, form);
  }
  for (const carrier of CARRIERS) clean = clean.replace(carrier, `$1${HIDDEN}`);
  return clean;
}

function without(text: string, secret: string): string {
  if (secret.trim() === "") return text;
  if (secret.length >= SHORT) return text.replaceAll(secret, HIDDEN);
  const exactly = secret.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${exactly}(?![\\p{L}\\p{N}])`, "gu"), HIDDEN);
}

/** A copy of an error without the secrets: name, message, code and stack only, since other properties may hold the request. */
export function redactError(error: Error, secrets: Iterable<string>): Error {
  const { name, message, stack = "", code } = error as Error & { readonly code?: unknown };
  const copy = new Error(redact(message, secrets));
  copy.stack = redact(stack, secrets);
  if (name !== copy.name) copy.name = name;
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}

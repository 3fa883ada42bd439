/** Signs of JSON as bytes. (RFC 8259) */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const BLANK = 0x20;
const DELETE = 0x7f;

const bytesThat = (are: (byte: number) => boolean) => Uint8Array.from({ length: 256 }, (_, byte) => Number(are(byte)));

/** 1 for the bytes at which a text does not simply go on: its end, an escape, what is not ASCII, and what no text has. */
const STOPS = bytesThat((byte) => byte < BLANK || byte === QUOTE || byte === BACKSLASH || byte > DELETE);
/** 1 for what may follow a backslash, but `u`. */
const ESCAPED = bytesThat((byte) => '"\\/bfnrt'.includes(String.fromCharCode(byte)));
const UNICODE = 0x75;
const HEX = /^[0-9a-f]{4}$/i;

/**
 * Behind the quotation mark that ends the text whose first byte is at `start`; negated (~) where the text is not simply its bytes:
 * it has escapes, or more than ASCII. -1 for what is no text of JSON.
 */
export function endOfText(bytes: Buffer, start: number): number {
  let at = start;
  let isPlain = true;
  for (;;) {
    while (STOPS[bytes[at] as number] === 0) at++;
    const byte = bytes[at] as number;
    if (byte === QUOTE) return isPlain ? at + 1 : ~(at + 1);
    isPlain = false;
    if (byte > DELETE) {
      at++;
      continue;
    }
    if (byte !== BACKSLASH) return -1;
    const next = bytes[at + 1] as number;
    if (ESCAPED[next] === 1) at += 2;
    else if (next === UNICODE && HEX.test(bytes.toString("latin1", at + 2, at + 6))) at += 6;
    else return -1;
  }
}

/** Behind the number, word, list or object that begins at `start`, negated (~); -1 for what is none of JSON. */
export function endOfOther(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      const end = endOfText(bytes, at + 1);
      if (end === -1) return -1;
      at = end < 0 ? ~end : end;
      continue;
    }
    if (depth === 0 && (byte === COMMA || byte === CLOSE)) return isJson(bytes, start, at) ? ~at : -1;
    if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    else if (byte < BLANK) return -1;
    at++;
  }
  return -1;
}

function isJson(bytes: Buffer, start: number, end: number): boolean {
  try {
    JSON.parse(bytes.toString("latin1", start, end));
    return true;
  } catch {
    return false;
  }
}

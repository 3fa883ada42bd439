import type { Keys } from "../evaluation/entry";
import { isObject, parseJson, readJson } from "../json";

/** Signs of JSON as bytes. (RFC 8259) */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LINE_END = 0x0a;
const BLANK = 0x20;

/** How a value stands in the line: a text without and with escapes, in ASCII or not, or anything else that JSON has. */
const ABSENT = 0;
const ASCII = 1;
const PLAIN = 2;
const OTHER = 3;

/** How lines of alerts and events begin, as a history file has them. (provider/history) */
const BEGINNINGS = (["alert", "event"] as const).map((kind) => ({
  kind,
  bytes: Buffer.from(`{"kind":"${kind}","entry":`),
}));

/**
 * Reads the alerts and events of a history file, of which only some keys are wanted: what is not is passed over, and what is
 * wanted is read when it is asked for.
 * @param chunks the bytes of the file, cut anywhere
 * @param keys what `add` may ask for
 * @param add takes an entry; it must not keep it
 * @throws Error that names the line that is no line of a history
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  keys: Iterable<string>,
  add: (entry: Keys, kind: "alert" | "event") => void,
): Promise<void> {
  const line = new Line([...keys]);
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  const read = (bytes: Buffer, start: number, end: number) => {
    number++;
    const kind = line.read(bytes, start, end);
    if (kind === undefined) throw new Error(`Line ${number} is no line of a history.`);
    if (kind === "alert" || kind === "event") add(line, kind);
  };
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, start)) {
      if (rest.length === 0) {
        read(bytes, start, end);
      } else {
        const cut = Buffer.concat([rest, bytes.subarray(start, end)]);
        read(cut, 0, cut.length);
        rest = Buffer.alloc(0);
      }
      start = end + 1;
    }
    rest = Buffer.concat([rest, bytes.subarray(start)]);
  }
  if (rest.length > 0) read(rest, 0, rest.length);
}

/** One line after the other: where in it the wanted values stand. */
class Line implements Keys {
  readonly #places: ReadonlyMap<string, number>;
  /** Per length of a key the wanted ones. */
  readonly #byLength: (readonly { readonly bytes: Buffer; readonly place: number }[])[] = [];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #forms: Uint8Array;
  readonly #values: unknown[];
  #bytes: Buffer = Buffer.alloc(0);
  /** What was read in full, where the line is written in a way that passing over does not take. */
  #whole: { readonly [key: string]: unknown } | undefined;

  constructor(keys: readonly string[]) {
    this.#places = new Map(keys.map((key, place) => [key, place]));
    for (const [place, key] of keys.entries()) {
      const bytes = Buffer.from(key);
      this.#byLength[bytes.length] = [...(this.#byLength[bytes.length] ?? []), { bytes, place }];
    }
    this.#starts = new Int32Array(keys.length);
    this.#ends = new Int32Array(keys.length);
    this.#forms = new Uint8Array(keys.length);
    this.#values = new Array(keys.length);
  }

  /** Takes a line; its kind, or undefined for what is no line of a history. */
  read(bytes: Buffer, start: number, end: number): string | undefined {
    this.#bytes = bytes;
    this.#whole = undefined;
    this.#forms.fill(ABSENT);
    for (const { kind, bytes: beginning } of BEGINNINGS) {
      const begins =
        bytes.compare(beginning, 0, beginning.length, start, Math.min(start + beginning.length, end)) === 0;
      if (begins && bytes[end - 1] === CLOSE && this.#passOver(bytes, start + beginning.length, end - 1)) return kind;
    }
    const whole = readJson(bytes.toString("utf8", start, end));
    if (!isObject(whole) || typeof whole.kind !== "string") return undefined;
    this.#whole = isObject(whole.entry) ? whole.entry : {};
    return whole.kind;
  }

  has(key: string): boolean {
    if (this.#whole !== undefined) return Object.hasOwn(this.#whole, key);
    const place = this.#places.get(key);
    return place !== undefined && this.#forms[place] !== ABSENT;
  }

  get(key: string): unknown {
    if (this.#whole !== undefined) return Object.hasOwn(this.#whole, key) ? this.#whole[key] : undefined;
    const place = this.#places.get(key);
    if (place === undefined) return undefined;
    const form = this.#forms[place];
    if (form === ABSENT) return undefined;
    if (form !== READ) {
      this.#values[place] = this.#valueAt(this.#starts[place] as number, this.#ends[place] as number, form as number);
      this.#forms[place] = READ;
    }
    return this.#values[place];
  }

  #valueAt(start: number, end: number, form: number): unknown {
    if (form === ASCII) return this.#bytes.toString("latin1", start, end);
    const text = this.#bytes.toString("utf8", start, end);
    if (form === PLAIN) return text;
    return readJson(text, text.startsWith('"') || text.length < EXACT ? JSON.parse : parseJson);
  }

  /** Finds the wanted values; false when the line is not an object written in the usual way. */
  #passOver(bytes: Buffer, start: number, end: number): boolean {
    let at = start;
    if (bytes[at++] !== OPEN) return false;
    while (at < end) {
      if (bytes[at] !== QUOTE) return false;
      const key = at + 1;
      at = endOfText(bytes, key, end);
      if (formOf(bytes, key, at) === OTHER) return false;
      const place = this.#placeOf(bytes, key, at);
      if (bytes[++at] !== COLON) return false;
      at++;
      const value = at;
      if (bytes[at] === QUOTE) {
        at = endOfText(bytes, at + 1, end);
        if (at >= end) return false;
        if (place >= 0) {
          const form = formOf(bytes, value + 1, at);
          this.#put(place, form === OTHER ? value : value + 1, form === OTHER ? at + 1 : at, form);
        }
        at++;
      } else {
        at = endOfOther(bytes, at, end);
        if (at > end || at === value) return false;
        if (place >= 0) this.#put(place, value, at, OTHER);
      }
      if (bytes[at] === CLOSE) return isBlank(bytes, at + 1, end);
      if (bytes[at++] !== COMMA) return false;
    }
    return false;
  }

  #put(place: number, start: number, end: number, form: number): void {
    this.#starts[place] = start;
    this.#ends[place] = end;
    this.#forms[place] = form;
  }

  #placeOf(bytes: Buffer, start: number, end: number): number {
    const wanted = this.#byLength[end - start];
    if (wanted === undefined) return -1;
    for (const { bytes: key, place } of wanted) {
      if (isAt(bytes, start, key)) return place;
    }
    return -1;
  }
}

/** How far a quotation mark is looked for byte by byte: a search costs as much as that. */
const NEAR = 48;

/** A number of fewer characters is held exactly. */
const EXACT = 16;

function isAt(bytes: Buffer, start: number, text: Buffer): boolean {
  let at = 0;
  while (at < text.length && text[at] === bytes[start + at]) at++;
  return at === text.length;
}

/** A value that was read already. */
const READ = 4;

/** Where a text ends: at its quotation mark, or `end`. */
function endOfText(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const near = Math.min(at + NEAR, end);
    while (at < near) {
      const byte = bytes[at];
      if (byte === QUOTE) return at;
      at += byte === BACKSLASH ? 2 : 1;
    }
    if (at >= end) return end;
    const quote = bytes.indexOf(QUOTE, at);
    if (quote < 0 || quote >= end) return end;
    let escapes = 0;
    while (bytes[quote - 1 - escapes] === BACKSLASH && quote - 1 - escapes >= at) escapes++;
    if (escapes % 2 === 0) return quote;
    at = quote + 1;
  }
  return end;
}

function formOf(bytes: Buffer, start: number, end: number): number {
  let form = ASCII;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === BACKSLASH) return OTHER;
    if (byte >= 0x80) form = PLAIN;
  }
  return form;
}

/** Where a number, a word, a list or an object ends. */
function endOfOther(bytes: Buffer, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at + 1, end);
    else if (byte === OPEN || byte === OPEN_LIST) depth++;
    else if (depth === 0 && (byte === COMMA || byte === CLOSE)) return at;
    else if (byte === CLOSE || byte === CLOSE_LIST) {
      depth--;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && byte !== undefined && byte <= BLANK) return end + 1;
  }
  return end + 1;
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] as number) > BLANK) return false;
  return true;
}

import type { Keys } from "../evaluation/entry";
import { isObject, parseFast, readJson } from "../json";
import { endOfOther, endOfText } from "./scan";

/** Signs of JSON as bytes. (RFC 8259) */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSE = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** How lines of alerts and events begin, as a history file has them. (provider/history) */
const BEGINNINGS = (["alert", "event"] as const).map((kind) => ({
  kind,
  bytes: Buffer.from(`{"kind":"${kind}","entry":{`),
}));

const KINDS = ["alert", "event", "record"] as const;
type Kind = (typeof KINDS)[number];

function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value);
}

/** A key as it stands in a line, with its quotation marks and colon. */
interface Key {
  readonly bytes: Buffer;
  /** Where its value goes; -1 when nobody wants it. */
  readonly place: number;
}

/** So many keys are remembered; the service has about fifty. */
const REMEMBERED = 512;

/** One line after the other: where in it the wanted values stand. */
export class Line implements Keys {
  readonly #places: ReadonlyMap<string, number>;
  /** The keys that were met, in the order of the first line that had them: most lines have them in that order. */
  readonly #met: Key[] = [];
  readonly #metAt = new Map<string, number>();
  /** Per place the number of the line that has a value there, and where that stands; its end is negated (~) for no plain text. */
  readonly #lines: Float64Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #values: unknown[];
  readonly #readLines: Float64Array;
  #number = 0;
  #end = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** What was read in full, where the line is written in a way that passing over does not take. */
  #whole: { readonly [key: string]: unknown } | undefined;

  /** @param keys what may be asked for */
  constructor(keys: readonly string[]) {
    this.#places = new Map(keys.map((key, place) => [key, place]));
    this.#lines = new Float64Array(keys.length);
    this.#starts = new Int32Array(keys.length);
    this.#ends = new Int32Array(keys.length);
    this.#readLines = new Float64Array(keys.length);
    this.#values = new Array(keys.length).fill(undefined);
  }

  /** Where the next line begins. */
  get end(): number {
    return this.#end;
  }

  /** Takes the line that begins at `start`; what it is, or undefined for what is no line of a history. */
  read(bytes: Buffer, start: number): Kind | "history" | "blank" | undefined {
    this.#bytes = bytes;
    this.#whole = undefined;
    this.#number++;
    for (const { kind, bytes: beginning } of BEGINNINGS) {
      if (isAt(bytes, start, beginning) && this.#passOver(bytes, start + beginning.length)) return kind;
    }
    const feed = bytes.indexOf(LINE_FEED, start);
    this.#end = feed < 0 ? bytes.length : feed + 1;
    const text = bytes.toString("utf8", start, this.#end);
    if (text.trim() === "") return "blank";
    const whole = readJson(text, parseFast);
    if (!isObject(whole)) return undefined;
    if (whole.kind === "history") return whole.kind;
    if (!isKind(whole.kind) || !isObject(whole.entry)) return undefined;
    this.#whole = whole.entry;
    return whole.kind;
  }

  has(key: string): boolean {
    if (this.#whole !== undefined) return Object.hasOwn(this.#whole, key);
    const place = this.#places.get(key);
    return place !== undefined && this.#lines[place] === this.#number;
  }

  get(key: string): unknown {
    if (this.#whole !== undefined) return Object.hasOwn(this.#whole, key) ? this.#whole[key] : undefined;
    const place = this.#places.get(key);
    if (place === undefined || this.#lines[place] !== this.#number) return undefined;
    if (this.#readLines[place] !== this.#number) {
      this.#readLines[place] = this.#number;
      this.#values[place] = valueAt(this.#bytes, this.#starts[place] as number, this.#ends[place] as number);
    }
    return this.#values[place];
  }

  /** Finds the wanted values of the entry whose first key is at `start`; false when it is not written in the usual way. */
  #passOver(bytes: Buffer, start: number): boolean {
    let at = start;
    let next = 0;
    if (bytes[at] === CLOSE) return this.#endsAt(bytes, at + 1);
    for (;;) {
      let key = this.#met[next];
      if (key !== undefined && isAt(bytes, at, key.bytes)) {
        next++;
      } else {
        const end = endOfKey(bytes, at);
        if (end < 0) return false;
        const text = bytes.toString("latin1", at, end);
        const index = this.#metAt.get(text);
        key = (index === undefined ? undefined : this.#met[index]) ?? this.#meet(text);
        next = (index ?? next) + 1;
      }
      at += key.bytes.length;
      const value = at;
      const end = bytes[at] === QUOTE ? endOfText(bytes, at + 1) : endOfOther(bytes, at);
      if (end === -1) return false;
      const { place } = key;
      if (place >= 0) {
        this.#lines[place] = this.#number;
        this.#starts[place] = value;
        this.#ends[place] = end;
      }
      at = end < 0 ? ~end : end;
      if (bytes[at] === CLOSE) return this.#endsAt(bytes, at + 1);
      if (bytes[at++] !== COMMA) return false;
    }
  }

  /** Whether the line ends where its entry does. */
  #endsAt(bytes: Buffer, entry: number): boolean {
    if (bytes[entry] !== CLOSE) return false;
    const end = bytes[entry + 1] === RETURN ? entry + 2 : entry + 1;
    if (end < bytes.length && bytes[end] !== LINE_FEED) return false;
    this.#end = end + 1;
    return true;
  }

  #meet(text: string): Key {
    const bytes = Buffer.from(text, "latin1");
    const key = { bytes, place: this.#places.get(bytes.toString("utf8", 1, bytes.length - 2)) ?? -1 };
    if (this.#met.length < REMEMBERED) this.#metAt.set(text, this.#met.push(key) - 1);
    return key;
  }
}

function isAt(bytes: Buffer, start: number, text: Buffer): boolean {
  let at = 0;
  while (at < text.length && text[at] === bytes[start + at]) at++;
  return at === text.length;
}

/** Behind the colon of the key at a place; -1 for one with escapes, or none. */
function endOfKey(bytes: Buffer, start: number): number {
  if (bytes[start] !== QUOTE) return -1;
  const found = endOfText(bytes, start + 1);
  const end = found < 0 ? ~found : found;
  if (found === -1 || bytes[end] !== COLON || bytes.subarray(start, end).includes(BACKSLASH)) return -1;
  return end + 1;
}

/** @param end negated (~) for what is no plain text */
function valueAt(bytes: Buffer, start: number, end: number): unknown {
  if (end > 0) return bytes.toString("latin1", start + 1, end - 1);
  const text = bytes.toString("utf8", start, ~end);
  return bytes[start] === QUOTE ? JSON.parse(text) : parseFast(text);
}

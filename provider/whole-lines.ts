/** The byte that ends a line. */
const LINE_FEED = 0x0a;

/** A line is so many bytes long at most: a text of more is none that JavaScript can hold. (V8, String::kMaxLength) */
const LONGEST = 0x1fff_ffe8;

/**
 * Cuts the bytes of a file at ends of lines.
 * @param chunks the bytes, cut anywhere
 * @returns pieces of whole lines, each with its end; what follows the last end of a line is a piece, too, the last one
 * @throws RangeError when a line is longer than 512 MB
 */
export async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const last = bytes.lastIndexOf(LINE_FEED) + 1;
    let start = 0;
    if (begun.length > 0 && last > 0) {
      start = bytes.indexOf(LINE_FEED) + 1;
      yield Buffer.concat([...begun, bytes.subarray(0, start)]);
      begun = [];
      length = 0;
    }
    if (last > start) yield bytes.subarray(start, last);
    if (last < bytes.length) begun.push(bytes.subarray(last));
    length += bytes.length - last;
    if (length > LONGEST) throw new RangeError("a line is longer than 512 MB");
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

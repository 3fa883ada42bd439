/** The text of a file in UTF-8, or in the UTF-16 that Windows PowerShell 5.1 writes, without its byte order mark. */
export function textIn(bytes: Uint8Array): string {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}

import type { Keys } from "../evaluation/entry";
import { wholeLines } from "../whole-lines";
import { Line } from "./line";

const LINE_FEED = 0x0a;

/**
 * Reads the alerts and events of a history file, of which only some keys are wanted: what is not is passed over, and what is
 * wanted is read when it is asked for. Blank lines do not count.
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
  for await (const bytes of wholeLines(chunks)) {
    for (let at = 0; at < bytes.length; at = line.end) {
      number++;
      const kind = line.read(bytes, at);
      if (kind === undefined) {
        const isTorn = line.end === bytes.length && bytes.at(-1) !== LINE_FEED;
        throw new Error(
          isTorn
            ? `It ends in the middle of line ${number}: it is not complete.`
            : `Line ${number} is no line of a history.`,
        );
      }
      if (kind === "history" && number > 1) throw new Error(`Line ${number} begins another history: name one of them.`);
      if (kind === "alert" || kind === "event") add(line, kind);
    }
  }
}

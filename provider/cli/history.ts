import { InvalidArgumentError } from "commander";
import type { HistoryKind } from "../history/entry";
import { HistoryFileError } from "../history/file";
import { readHistory } from "../history/read";
import { counted, series } from "../wording";
import { cloudCommand, EXIT, flag, parsed, positive, print, repeated, text, word } from "./command";
import { beforeInterruption } from "./interruption";
import type { HistoryResult } from "./printed";

const LONGEST_DAYS = 3_650;

const HELP = `
The file has one JSON text a line: first {"kind":"history",…} with the time that was read, then {"kind":"alert","entry":{…}},
"event" and "record", each entry with the service's own keys and every digit of an id. A name that ends in .gz is compressed.

It holds what attackers and users did: addresses, names, command lines, and with them passwords and tokens. Keep it like
a credential. --drop leaves out a key at every depth, also inside JSON texts and lists of { Key, Values }; the same value may
stand elsewhere, as in a description. --only keeps nothing but the keys of an entry that it names.

While it is read, the file is <file>.part, and <file>.progress tells how far it is: for which time and account, and how many
bytes are complete. The same command goes on from there after Ctrl+C or a crash; nothing is read twice or left out. The end of
the time is fixed at the first start: what happens later is not in the file.`;

/** `alicloud-soar history`: what the account had of alerts, events and playbook runs, in a file. */
export const historyCommand = cloudCommand({
  name: "history",
  description: "write the alerts and events of the last days to a file, against which rules can be judged",
  example: "alicloud-soar history --days 30 --drop SubUserName --drop AlertDetail --file history.jsonl.gz",
  options: {
    days: parsed("--days <number>", "how many days until now", days, 30),
    file: parsed("--file <path>", "file to write", historyFile, "history.jsonl.gz"),
    records: flag("--records", "runs of playbooks, too"),
    only: repeated("--only <key>", "key of an entry to keep, instead of all", word),
    drop: repeated("--drop <key>", "key to leave out, e.g. SubUserName", word),
    json: flag("--json", "print what was read as JSON"),
  },
  run: async (context, { days, file, records, only, drop, json }) => {
    const both = only.find((key) => drop.includes(key));
    if (both !== undefined) throw new InvalidArgumentError(`--only and --drop both name ${both}.`);
    let entries = 0;
    const goOn = beforeInterruption(
      () => `Interrupted: ${entries} entries are in ${file}.part. The same command goes on from there.`,
    );
    const kinds: HistoryKind[] = ["alert", "event", ...(records ? (["record"] as const) : [])];
    const kept = (count: number) => {
      entries = count;
    };
    const { since, until, counts, unmet } = await readHistory(context, { path: file, days, kinds, only, drop, kept })
      .catch((error: unknown) => {
        throw error instanceof HistoryFileError ? new InvalidArgumentError(error.message) : error;
      })
      .finally(goOn);
    const result: HistoryResult = {
      file,
      since: new Date(since).toISOString(),
      until: new Date(until).toISOString(),
      entries: counts,
      keysNotMet: unmet,
    };
    return () => {
      for (const key of unmet) console.error(`warning: no entry had the key ${key}; is it spelled like that?`);
      print(json, result, [`${sentence(counts)} from ${result.since} to ${result.until} are in ${file}.`]);
      return EXIT.succeeded;
    };
  },
}).addHelpText("after", HELP);

function sentence({ alert = 0, event = 0, record }: HistoryResult["entries"]): string {
  const runs = record === undefined ? [] : [counted(record, "playbook run")];
  return series([counted(alert, "alert"), counted(event, "event"), ...runs], String);
}

function historyFile(given: string): string {
  const path = text(given);
  if (path !== "-") return path;
  throw new InvalidArgumentError("It must be a file: after an interruption, the same command goes on from it.");
}

/** Reads a number of days. */
export function days(given: string): number {
  const value = positive(given);
  if (value <= LONGEST_DAYS) return value;
  throw new InvalidArgumentError(`It must be ${LONGEST_DAYS} days at most.`);
}

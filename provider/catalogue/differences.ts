import { quote } from "../wording";
import type { AccountCatalogue } from "./catalogue";

/** One thing in which an account is not what a catalogue says. */
export interface CatalogueDifference {
  readonly change: "added" | "removed" | "changed";
  /** What it is about, e.g. `field "alert_name" of alert rules`. */
  readonly what: string;
}

/** In what an account is not what a catalogue says of it, the day apart. */
export function differencesOf(written: AccountCatalogue, found: AccountCatalogue): CatalogueDifference[] {
  const [before, after] = [factsOf(written), factsOf(found)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((what) => {
    const [old, now] = [before.get(what), after.get(what)];
    if (old === now) return [];
    return { change: old === undefined ? "added" : now === undefined ? "removed" : "changed", what };
  });
}

/** Everything that is listed, by what it is called; the text is what may change about it. */
function factsOf({ fields, playbooks }: AccountCatalogue): Map<string, string> {
  const ofFields = Object.entries(fields).flatMap(([type, list]) =>
    list.flatMap(({ field, dataType, operators, values }) => {
      const of = `the field ${quote(field)} of ${type} rules`;
      return [
        [of.slice("the ".length), dataType] as const,
        ...operators.map((operator) => [`operator ${quote(operator)} of ${of}`, ""] as const),
        ...values.map((value) => [`value ${quote(value)} of ${of}`, ""] as const),
      ];
    }),
  );
  const ofPlaybooks = playbooks.map(({ uuid, name, paramType }) => {
    return [`playbook ${quote(uuid)}`, [name, paramType].join("\0")] as const;
  });
  return new Map([...ofFields, ...ofPlaybooks]);
}

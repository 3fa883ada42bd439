import { entitiesIn, type Keys } from "../evaluation/entry";
import { canonicalText, type JsonObject } from "../json";
import { hashOf } from "./distinct";

/** An entity or asset of an entry. What such an object looks like is undocumented: what is not recognised is told by all of it. */
export interface Entity {
  /** What it is, e.g. `ip`, `host`, `file`, `process`. */
  readonly type: string;
  /** What a reader knows it by. */
  readonly name: string;
  /** Hash of what tells it from others. */
  readonly hash: number;
}

/** So many lists of assets are remembered: most alerts are about few hosts. */
const REMEMBERED = 4_096;

/** Reads what entries are about. */
export class Entities {
  readonly #remembered = new Map<string, readonly Entity[]>();

  /** The entities that an entry is about, on which a playbook works. */
  of(entry: Keys): readonly Entity[] {
    return entitiesIn(entry.get("EntityList")).map(entity);
  }

  /** The assets of an entry. */
  assetsOf(entry: Keys): readonly Entity[] {
    const list = entry.get("AssetList");
    if (typeof list !== "string") return entitiesIn(list).map(entity);
    const known = this.#remembered.get(list);
    if (known !== undefined) return known;
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    const read = entitiesIn(list).map(entity);
    this.#remembered.set(list, read);
    return read;
  }
}

/** The keys that `Entities` reads. */
export const ENTITY_KEYS: readonly string[] = ["EntityList", "AssetList"];

/** Keys that tell one from others, and those that name it, the first that is there. */
const IDS = ["entity_uuid", "asset_uuid", "host_uuid", "asset_id", "uuid"];
const ANY_NAME = ["entity_name", "asset_name", "name"];
const NAMES = new Map([
  ["host", ["host_name", "asset_name", "ip", ...ANY_NAME]],
  ["ip", ["ip", ...ANY_NAME]],
  ["file", ["file_path", "file_name", "hash_value", ...ANY_NAME]],
  ["process", ["cmdline", "proc_path", "process_name", ...ANY_NAME]],
  ["domain", ["domain", ...ANY_NAME]],
  ["url", ["url", ...ANY_NAME]],
]);
const TYPES = ["entity_type", "asset_type", "type"];

function entity(object: JsonObject): Entity {
  const type = textAt(object, TYPES) ?? "unknown";
  const name = textAt(object, NAMES.get(type) ?? ANY_NAME);
  const id = textAt(object, IDS) ?? name ?? canonicalText(object);
  return { type, name: name ?? id, hash: hashOf(`${type} ${id}`) };
}

function textAt(object: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

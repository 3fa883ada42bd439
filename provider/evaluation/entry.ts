import { isObject, type JsonObject, parseFast, readJson } from "../json";
import type { Finding } from "./findings";

/** An alert as DescribeAlerts shows it, or an event as DescribeCloudSiemEvents does. */
export type Entry = JsonObject;

/** What gives the value of a key of an entry: undefined when it has none. A Map is one. */
export interface Keys {
  has(key: string): boolean;
  get(key: string): unknown;
}

/** The lists of what an entry is about: JSON texts, or what they say. */
const ENTITIES = ["EntityList", "AssetList"];

/** The keys of an entry that a field of a condition is read from. */
export function keysOf(field: string): readonly string[] {
  return field.includes(".") ? ENTITIES : [pascalCase(field)];
}

/** How what an entry has for a field is tested; undefined: it lacks the key. */
export function testedOn(field: string, test: (value: unknown) => Finding): (entry: Keys) => Finding {
  const values = valuesOf(field);
  const [key = ""] = keysOf(field);
  if (values === undefined) return (entry) => test(entry.get(key));
  return (entry) => {
    const [first, ...others] = values(entry).map(test);
    return others.every((finding) => finding === first) ? (first as Finding) : "differing";
  };
}

/**
 * How the values of a field with a dot are read: those of all entities that have the property, or undefined alone; undefined
 * for any other field, which has the value of its key.
 */
export function valuesOf(field: string): ((entry: Keys) => readonly unknown[]) | undefined {
  const dot = field.indexOf(".");
  if (dot < 0) return undefined;
  const [entity, property] = [field.slice(0, dot), field.slice(dot + 1)];
  return (entry) => {
    const entities = ENTITIES.flatMap((key) => entitiesIn(entry.get(key)));
    const values = entities.flatMap((one) => valuesIn(one, entity, property));
    return values.length === 0 ? [undefined] : values;
  };
}

/** The entities in a list of them, which the service has as JSON text. */
export function entitiesIn(list: unknown): readonly JsonObject[] {
  if (typeof list !== "string") return Array.isArray(list) ? list.filter(isObject) : [];
  const last = lastRead.find(({ text }) => text === list);
  if (last) return last.entities;
  const entities = entitiesIn(readJson(list, parseFast));
  lastRead = [{ text: list, entities }, ...lastRead.slice(0, ENTITIES.length - 1)];
  return entities;
}

/** The lists of the present entry: many conditions read them. */
let lastRead: readonly { readonly text: string; readonly entities: readonly JsonObject[] }[] = [];

/** Whether an entry is an alert or an event; undefined where its keys do not show it. */
export function kindOf(entry: Keys): "alert" | "event" | undefined {
  if (ALERT.some((key) => entry.has(key))) return "alert";
  return EVENT.some((key) => entry.has(key)) ? "event" : undefined;
}

/** Keys of which one tells an alert from an event. */
const ALERT = ["AlertUuid", "AlertName", "AlertLevel", "AlertTitle", "AlertType"];
const EVENT = ["IncidentName", "ThreatLevel", "IncidentType", "AlertNum"];

/** The keys that show what an entry is. */
export const KIND_KEYS: readonly string[] = [...ALERT, ...EVENT];

/** AlertName for alert_name: the natural reading; no document says which field is which key. */
function pascalCase(field: string): string {
  return field.replace(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** The values of an entity's property: of one that has a part of this name, a key of this name, or this type. */
function valuesIn(entity: JsonObject, name: string, property: string): unknown[] {
  const part = valueAt(entity, name);
  const types = [valueAt(entity, "entity_type"), valueAt(entity, "asset_type"), valueAt(entity, "type")];
  const holder = isObject(part) ? part : part !== undefined || types.includes(name) ? entity : undefined;
  const value = holder && valueAt(holder, property);
  return value === undefined ? [] : [value];
}

function valueAt(object: JsonObject, name: string): unknown {
  const pascal = pascalCase(name);
  return object[name] ?? object[pascal] ?? object[pascal.charAt(0).toLowerCase() + pascal.slice(1)];
}

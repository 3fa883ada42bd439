import { defaultSettings, type Settings } from "./settings";

/** What each character answers; to what it does not name it gives the default answer. */
export const characters = {
  /** Tells little and soon forgets. */
  forgetful: {
    postData: "nothing",
    emptyFields: "left-out",
    emptyLists: "left-out",
    history: "purged",
    operateCode: "null",
    strategyParams: "hidden",
    ruleNameFilter: "ignored",
    retryAfter: "absent",
    deleteOfMissing: "accepted",
    statusOfMissing: "accepted",
    postToMissing: "accepted",
    statusAfterPost: "switched-off",
    creatorAfterPost: "caller",
    unlistedNames: "accepted",
  },
  /** Adds to everything. */
  chatty: {
    postData: "word",
    newRuleStatus: "enabled",
    statusAfterPost: "switched-on",
    ruleKeys: "added",
    booleans: "text",
    integers: "text",
    unknownFields: "added",
    operateCode: "success",
    strategyParams: "added",
    rootTaskIds: "match",
    postToMissing: "creates",
    listOrder: "oldest-first",
  },
  /** Cuts everything short. */
  terse: {
    postData: "other-number",
    ruleNameBlanks: "trimmed",
    strategyNameBlanks: "trimmed",
    ruleTexts: "structure",
    ruleKeys: "nulls",
    emptyFields: "null",
    emptyLists: "null",
    postWithId: "patches",
    operateCode: "empty",
    secondOnceTask: "running",
    cancelOfFinished: "accepted",
    finishedTaskAction: "accepted",
  },
  /** Shows late what it did, and in parts. */
  slow: {
    listLag: "2s",
    repairListing: "in-parts",
    pageCap: "at-20",
    serverErrors: "done",
    retryAfter: "seconds",
    newRuleStatus: "enabled",
    strategyParams: "rewritten",
    ruleKeys: "items",
  },
  /** Refuses what it can. */
  strict: {
    ruleNames: "unique",
    ruleNameFilter: "exact",
    refusals: "http-500",
    ruleTexts: "as-sent",
    pageCap: "at-50",
    repeatedAction: "refused",
    onceTaskLimitReply: "http-400",
  },
} as const satisfies Readonly<Record<string, Partial<Settings>>>;

/** Name of a character: a likely service, as a whole. */
export type CharacterName = keyof typeof characters;

/** Names of all characters. */
export const characterNames = Object.keys(characters) as CharacterName[];

/** The answers of a character. Throws Error when there is none of this name. */
export function settingsOf(name: CharacterName): Settings {
  if (!characterNames.includes(name)) {
    throw new Error(`unknown character ${name}; known: ${characterNames.join(", ")}`);
  }
  return { ...defaultSettings(), ...characters[name] };
}

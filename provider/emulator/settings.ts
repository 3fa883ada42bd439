import { nameMeant } from "./known-names";

/** A question that no document answers, and every answer that a service may give to it. */
interface Question {
  /** The question, for a person. */
  readonly asks: string;
  /** The operation or part of the API whose document is silent. */
  readonly about: string;
  /** What each answer means. The first one is the default. */
  readonly answers: Readonly<Record<string, string>>;
  /**
   * What it takes to tell from outside: `read` reads only, `write` a rule made for the purpose; `never`: only work that
   * changes something, or a failure, shows it.
   */
  readonly seen: "read" | "write" | "never";
}

/** What the documents leave open, one row a setting. Types, command line, README and `conformance` follow from it. */
export const questions = {
  ruleNames: {
    asks: "May two rules have the same name?",
    about: "PostAutomateResponseConfig, RuleName",
    answers: { repeatable: "yes", unique: "no, the second one is refused" },
    seen: "write",
  },
  ruleNameBlanks: {
    asks: "Do blanks around the name of a rule stay?",
    about: "PostAutomateResponseConfig, RuleName",
    answers: { kept: "yes", trimmed: "no" },
    seen: "write",
  },
  newRuleStatus: {
    asks: "What is the status of a new rule?",
    about: "PostAutomateResponseConfig",
    answers: { disabled: "0, disabled", enabled: "100, enabled" },
    seen: "write",
  },
  postData: {
    asks: "What is Data of a rule that was created?",
    about: "PostAutomateResponseConfig, Data",
    answers: {
      id: "the id of the rule",
      "other-number": "a number, such as that of the rules written",
      word: "a word",
      nothing: "no value",
    },
    seen: "write",
  },
  unlistedNames: {
    asks: "May a rule name a field, an operator or a playbook that is not listed?",
    about: "PostAutomateResponseConfig, ExecutionCondition and ActionConfig",
    answers: { refused: "no, unless it did before", accepted: "yes" },
    seen: "write",
  },
  postWithId: {
    asks: "Does Post with Id replace the rule, or only what is sent?",
    about: "PostAutomateResponseConfig, Id",
    answers: {
      replaces: "the rule: the rest must be sent, too",
      patches: "only what is sent",
    },
    seen: "write",
  },
  creatorAfterPost: {
    asks: "Who is the creator of a rule after Post with Id and without SubUserId?",
    about: "PostAutomateResponseConfig, SubUserId",
    answers: { kept: "the same as before", caller: "the caller" },
    seen: "never",
  },
  statusAfterPost: {
    asks: "Does Post with Id change the status?",
    about: "PostAutomateResponseConfig, Id",
    answers: { kept: "no", "switched-on": "it enables the rule", "switched-off": "it disables the rule" },
    seen: "write",
  },
  postToMissing: {
    asks: "What does Post with the Id of no rule do?",
    about: "PostAutomateResponseConfig, Id",
    answers: {
      refused: "it is refused",
      creates: "it creates a rule",
      accepted: "nothing, and says that it succeeded",
    },
    seen: "write",
  },
  statusOfMissing: {
    asks: "What does a change of the status of no rule do?",
    about: "UpdateAutomateResponseConfigStatus, Ids",
    answers: { refused: "it is refused", accepted: "nothing, and says that it succeeded" },
    seen: "write",
  },
  deleteOfMissing: {
    asks: "What does the deletion of no rule do?",
    about: "DeleteAutomateResponseConfig, Id",
    answers: { refused: "it is refused", accepted: "nothing, and says that it succeeded" },
    seen: "write",
  },
  refusals: {
    asks: "How does a refusal of a rule operation come?",
    about: "cloud-siem, Success",
    answers: {
      "http-200": "with HTTP 200 and Success false",
      "http-400": "with HTTP 400",
      "http-500": "with HTTP 500 InternalError, the only error that is documented",
    },
    seen: "write",
  },
  ruleTexts: {
    asks: "How do conditions and actions come back?",
    about: "ListAutomateResponseConfigs, ExecutionCondition and ActionConfig",
    answers: {
      rewritten: "as another text of the same JSON",
      "as-sent": "as the text that was sent",
      structure: "as a JSON structure",
    },
    seen: "write",
  },
  ruleKeys: {
    asks: "Does the service add keys to conditions and actions?",
    about: "ListAutomateResponseConfigs, ExecutionCondition and ActionConfig",
    answers: {
      none: "no",
      items: "yes, `isNot` and `itemId` in a condition",
      added: "yes, in `left`, `right` and actions, too",
      nulls: "yes, with null",
    },
    seen: "write",
  },
  ruleNameFilter: {
    asks: "Which rules does a listing by name show?",
    about: "ListAutomateResponseConfigs, RuleName",
    answers: { contains: "those whose names contain it", exact: "those of exactly this name", ignored: "all" },
    seen: "read",
  },
  listLag: {
    asks: "How long do lists lag behind a write?",
    about: "all lists",
    answers: { none: "not at all", "2s": "2 seconds", "20s": "20 seconds" },
    seen: "write",
  },
  listOrder: {
    asks: "In which order do lists come?",
    about: "all lists",
    answers: { "newest-first": "newest first", "oldest-first": "oldest first" },
    seen: "read",
  },
  pageCap: {
    asks: "How many entries does a page hold when 100 are asked for?",
    about: "all lists, PageSize",
    answers: { none: "100", "at-50": "50", "at-20": "20" },
    seen: "read",
  },
  emptyFields: {
    asks: "How does a field come that has no value?",
    about: "all replies",
    answers: { sent: "as an empty text", "left-out": "not at all", null: "as null" },
    seen: "read",
  },
  emptyLists: {
    asks: "How does a list come that has no entries?",
    about: "all replies",
    answers: { sent: "as an empty list", "left-out": "not at all", null: "as null" },
    seen: "read",
  },
  booleans: {
    asks: "How do true and false come?",
    about: "all replies",
    answers: { booleans: "as true and false", text: "as text" },
    seen: "read",
  },
  integers: {
    asks: "How do numbers come?",
    about: "all replies",
    answers: { numbers: "as numbers", text: "as text" },
    seen: "read",
  },
  unknownFields: {
    asks: "Do replies hold fields that are not documented?",
    about: "all replies",
    answers: { none: "no", added: "yes" },
    seen: "read",
  },
  rootTaskIds: {
    asks: "Does the TaskId of a listing take the id of a whole run?",
    about: "ListOperationTask, TaskId",
    answers: { "no-match": "no, it finds nothing", match: "yes, it finds the instances of the run" },
    seen: "read",
  },
  history: {
    asks: "How long are finished tasks listed?",
    about: "all lists of tasks",
    answers: { kept: "for ever", purged: "for a minute" },
    seen: "never",
  },
  repairListing: {
    asks: "When are the instances of a run listed?",
    about: "ListOperationTask, RootTaskId",
    answers: { "at-once": "all at once", "in-parts": "one after the other" },
    seen: "never",
  },
  operateCode: {
    asks: "What is OperateCode of a run that was started?",
    about: "SubmitOperationTask, OperateCode",
    answers: { absent: "absent", null: "null", empty: "an empty text", success: "a word of success" },
    seen: "never",
  },
  serverErrors: {
    asks: "May the work be done when the service answers HTTP 500?",
    about: "all operations, InternalError and ServerError",
    answers: { "nothing-done": "no", done: "yes" },
    seen: "never",
  },
  retryAfter: {
    asks: "What is the unit of x-acs-retry-after?",
    about: "Throttling.User",
    answers: { milliseconds: "milliseconds", seconds: "seconds", absent: "the header is not sent" },
    seen: "never",
  },
  strategyParams: {
    asks: "How do the parameters of a strategy task come back?",
    about: "DescribeSoarStrategyTaskDetail, Params",
    answers: {
      "as-sent": "as the text that was sent",
      rewritten: "as another text of the same JSON",
      added: "with keys that the service added",
      hidden: "not at all",
    },
    seen: "never",
  },
  strategyNameBlanks: {
    asks: "Do blanks around the name of a strategy task stay?",
    about: "CreateSoarStrategyTask, StrategyTaskName",
    answers: { kept: "yes", trimmed: "no" },
    seen: "never",
  },
  finishedTaskAction: {
    asks: "What does SCHEDULE or PAUSE of a finished task do?",
    about: "ProcessSoarStrategyTask, TaskAction",
    answers: { refused: "it is refused", accepted: "nothing, and says nothing" },
    seen: "never",
  },
  repeatedAction: {
    asks: "What does SCHEDULE or PAUSE of a task do that is so already?",
    about: "ProcessSoarStrategyTask, TaskAction",
    answers: { accepted: "nothing, and says nothing", refused: "it is refused" },
    seen: "never",
  },
  onceTaskLimitReply: {
    asks: "How is a scan refused beyond the limit?",
    about: "GenerateOnceTask, CanCreate",
    answers: { "can-create": "with HTTP 200 and CanCreate false", "http-400": "with HTTP 400" },
    seen: "never",
  },
  secondOnceTask: {
    asks: "Whose is the TaskId when a scan of the type is running already?",
    about: "GenerateOnceTask, TaskId",
    answers: { new: "that of the new scan", running: "that of the running one, and nothing starts" },
    seen: "never",
  },
  cancelOfFinished: {
    asks: "What does the cancellation of a finished scan do?",
    about: "CancelOnceTask",
    answers: { refused: "it is refused", accepted: "nothing, and says nothing" },
    seen: "never",
  },
} as const satisfies Readonly<Record<string, Question>>;

/** Name of a setting. */
export type SettingName = keyof typeof questions;

/** An answer to each question. */
export type Settings = { -readonly [Name in SettingName]: keyof (typeof questions)[Name]["answers"] };

/** Names of all settings, in the order of the table. */
export const settingNames = Object.keys(questions) as SettingName[];

/** The answers to a question, the default first. */
export function answersOf(name: SettingName): readonly string[] {
  return Object.keys(questions[name].answers);
}

/** The default answer to each question. */
export function defaultSettings(): Settings {
  return Object.fromEntries(settingNames.map((name) => [name, answersOf(name)[0]])) as Settings;
}

/** Throws Error for a setting or an answer that does not exist. */
export function checkSettings(given: object): asserts given is Partial<Settings> {
  for (const [name, answer] of Object.entries(given)) {
    if (!Object.hasOwn(questions, name)) {
      throw new Error(`unknown setting ${nameMeant(name, settingNames)}`);
    }
    const answers = answersOf(name as SettingName);
    if (!answers.includes(answer)) throw new Error(`${name} is one of ${answers.join(", ")}, not ${answer}`);
  }
}

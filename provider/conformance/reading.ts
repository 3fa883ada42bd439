import { randomBytes } from "node:crypto";
import { configuredView } from "../api/collections/rules";
import type { Context } from "../api/context";
import { listAutomateResponseConfigs } from "../api/operations/ListAutomateResponseConfigs";
import { listOperationTask } from "../api/operations/ListOperationTask";
import type { JsonObject } from "../json";
import { type Finding, finding } from "./finding";
import { FIRST_PAGE, type List, lists, repairList, ruleList } from "./lists";
import { at, ending, objectsOf, type Reply, raw } from "./raw";

/** A list and what came when it was read. */
interface Read {
  readonly list: List;
  readonly reply: Reply;
  readonly entries: readonly JsonObject[];
}

/** What reading alone tells. Makes no call that changes anything. */
export async function read(context: Context): Promise<Finding[]> {
  const view = configuredView(context.config);
  const reads: Read[] = [];
  for (const list of lists) {
    const reply = await raw(context, list.operation, list.request(view) as never);
    reads.push({ list, reply, entries: objectsOf(at(reply.body, list.entries)) });
  }
  // An id that no rule has: ids have six digits and more in all examples.
  const none = await raw(context, listAutomateResponseConfigs, { ...view, ...FIRST_PAGE, Id: "1" });
  const answered = reads.filter(({ reply }) => reply.error === undefined);
  return [
    ...reads.map(permission),
    pageCap(answered),
    emptyLists([...answered, { list: ruleList, reply: none, entries: [] }]),
    emptyFields(answered),
    booleans(answered),
    integers(answered),
    unknownFields(answered),
    listOrder(answered),
    await nameFilter(context, entriesOf(reads, ruleList)),
    await rootTaskIds(context, entriesOf(reads, repairList)),
  ];
}

/** What a listing by a name shows, asked with a name that is there, cut, and one that is not. */
export async function nameFilter(context: Context, rules: readonly JsonObject[]): Promise<Finding> {
  const ask = async (RuleName: string) => {
    const request = { ...configuredView(context.config), ...FIRST_PAGE, RuleName };
    const { body } = await raw(context, listAutomateResponseConfigs, request);
    return objectsOf(at(body, ruleList.entries)).map(({ RuleName: found }) => String(found));
  };
  const name = rules.map(({ RuleName }) => String(RuleName)).find(({ length }) => length > 1);
  if (name === undefined) return finding("ruleNameFilter", undefined, "there is no rule to ask for");
  const strangers = await ask(randomBytes(16).toString("hex"));
  if (strangers.length > 0) return finding("ruleNameFilter", "ignored", "a name that no rule has found rules");
  const found = (await ask(name.slice(0, -1))).includes(name);
  return finding("ruleNameFilter", found ? "contains" : "exact", `a part of a name found ${found ? "it" : "nothing"}`);
}

function entriesOf(reads: readonly Read[], list: List): readonly JsonObject[] {
  return reads.find((one) => one.list === list)?.entries ?? [];
}

function permission({ list: { operation }, reply }: Read): Finding {
  const question = `May these keys call ${operation.action}?`;
  const { error } = reply;
  if (error === undefined) return { question, answer: "yes", evidence: ending(reply) };
  const action = operation.ramAction ?? `yundun-sas:${operation.action}`;
  const denied = error.statusCode === 403;
  return { question, answer: denied ? `no: grant ${action}` : undefined, evidence: ending(reply) };
}

/** Entries of the fullest page that was not the last one; else what replies say of the size of their page. */
function pageCap(reads: readonly Read[]): Finding {
  const paged = reads.map(({ list, reply: { body }, entries }) => {
    const page = at(body, list.page);
    const { TotalCount, PageSize } = (page ?? {}) as JsonObject;
    return { count: entries.length, total: Number(TotalCount), said: Number(PageSize) };
  });
  const cut = paged.filter(({ count, total }) => count > 0 && total > count).map(({ count }) => count);
  const said = paged.map(({ said }) => said).filter((size) => size > 0);
  const size = cut.length > 0 ? Math.max(...cut) : Math.min(...said);
  const answer = { 100: "none", 50: "at-50", 20: "at-20" }[size];
  if (cut.length > 0) return finding("pageCap", answer, `a page of a longer list holds ${size}`);
  if (said.length > 0) return finding("pageCap", answer, `no list is longer than a page; replies say ${size}`);
  return finding("pageCap", undefined, "no list tells");
}

function emptyLists(reads: readonly Read[]): Finding {
  const empty = reads.filter(({ reply, entries }) => reply.error === undefined && entries.length === 0);
  const seen = empty.map(({ list, reply: { body } }) => ({ list, value: at(body, list.entries) }));
  const [first] = seen;
  if (first === undefined) return finding("emptyLists", undefined, "no list is empty");
  return finding("emptyLists", absence(first.value), `${first.list.operation.action}: ${first.list.entries.join(".")}`);
}

function emptyFields(reads: readonly Read[]): Finding {
  const seen = reads.flatMap(({ list, entries }) =>
    entries.flatMap((entry) => list.mayBeEmpty.map((field) => ({ field, list, value: entry[field] }))),
  );
  const empty = seen.find(({ value }) => value === undefined || value === null || value === "");
  if (empty === undefined) return finding("emptyFields", undefined, "no entry has a field without a value");
  return finding("emptyFields", absence(empty.value), `${empty.list.operation.action}: ${empty.field}`);
}

function absence(value: unknown): string {
  if (value === undefined) return "left-out";
  return value === null ? "null" : "sent";
}

function booleans(reads: readonly Read[]): Finding {
  const { Success } = reads.map(({ reply: { body } }) => body).find((body) => "Success" in body) ?? {};
  const answer = Success === undefined ? undefined : typeof Success === "string" ? "text" : "booleans";
  return finding("booleans", answer, `Success is ${JSON.stringify(Success)}`);
}

function integers(reads: readonly Read[]): Finding {
  const { Code } = reads.map(({ reply: { body } }) => body).find((body) => "Code" in body) ?? {};
  const answer = Code === undefined ? undefined : typeof Code === "string" ? "text" : "numbers";
  return finding("integers", answer, `Code is ${JSON.stringify(Code)}`);
}

function unknownFields(reads: readonly Read[]): Finding {
  const unknown = reads.flatMap(({ list, reply: { body }, entries }) => {
    const beside = Object.keys(body).filter((key) => !list.documented.includes(key));
    const inside = entries.flatMap((entry) => Object.keys(entry).filter((key) => !list.fields.includes(key)));
    return [...beside, ...inside].map((key) => `${list.operation.action}: ${key}`);
  });
  if (reads.length === 0) return finding("unknownFields", undefined, "no reply");
  return finding("unknownFields", unknown.length > 0 ? "added" : "none", [...new Set(unknown)].join(", ") || "none");
}

function listOrder(reads: readonly Read[]): Finding {
  const orders = reads.flatMap(({ list: { made, operation }, entries }) => {
    if (made === undefined) return [];
    const times = entries.map((entry) => String(entry[made]));
    const falls = times.some((time, index) => index > 0 && time < String(times[index - 1]));
    const rises = times.some((time, index) => index > 0 && time > String(times[index - 1]));
    if (falls === rises) return [];
    return [{ answer: falls ? "newest-first" : "oldest-first", evidence: `${operation.action}: ${made}` }];
  });
  const [first] = orders;
  if (first === undefined) return finding("listOrder", undefined, "no list has entries of several times in an order");
  return finding("listOrder", first.answer, first.evidence);
}

async function rootTaskIds(context: Context, repairs: readonly JsonObject[]): Promise<Finding> {
  const isRun = ({ RootTaskId, TaskId }: JsonObject) => Boolean(RootTaskId) && RootTaskId !== TaskId;
  const root = repairs.find(isRun)?.RootTaskId;
  if (root === undefined) return finding("rootTaskIds", undefined, "there is no repair to ask for");
  const { body, error } = await raw(context, listOperationTask, { ...FIRST_PAGE, TaskId: String(root).trim() });
  if (error !== undefined) return finding("rootTaskIds", undefined, ending({ body, error }));
  const count = objectsOf(at(body, repairList.entries)).length;
  return finding(
    "rootTaskIds",
    count > 0 ? "match" : "no-match",
    `the id of a run found ${count > 0 ? "its instances" : "nothing"}`,
  );
}

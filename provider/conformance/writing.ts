import type { Context } from "../api/context";
import type { JsonObject } from "../json";
import { type Finding, finding } from "./finding";
import { ending, isAccepted, type Reply } from "./raw";
import { nameFilter } from "./reading";
import { conditionCameBack } from "./rule-json";
import { idOf, type TrialRules } from "./trial-rule";

/** A field that no service lists. */
const NO_FIELD = "pulumi_alicloud_soar_no_field";

/** What a rule tells that is made, changed and deleted; the findings so far stand in `found`, also when it throws. */
export async function write(context: Context, trial: TrialRules, found: Finding[]): Promise<void> {
  const refusals: Reply[] = [];
  /** What a request does that may be refused: seen from what is there afterwards, since a refusal may look like a failure. */
  const refused = (reply: Reply) => {
    if (isAccepted(reply)) return false;
    refusals.push(reply);
    return true;
  };
  const body = await trial.body();
  const created = await trial.post(body);
  if (created.error?.outcome === "refused") throw created.error;
  context.log(`Made rule ${trial.name}, whose condition never matches; it is deleted at the end.`);
  const seen = await trial.appeared();
  if (seen === undefined) {
    found.push(finding("listLag", undefined, `created (${ending(created)}) and not listed within a minute`));
    return;
  }
  const { rule, after } = seen;
  const id = idOf(rule);
  await trial.disable(id);
  trial.lag = after;
  found.push(
    finding("listLag", after === 0 ? "none" : after <= 5_000 ? "2s" : "20s", `a new rule was listed after ${after} ms`),
    finding("newRuleStatus", status(rule), `Status of the new rule: ${rule.Status}`),
    dataOf(created, id),
    ...conditionCameBack(trial.condition, rule.ExecutionCondition),
    await nameFilter(context, [rule]),
  );

  const complete = { ...body, Id: id };
  await trial.post({ ...complete, RuleName: `${trial.name} ` });
  let [now] = await trial.settled();
  if (now === undefined) throw new Error("the rule is not listed any more after it was changed");
  const blank = String(now.RuleName).length > trial.name.length;
  found.push(
    finding("ruleNameBlanks", blank ? "kept" : "trimmed", `a blank at the end of the name ${blank ? "stays" : "goes"}`),
  );
  const on = status(now) === "enabled";
  if (on) await trial.disable(id);
  found.push(
    finding(
      "statusAfterPost",
      on ? "switched-on" : undefined,
      on
        ? "a disabled rule is enabled then"
        : "a disabled rule stays so; an enabled one is not tried, as it would be live: the provider looks after every Post, and " +
            "sets the status where it changed",
    ),
  );

  const listedName = String(now.RuleName);
  const { AutoResponseType: _, ...rest } = complete;
  const partly = await trial.post({ ...rest, RuleName: listedName });
  [now] = await trial.settled();
  const kept = now?.AutoResponseType === body.AutoResponseType && !refused(partly);
  found.push(finding("postWithId", kept ? "patches" : "replaces", `without AutoResponseType: ${ending(partly)}`));
  await trial.disable(id);

  const ExecutionCondition = trial.conditionAnd(NO_FIELD);
  const unlisted = await trial.post({ ...complete, RuleName: listedName, ExecutionCondition });
  [now] = await trial.settled();
  const isThere = JSON.stringify(now?.ExecutionCondition ?? "").includes(NO_FIELD);
  const isRefused = refused(unlisted) && !isThere;
  found.push(
    finding(
      "unlistedNames",
      isThere ? "accepted" : isRefused ? "refused" : undefined,
      `a condition on a field that is not listed: ${ending(unlisted)}`,
    ),
  );
  await trial.disable(id);

  const second = await trial.post({ ...body, RuleName: listedName });
  const both = await trial.settled();
  for (const other of both) if (idOf(other) !== id) await trial.disable(idOf(other));
  const unique = both.length === 1 && refused(second);
  const names = both.length > 1 ? "repeatable" : unique ? "unique" : undefined;
  found.push(finding("ruleNames", names, `a second rule of the name: ${ending(second)}, ${both.length} listed`));

  const deletions: string[] = [];
  for (const one of both) deletions.push(ending(await trial.delete(idOf(one))));
  const left = await trial.settled();
  if (left.length > 0) throw new Error(`a rule is still listed after its deletion (${deletions.join("; ")})`);
  const deletion = await trial.delete(id);
  found.push(missing("deleteOfMissing", refused(deletion), deletion));
  const change = await trial.disable(id);
  found.push(missing("statusOfMissing", refused(change), change));
  const again = await trial.post({ ...complete, RuleName: trial.name });
  const made = await trial.settled();
  for (const one of made) await trial.disable(idOf(one));
  found.push(
    made.length > 0
      ? finding("postToMissing", "creates", "a rule is listed")
      : missing("postToMissing", refused(again), again),
    refusalForm(refusals),
  );
}

function status({ Status }: JsonObject): "enabled" | "disabled" | undefined {
  return Number(Status) === 100 ? "enabled" : Number(Status) === 0 ? "disabled" : undefined;
}

function dataOf({ body: { Data } }: Reply, id: string): Finding {
  const text = String(Data ?? "").trim();
  const [answer, evidence] =
    text === ""
      ? ["nothing", `Data is ${Data === undefined ? "absent" : JSON.stringify(Data)}`]
      : text === id
        ? ["id", "Data is the id that the list shows"]
        : /^\d+$/.test(text)
          ? ["other-number", "Data is a number, and not the id that the list shows"]
          : ["word", "Data is a text, and no number"];
  return finding("postData", answer, evidence);
}

function missing(
  name: "deleteOfMissing" | "statusOfMissing" | "postToMissing",
  isRefused: boolean,
  reply: Reply,
): Finding {
  return finding(name, isRefused ? "refused" : "accepted", ending(reply));
}

function refusalForm([first]: readonly Reply[]): Finding {
  if (first === undefined) return finding("refusals", undefined, "nothing was refused");
  const code = first.error?.statusCode;
  const answer = code === undefined || code === 200 ? "http-200" : code >= 500 ? "http-500" : "http-400";
  return finding("refusals", answer, ending(first));
}

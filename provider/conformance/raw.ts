import { ApiError } from "../api/calls/errors";
import type { Operation } from "../api/calls/operation";
import { configuredView } from "../api/collections/rules";
import type { Context } from "../api/context";
import { listAutomateResponseConfigs } from "../api/operations/ListAutomateResponseConfigs";
import { isObject, type JsonObject } from "../json";

/** What came of a call: the reply as it is, or why there is none. */
export interface Reply {
  readonly body: JsonObject;
  readonly error?: ApiError;
}

/** Calls an operation and leaves its reply as it is. Throws what is not the service's doing. */
export async function raw<Request extends object>(
  context: Context,
  operation: Operation<Request, unknown>,
  request: Request,
): Promise<Reply> {
  try {
    return { body: await context.call({ ...operation, decode: (body: JsonObject) => body }, request) };
  } catch (error) {
    if (error instanceof ApiError) return { body: {}, error };
    throw error;
  }
}

/** Whether the service says that it did what was asked. */
export function isAccepted({ body, error }: Reply): boolean {
  return error === undefined && String(body.Success).toLowerCase() === "true";
}

/** How a call ended, without anything of the account: messages of the service may name what it has. */
export function ending({ body, error }: Reply): string {
  if (error !== undefined) return `HTTP ${error.statusCode ?? "without an answer"}, code ${error.code}`;
  return "Success" in body ? `HTTP 200, Success ${JSON.stringify(body.Success)}` : "HTTP 200";
}

/** The part of a reply at a path; undefined where there is none. */
export function at(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), body);
}

/** The objects of a list; none where there is no list. */
export function objectsOf(list: unknown): readonly JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** The rules of the view that pass a filter, as they come, page by page. Throws ApiError. */
export async function rawRules(context: Context, filter: { readonly RuleName?: string }): Promise<JsonObject[]> {
  const rules: JsonObject[] = [];
  for (let CurrentPage = 1; ; CurrentPage++) {
    const request = { ...configuredView(context.config), ...filter, CurrentPage, PageSize: 100 };
    const { body, error } = await raw(context, listAutomateResponseConfigs, request);
    if (error !== undefined) throw error;
    const page = objectsOf(at(body, ["Data", "ResponseData"]));
    rules.push(...page);
    const total = Number(at(body, ["Data", "PageInfo", "TotalCount"]));
    if (page.length === 0 || rules.length >= total) return rules;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { ApiError } from "./api-error";
import type { Faults } from "./faults";
import type { FrontDoor, Request } from "./front-door";
import { type JournalEntry, newEntry } from "./journal";
import { type Json, writeJson } from "./json";
import type { Listed } from "./listed";
import type { Body, Call, Operation } from "./operation";
import { shapeReply } from "./reply-shape";
import type { Settings } from "./settings";
import { moveTasks } from "./timeline";

/** What the server needs of the emulator that it serves. */
export interface Served {
  readonly journal: JournalEntry[];
  readonly frontDoor: FrontDoor;
  readonly faults: Faults;
  /** State and time. */
  call(): Omit<Call, "accessKeyId">;
  /** What lists show. */
  readonly listed: Listed;
  /** Milliseconds to wait when too many calls were made, else 0. */
  throttledFor(): number;
  /** Called before an operation is carried out. */
  onRequest?(operation: string, count: number): void | Promise<void>;
  /** Answers a request to `/_emulator/…`. */
  administer(request: Request): { status: number; body: Json };
}

/** Milliseconds that the throttle fault asks a client to wait. */
const throttleFaultDelay = 100;

const htmlError = "<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>";

/** An HTTP server, not listening yet. */
export function serveEmulator(served: Served): Server {
  const counts = new Map<string, number>();
  // A request that meets a connection just closed for idleness would look like one whose answer is lost.
  return createServer({ keepAliveTimeout: 0 }, (message, response) => {
    answer(served, counts, message, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`the emulator itself failed: ${error instanceof Error ? error.stack : error}`);
    });
  });
}

async function answer(
  served: Served,
  counts: Map<string, number>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readRequest(message);
  if (request.path.startsWith("/_emulator/")) {
    const { status, body } = served.administer(request);
    send(response, status, `${writeJson(body)}\n`);
    return;
  }
  const entry = newEntry(request, served.call().now);
  served.journal.push(entry);
  try {
    await carryOut(served, counts, request, entry, response);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    sendError(response, entry, error);
  }
}

async function carryOut(
  served: Served,
  counts: Map<string, number>,
  request: Request,
  entry: JournalEntry,
  response: ServerResponse,
): Promise<void> {
  const { operation, received } = served.frontDoor.admit(request);
  const { settings } = served.call().state;
  const wait = served.throttledFor();
  if (wait > 0) throw throttled(response, wait, settings);
  const run = operation.prepare(withPageCap(received, settings));
  const count = (counts.get(operation.name) ?? 0) + 1;
  counts.set(operation.name, count);
  await served.onRequest?.(operation.name, count);

  const fault = served.faults.take(operation.name);
  if (fault) entry.fault = fault;
  switch (fault) {
    case "throttle":
      throw throttled(response, throttleFaultDelay, settings);
    case "http500":
      if (settings.serverErrors === "nothing-done") throw internalError();
      break;
    case "permission":
      throw new ApiError(403, "NoPermission", "caller has no permission");
    case "http503-html":
      entry.status = 503;
      send(response, 503, htmlError, "text/html");
      return;
    case "drop-before":
      response.destroy();
      return;
    case "refuse":
      sendBody(response, entry, shapeReply(operation.name, operation.refusal?.() ?? {}, settings));
      return;
  }

  const body = shapeReply(operation.name, act(served, operation, run, entry), settings);
  switch (fault) {
    case "http500":
      throw internalError();
    case "hang":
      return;
    case "drop-after":
      response.destroy();
      return;
    case "truncate":
      sendHalf(response, entry, body);
      return;
    case undefined:
      sendBody(response, entry, body);
  }
}

/** Carries a call out, on what lists show or on the state itself. */
function act(served: Served, operation: Operation, run: (call: Call) => Body, { accessKeyId }: JournalEntry): Body {
  const { state, now } = served.call();
  moveTasks(state, now);
  if (operation.lists) return run({ state: served.listed.at(now), now, accessKeyId });
  served.listed.writing(now);
  const body = run({ state, now, accessKeyId });
  moveTasks(state, now);
  return body;
}

/** What is received, as a service reads it whose pages are smaller than the documents say. */
function withPageCap(received: Record<string, string>, { pageCap }: Settings): Record<string, string> {
  const { PageSize } = received;
  const cap = { none: Number.POSITIVE_INFINITY, "at-50": 50, "at-20": 20 }[pageCap];
  return Number(PageSize) > cap && Number(PageSize) <= 100 ? { ...received, PageSize: String(cap) } : received;
}

async function readRequest(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const [path = "", query = ""] = (message.url ?? "").split(/\?(.*)/s);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: message.method ?? "",
    path,
    query: [...new URLSearchParams(query)],
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

function internalError(): ApiError {
  return new ApiError(500, "InternalError", "The request processing has failed due to some unknown error.");
}

function throttled(response: ServerResponse, wait: number, { retryAfter }: Settings): ApiError {
  const written = { milliseconds: wait, seconds: Math.ceil(wait / 1000), absent: undefined }[retryAfter];
  if (written !== undefined) response.setHeader("x-acs-retry-after", String(written));
  return new ApiError(400, "Throttling.User", "Request was denied due to user flow control.");
}

function send(response: ServerResponse, status: number, text: string, type = "application/json"): void {
  response.writeHead(status, {
    "content-type": `${type};charset=utf-8`,
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

function sendBody(response: ServerResponse, entry: JournalEntry, body: Body): void {
  entry.status = 200;
  send(response, 200, writeJson({ ...body, RequestId: entry.requestId }));
}

function sendHalf(response: ServerResponse, entry: JournalEntry, body: Body): void {
  entry.status = 200;
  const text = Buffer.from(writeJson({ ...body, RequestId: entry.requestId }));
  response.writeHead(200, {
    "content-type": "application/json;charset=utf-8",
    "content-length": text.length,
  });
  response.write(text.subarray(0, text.length / 2), () => response.destroy());
}

function sendError(response: ServerResponse, entry: JournalEntry, error: ApiError): void {
  entry.status = error.status;
  entry.code = error.code;
  const body = {
    RequestId: entry.requestId,
    HostId: entry.host,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&requestId=${entry.requestId}`,
  };
  send(response, error.status, writeJson(body));
}

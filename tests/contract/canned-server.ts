import {
  createServer,
  request as forward,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createBareServer, Socket } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { onTestFinished, vi } from "vitest";
import { certificate } from "./certificate";

/** An answer prepared by the test; `undefined` closes the connection instead. */
export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
}

/** A request as it arrived. */
interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that gives the prepared answers in turn, the last one again and again: for what no emulator should imitate. */
export async function cannedServer(...answers: (CannedAnswer | undefined)[]) {
  const { received, listener } = canned(answers);
  const port = await listen(createServer(listener));
  return { url: `http://127.0.0.1:${port}`, received };
}

/** A server that does as the test says once the first bytes of a request have come. */
export async function bareServer(answer: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createBareServer((socket) => {
    open.add(socket);
    socket.on("error", () => {}).once("data", () => answer(socket));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that passes on the first request of each connection, and closes the connection when another one comes. */
export async function closingServer(to: string): Promise<string> {
  const used = new Set<Socket>();
  const server = createServer((request, response) => {
    const { method, url, headers, socket } = request;
    if (used.has(socket)) {
      socket.destroy();
      return;
    }
    used.add(socket);
    const passed = forward(new URL(url ?? "/", to), { method, headers }, (answer) => {
      const { connection, ...others } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, others);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/**
 * A server of prepared answers that this machine finds at `host` and at no other address, for as long as the test runs: by TLS,
 * or plainly where the host is an address.
 */
export async function cannedHost(host: string, ...answers: (CannedAnswer | undefined)[]) {
  const { received, listener } = canned(answers);
  const isPlain = /^[\d.]+$/.test(host);
  const port = await listen(isPlain ? createServer(listener) : createTlsServer(certificate, listener));
  const trusted = getCACertificates();
  setDefaultCACertificates([...trusted, certificate.cert]);
  const { connect } = Socket.prototype;
  const route = vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...args) {
    // What net.connect makes of its arguments: a list of options and a listener.
    const [given] = [args[0]].flat() as { host?: string; port?: number }[];
    if (given?.host === host) Object.assign(given, { host: "127.0.0.1", port });
    return connect.apply(this, args as never);
  });
  onTestFinished(() => {
    route.mockRestore();
    setDefaultCACertificates(trusted);
  });
  return { received };
}

function canned(answers: readonly (CannedAnswer | undefined)[]) {
  const received: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "", url = "", headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    const answer = answers[Math.min(received.length, answers.length) - 1];
    if (answer === undefined) {
      response.socket?.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, answer.headers);
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {}));
  };
  return { received, listener };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

import { createServer, request as forward } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A certificate for the hosts of the service with its key, valid from 2020 to 2120, which nothing outside these tests trusts. */
export const interceptor = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBaTCCAQ+gAwIBAgIBAjAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxhbGl5dW5j
cy5jb20wIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDGFsaXl1bmNzLmNvbTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCAFSHOk
X0nqAXMFTwcjplmSpDvtHDJRF5BrX1A0YcBRL1H79wNUXth9Jku59iUDfL8x/mll
/LNl24ejOki6aiqjSjBIMA8GA1UdEwEB/wQFMAMBAf8wNQYDVR0RBC4wLIIOKi5h
bGl5dW5jcy5jb22CGiouY24tc2hhbmdoYWkuYWxpeXVuY3MuY29tMAoGCCqGSM49
BAMCA0gAMEUCIHDgK/p6+8D/jURvtBuPup8LZ4qXBIrGPOl8i3M+5QVoAiEAr7nM
PwIvrkkpo1S3OEaGfyndtwQm1se6ClBz0yexLWk=
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQga+mj4SCFqe5YeJKq
gQkt2YvcjB1t4/qfpZqs7ilmHvahRANCAAQgBUhzpF9J6gFzBU8HI6ZZkqQ77Rwy
UReQa19QNGHAUS9R+/cDVF7YfSZLufYlA3y/Mf5pZfyzZduHozpIumoq
-----END PRIVATE KEY-----
`,
};

/** What a forward proxy asks for and does. */
interface ProxyOptions {
  /** Where requests for any host end: the address of an emulator. */
  readonly to: string;
  /** User and password, as in a URL. Default: nobody is asked. */
  readonly user?: string;
}

/**
 * A forward proxy that opens tunnels to any host, and a service with the certificate above at the end of all of them: to a
 * client the same as a proxy that inspects TLS. Closed when the test is finished.
 */
export async function forwardProxy({ to, user }: ProxyOptions) {
  const open = new Set<Socket>();
  const service = createTlsServer({ cert: interceptor.cert, key: interceptor.key }, (request, response) => {
    const { method, url, headers } = request;
    const passed = forward(new URL(url ?? "/", to), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  const port = await listen(service, open);
  const tunnels: string[] = [];
  const expected = user && `Basic ${Buffer.from(user).toString("base64")}`;
  const proxy = createServer((_request, response) => response.writeHead(400).end());
  proxy.on("connect", ({ url = "", headers }, client: Socket) => {
    tunnels.push(url);
    client.on("error", () => {});
    if (expected !== undefined && headers["proxy-authorization"] !== expected) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    const server = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    server.on("error", () => client.destroy());
  });
  const address = `127.0.0.1:${await listen(proxy, open)}`;
  return { url: `http://${user ? `${user}@` : ""}${address}`, address, tunnels };
}

async function listen(server: Server, open: Set<Socket>): Promise<number> {
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

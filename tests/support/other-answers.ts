import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Config } from "../../provider/api/configuration/config";
import type { Emulator } from "../../provider/emulator";
import type { JsonObject } from "../../provider/json";

/** What a service answers in place of the emulator's reply with HTTP 200, by operation. The work is done all the same. */
export type OtherAnswers = Record<string, ((reply: JsonObject) => object) | undefined>;

/** A configuration whose calls reach the emulator by way of a service that answers otherwise. */
export async function answering({ url }: Emulator, answers: OtherAnswers): Promise<Partial<Config>> {
  const server = createServer(async (received, response) => {
    const { method, headers, url: path } = received;
    const sent = forward(url + path, { method, headers }, async (reply) => {
      const change = answers[String(headers["x-acs-action"])];
      const text = await textOf(reply);
      const isOther = change !== undefined && reply.statusCode === 200;
      response.writeHead(reply.statusCode ?? 0, { "content-type": "application/json" });
      response.end(isOther ? JSON.stringify(change(JSON.parse(text))) : text);
    });
    // A fault of the emulator that closes the connection closes this one.
    sent.once("error", () => response.destroy());
    received.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { sasEndpoint: other, cloudSiemEndpoint: other };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

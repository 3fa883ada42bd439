import { request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import type { Clock } from "../api/calls/clock";
import { agentFor } from "../api/calls/proxies";

/** Milliseconds to wait for an answer. */
const PATIENCE = 10_000;

/**
 * Asks a host for anything, without a signature: whatever it answers, it is there.
 * @returns the time that its answer shows, in milliseconds since 1970; undefined where it shows none
 * @throws an error of Node.js whose `code` says why nobody answered
 */
export function reach(url: string, clock: Clock): Promise<number | undefined> {
  const send = url.startsWith("https:") ? requestTls : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = send(url, { method: "HEAD", ...agentFor(url) }, (response) => {
      response.resume();
      stop();
      const time = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(time) ? undefined : time);
    });
    const late = () => sent.destroy(Object.assign(new Error("no answer"), { code: "ConnectTimeout" }));
    const stop = clock.alarm(clock.now() + PATIENCE, late);
    sent.on("error", (error) => {
      stop();
      reject(error);
    });
    sent.end();
  });
}

import { connect } from "node:net";

const INTERVAL_MS = 2_000;

/**
 * Aborts once the engine's address no longer accepts connections: after `kill -9` of the CLI the plugin host lives on, and
 * nobody would record what it does. The address, host:port, is the last argument of the host's process.
 */
export function engineSignal(address: string): AbortSignal {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  const gone = new AbortController();
  if (host === undefined) return gone.signal;
  const timer = setInterval(() => {
    const socket = connect({ host, port: Number(port) })
      .once("connect", () => socket.destroy())
      .once("error", ({ code }: NodeJS.ErrnoException) => {
        // Anything else, such as too many open files, says nothing of the engine.
        if (code !== "ECONNREFUSED") return;
        clearInterval(timer);
        gone.abort(new Error("The Pulumi engine has gone; the provider stopped waiting."));
      });
    socket.unref();
  }, INTERVAL_MS);
  timer.unref();
  return gone.signal;
}

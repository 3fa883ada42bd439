import { connect } from "node:http2";

const INTERVAL_MS = 2_000;

/**
 * Aborts once the engine has gone: after `kill -9` of the CLI the plugin host lives on, and nobody would record what it does.
 * A connection tells it that stays open as long as the engine does; whether somebody listens at its address tells less,
 * because another engine may get it. The engine speaks gRPC, so HTTP/2 without TLS.
 * @param address host:port, the last argument of the host's process
 */
export function engineSignal(address: string): AbortSignal {
  const gone = new AbortController();
  if (/:\d+$/.test(address)) {
    watch(address, () => gone.abort(new Error("The Pulumi engine has gone; the provider stopped waiting.")));
  }
  return gone.signal;
}

function watch(address: string, lost: () => void): void {
  let wasThere = false;
  const session = connect(`http://${address}`)
    .once("connect", () => {
      wasThere = true;
    })
    .on("error", ({ code }: NodeJS.ErrnoException) => {
      // Anything else before a connection, such as too many open files, says nothing of the engine.
      wasThere ||= code === "ECONNREFUSED";
    })
    .once("close", () => {
      if (wasThere) lost();
      else setTimeout(() => watch(address, lost), INTERVAL_MS).unref();
    });
  session.unref();
}

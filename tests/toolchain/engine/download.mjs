// The official release of the Pulumi CLI.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run, SetupError } from "../run.mjs";

/** Where Pulumi publishes its releases (https://www.pulumi.com/docs/install/). */
const releases = "https://get.pulumi.com/releases/sdk";

/** How long the first, small answer may take, and how long a download may stand still, in milliseconds. */
const patience = { answer: 5_000, data: 30_000 };

/**
 * Downloads a release and unpacks its programs into a folder, checked against the published checksum.
 *
 * @param {string} into an existing folder
 * @param {string} version
 * @param {(text: string) => void} say
 * @param {string} [from] another server of the same files
 * @throws {SetupError} the server cannot be reached, has no such release, or sent something else than was published
 */
export async function downloadEngine(into, version, say, from = releases) {
  const name = `pulumi-v${version}-${process.platform}-${process.arch}.tar.gz`;
  const archive = join(into, name);
  try {
    say(`asking ${new URL(from).host} for ${version}`);
    const expected = await publishedChecksum(`${from}/pulumi-${version}-checksums.txt`, name);
    say(`downloading ${version}`);
    const actual = await download(`${from}/${name}`, archive);
    if (actual !== expected)
      throw new SetupError(`${name} has the SHA-256 ${actual}, published is ${expected}`);
    await run("tar", ["-xzf", archive, "-C", into, "--strip-components=1"]);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new SetupError(`official release: ${from}: ${cause instanceof Error ? cause.message : cause}`);
  } finally {
    await rm(archive, { force: true });
  }
}

/**
 * @param {string} url a file of lines "<sha-256>  <file name>"
 * @param {string} name
 */
async function publishedChecksum(url, name) {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience.answer) });
  if (!response.ok) throw new SetupError(`HTTP ${response.status} for ${url}`);
  const lines = (await response.text()).split("\n").map((line) => line.trim().split(/\s+/));
  const checksum = lines.find((line) => line[1] === name)?.[0];
  if (!checksum) throw new SetupError(`${url} does not list ${name}`);
  return checksum;
}

/**
 * @param {string} url
 * @param {string} file
 * @returns {Promise<string>} the SHA-256 of what was received
 */
async function download(url, file) {
  const stop = new AbortController();
  const timer = setTimeout(
    () => stop.abort(new Error(`no data for ${patience.data / 1000} s`)),
    patience.data,
  );
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok || !response.body) throw new SetupError(`HTTP ${response.status} for ${url}`);
    const hash = createHash("sha256");
    await pipeline(
      response.body,
      /** @param {AsyncIterable<Uint8Array>} received */
      async function* (received) {
        for await (const bytes of received) {
          hash.update(bytes);
          timer.refresh();
          yield bytes;
        }
      },
      createWriteStream(file),
    );
    return hash.digest("hex");
  } finally {
    clearTimeout(timer);
  }
}

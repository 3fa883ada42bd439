import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { downloadEngine } from "./download.mjs";

const name = `pulumi-v1.2.3-${process.platform}-${process.arch}.tar.gz`;
const folder = mkdtempSync(join(tmpdir(), "download-"));
/** @type {Record<string, string | Buffer>} what the server has, by path */
const files = {};
const server = createServer((request, response) => {
  const file = files[String(request.url)];
  response.writeHead(file === undefined ? 404 : 200).end(file);
});
let from = "";
let into = "";

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  from = `http://127.0.0.1:${address.port}`;
  mkdirSync(join(folder, "pulumi"));
  writeFileSync(join(folder, "pulumi", "pulumi"), "the engine", { mode: 0o755 });
  execFileSync("tar", ["-czf", join(folder, name), "-C", folder, "pulumi"]);
});

beforeEach(() => {
  const archive = readFileSync(join(folder, name));
  const checksum = createHash("sha256").update(archive).digest("hex");
  files[`/${name}`] = archive;
  files["/pulumi-1.2.3-checksums.txt"] = `${"0".repeat(64)}  pulumi-v1.2.3-other.zip\n${checksum}  ${name}\n`;
  into = mkdtempSync(join(folder, "into-"));
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const download = () => downloadEngine(into, "1.2.3", () => {}, from);

it("unpacks the programs of the release, and only them", async () => {
  await download();
  expect(readdirSync(into)).toEqual(["pulumi"]);
  expect(readFileSync(join(into, "pulumi"), "utf8")).toBe("the engine");
});

it("unpacks nothing that has another checksum than was published", async () => {
  files[`/${name}`] = "something else";
  await expect(download()).rejects.toThrow(/has the SHA-256 [0-9a-f]{64}, published is [0-9a-f]{64}/);
  expect(readdirSync(into)).toEqual([]);
});

it("refuses a release without a checksum for this platform", async () => {
  files["/pulumi-1.2.3-checksums.txt"] = "";
  await expect(download()).rejects.toThrow(`does not list ${name}`);
});

it("says which file the server does not have", async () => {
  delete files[`/${name}`];
  await expect(download()).rejects.toThrow(`HTTP 404 for ${from}/${name}`);
});

it("says why the server cannot be reached", async () => {
  const nobody = createServer();
  await new Promise((resolve) => nobody.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = nobody.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  await new Promise((resolve) => nobody.close(resolve));
  const gone = `http://127.0.0.1:${address.port}`;
  await expect(downloadEngine(into, "1.2.3", () => {}, gone)).rejects.toThrow(/ECONNREFUSED/);
});

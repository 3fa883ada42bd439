import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type * as wire from "@pulumi/pulumi/proto/provider_pb";
import { afterAll, beforeAll } from "vitest";
import type { Emulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { providerText } from "../../sdk/provider-text";
import { nodeStart } from "../support/node-start";
import { checkout, type UserProject, userProject } from "../support/project";

/** Properties as they cross between engine and host. */
export type Properties = Readonly<Record<string, unknown>>;

/** The configuration of a stack that calls an emulator. */
export function configurationFor(emulator: Emulator, more: Properties = {}): Properties {
  return {
    "alicloud-soar:region": "cn-hangzhou",
    "alicloud-soar:sasEndpoint": emulator.url,
    "alicloud-soar:cloudSiemEndpoint": emulator.url,
    "alicloud-soar:accessKeyId": emulator.accessKeyId,
    "alicloud-soar:accessKeySecret": emulator.accessKeySecret,
    "alicloud-soar:maxCallsPerSecond": "1000",
    "alicloud-soar:readTimeout": "30s",
    ...more,
  };
}

/** A creation or update that failed after the cloud accepted it, as the engine hears of it. */
export class InitFailed extends Error {
  constructor(
    readonly id: string,
    readonly properties: Properties,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

interface Replies {
  configure: wire.ConfigureResponse;
  check: wire.CheckResponse;
  diff: wire.DiffResponse;
  create: wire.CreateResponse;
  read: wire.ReadResponse;
  update: wire.UpdateResponse;
  delete: object;
}

interface ServiceError extends Error {
  readonly details: string;
  readonly metadata: { get(key: string): Buffer[] };
}

type Unary = (request: object, callback: (error: ServiceError | null, reply: unknown) => void) => void;
type Client = Readonly<Record<keyof Replies, Unary>> & { close(): void };

// What the host itself speaks with; generated modules have no names that an import could find.
const loadOurs = createRequire(join(checkout, "package.json"));
const load = createRequire(loadOurs.resolve("@pulumi/pulumi"));
const proto: typeof wire = load("./proto/provider_pb");
const { ResourceProviderClient } = load("./proto/provider_grpc_pb");
const { Status } = load("./proto/status_pb");
const { Struct } = load("google-protobuf/google/protobuf/struct_pb");
const { credentials } = load("@grpc/grpc-js");
const HOST = load.resolve("./cmd/dynamic-provider/index.js");

/** Options of Node.js for a host that tells, when asked, what it loaded, by `require` or by `import`. It loads everything slowly. */
export const observed = [
  "--import",
  `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  process.on("message", () => process.send(loaded));
`)}`,
];

/** What an engine is to its hosts: something that listens, and keeps their connections until it goes. */
class Engine {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on("error", () => {});
  });

  /** @param temporary the folder of what its hosts tell each other */
  private constructor(readonly temporary: string) {}

  static async start(folder: string): Promise<Engine> {
    const engine = new Engine(await mkdtemp(join(folder, "tmp-")));
    await engine.listen(0);
    return engine;
  }

  /** Where it listens. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async listen(port: number): Promise<void> {
    await once(this.#server.listen(port, "127.0.0.1"), "listening");
  }

  end(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
}

/** Pulumi's own dynamic-provider host in a process of its own, spoken to as the engine does. */
export class PluginHost {
  readonly #text: string;
  #output = "";

  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
    private readonly engine: Engine,
    kind: KindName,
  ) {
    this.#text = providerText(kind);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.#output += chunk;
      });
    }
  }

  /**
   * Starts a host in a user's project for one kind, with an engine that listens, and configures it.
   * @param of a host of the same deployment, whose engine it has
   * @param options of Node.js
   */
  static async start(
    { folder }: UserProject,
    kind: KindName,
    config: Properties,
    of?: PluginHost,
    options: readonly string[] = [],
  ): Promise<PluginHost> {
    const engine = of?.engine ?? (await Engine.start(folder));
    const child = spawn(process.execPath, [...options, HOST, `127.0.0.1:${engine.port}`], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, TMPDIR: engine.temporary, ...nodeStart },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const [port] = await once(createInterface({ input: child.stdout as Readable }), "line");
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
    const host = new PluginHost(child, client, engine, kind);
    await host.#call("configure", new proto.ConfigureRequest().setArgs(Struct.fromJavaScript(config)));
    return host;
  }

  /** Ends the process. */
  close(): void {
    this.child.kill("SIGKILL");
    this.client.close();
    this.engine.end();
  }

  /** Ends the process alone, as a crash does. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** What the host wrote: lines for the person at the terminal, and errors. */
  get output(): string {
    return this.#output;
  }

  /** Addresses of all modules that the host has loaded so far; `observed` must be among its options. */
  async loaded(): Promise<readonly string[]> {
    const answer = once(this.child, "message");
    this.child.send("loaded?");
    const [modules] = await answer;
    return modules;
  }

  /** Goes, as an engine that was killed. */
  endEngine(): void {
    this.engine.end();
  }

  /** Another engine gets the address of the one that has gone, as happens by chance. */
  async replaceEngine(): Promise<void> {
    const { port } = this.engine;
    this.engine.end();
    await this.engine.listen(port);
  }

  /** Failures come as `path: reason`. */
  async check(olds: Properties, news: Properties) {
    const request = new proto.CheckRequest().setOlds(this.#struct(olds)).setNews(this.#struct(news));
    const reply = await this.#call("check", request);
    const failures = reply.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    return { inputs: properties(reply.getInputs()), failures };
  }

  /** `changes`: undefined when the engine is to find them itself. */
  async diff(id: string, olds: Properties, news: Properties) {
    const request = new proto.DiffRequest().setId(id).setOlds(this.#struct(olds)).setNews(this.#struct(news));
    const reply = await this.#call("diff", request);
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    const changes = new Map([
      [DIFF_NONE, false],
      [DIFF_SOME, true],
    ]).get(reply.getChanges() as never);
    return {
      changes,
      replaces: reply.getReplacesList(),
      deleteBeforeReplace: reply.getDeletebeforereplace(),
    };
  }

  /** Rejects with InitFailed when the cloud accepted it and a later step failed. */
  async create(inputs: Properties) {
    const reply = await this.#call("create", new proto.CreateRequest().setProperties(this.#struct(inputs)));
    return { id: reply.getId(), properties: properties(reply.getProperties()) };
  }

  /** An empty id: the resource is gone. */
  async read(id: string, state: Properties) {
    const request = new proto.ReadRequest().setId(id).setProperties(this.#struct(state));
    const reply = await this.#call("read", request);
    return {
      id: reply.getId(),
      properties: properties(reply.getProperties()),
      inputs: properties(reply.getInputs()),
    };
  }

  /** Rejects with InitFailed when the cloud accepted it and a later step failed. */
  async update(id: string, olds: Properties, news: Properties) {
    const request = new proto.UpdateRequest().setId(id).setOlds(this.#struct(olds)).setNews(this.#struct(news));
    return properties((await this.#call("update", request)).getProperties());
  }

  async delete(id: string, state: Properties) {
    await this.#call("delete", new proto.DeleteRequest().setId(id).setProperties(this.#struct(state)));
  }

  #struct(values: Properties) {
    return Struct.fromJavaScript({ __provider: this.#text, ...values });
  }

  #call<Verb extends keyof Replies>(verb: Verb, request: object): Promise<Replies[Verb]> {
    return new Promise((resolve, reject) => {
      this.client[verb](request, (error, reply) =>
        error ? reject(readError(error)) : resolve(reply as Replies[Verb]),
      );
    });
  }
}

/**
 * Installs the package for the tests of a file; what it returns starts hosts there.
 * @param options of Node.js
 */
export function installedHosts(
  kind: KindName,
  options: readonly string[] = [],
): (config: Properties, of?: PluginHost) => Promise<PluginHost> {
  let project: UserProject;
  beforeAll(async () => {
    project = await userProject();
  });
  afterAll(() => project.remove());
  return (config, of) => PluginHost.start(project, kind, config, of, options);
}

function properties(struct: { toJavaScript(): object } | undefined): Properties {
  return { ...struct?.toJavaScript() };
}

/** What the engine makes of an error: the details say whether the resource exists (Pulumi, ErrorResourceInitFailed). */
function readError({ details, metadata }: ServiceError): Error {
  const [packed] = metadata.get("grpc-status-details-bin");
  if (packed === undefined) return new Error(details);
  const [any] = Status.deserializeBinary(packed).getDetailsList();
  const failed = any.unpack(proto.ErrorResourceInitFailed.deserializeBinary, "pulumirpc.ErrorResourceInitFailed");
  return new InitFailed(failed.getId(), properties(failed.getProperties()), failed.getReasonsList());
}

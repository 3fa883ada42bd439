import { createHash, createHmac, randomUUID } from "node:crypto";
import type { Emulator } from "../../../provider/emulator";

/** One call by its wire names; `headers` are added after signing and so may spoil it. */
export interface TestCall {
  action: string;
  params?: Record<string, string>;
  version?: string;
  method?: "GET" | "POST";
  parametersIn?: "query" | "body";
  accessKeyId?: string;
  accessKeySecret?: string;
  date?: Date;
  nonce?: string;
  signedExtra?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface TestAnswer {
  status: number;
  text: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the answer of the wire, which each test reads as it expects it
  body: any;
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Signs a call by the V3 signature document, written apart from the emulator's own code, and sends it. */
export async function signedCall(emulator: Emulator, call: TestCall): Promise<TestAnswer> {
  const siem = /AutomateResponse/.test(call.action);
  const { params = {}, method = "POST", parametersIn = siem ? "body" : "query" } = call;
  const encoded = Object.keys(params)
    .sort()
    .map((name) => `${encode(name)}=${encode(params[name] ?? "")}`)
    .join("&");
  const query = parametersIn === "query" ? encoded : "";
  const body = parametersIn === "body" ? encoded : "";
  const headers: Record<string, string> = {
    ...(body && { "content-type": "application/x-www-form-urlencoded" }),
    host: new URL(emulator.url).host,
    "x-acs-action": call.action,
    "x-acs-content-sha256": hash(body),
    "x-acs-date": (call.date ?? new Date()).toISOString().replace(/\.\d+Z/, "Z"),
    "x-acs-signature-nonce": call.nonce ?? randomUUID(),
    "x-acs-version": call.version ?? (siem ? "2022-06-16" : "2018-12-03"),
    ...call.signedExtra,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = [method, "/", query, lines, names.join(";"), hash(body)].join("\n");
  const signature = createHmac("sha256", call.accessKeySecret ?? emulator.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest("hex");
  const credential = call.accessKeyId ?? emulator.accessKeyId;
  headers.authorization = `ACS3-HMAC-SHA256 Credential=${credential},SignedHeaders=${names.join(";")},Signature=${signature}`;
  const response = await fetch(`${emulator.url}/${query && `?${query}`}`, {
    method,
    headers: { ...headers, ...call.headers },
    body: body || undefined,
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

/** The parameters of a rule that the emulator accepts. */
export const ruleParams = {
  RuleName: "block webshell",
  AutoResponseType: "alert",
  ExecutionCondition: '[{"left":{"value":"alert_name"},"operator":"equals","right":{"value":"x"}}]',
  ActionType: "doPlaybook",
  ActionConfig:
    '[{"actionType":"doPlaybook","playbookName":"WafBlockIP","playbookUuid":"bdad6220-6584-41b2-9704-fc6584568758"}]',
};

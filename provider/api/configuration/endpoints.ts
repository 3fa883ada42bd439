import { closest, mostAlike } from "../../closest";
import { ConfigError } from "./config-error";

/** The products whose operations are called; each has its own hosts. */
export type Product = "cloud-siem" | "sas" | "sophonsoar" | "sts";

/** Where the data of threat analysis is managed; the RegionId parameter of the rule operations. */
export type DataManagementCentre = "cn-hangzhou" | "ap-southeast-1";

/** Where calls of one product go. */
export interface Endpoint {
  readonly protocol: "http" | "https";
  /** Host, with a port if it is not the protocol's own. */
  readonly host: string;
  /** Configuration key that sets another one. */
  readonly key: string;
}

/** The regions that are known: those of the assets. (Security Center, Endpoints of Sas 2018-12-03) */
export const REGIONS: readonly string[] =
  `cn-qingdao cn-beijing cn-zhangjiakou cn-huhehaote cn-wulanchabu cn-hangzhou cn-shanghai cn-nanjing cn-fuzhou
  cn-shenzhen cn-heyuan cn-guangzhou cn-chengdu cn-hongkong cn-wuhan-lr cn-zhengzhou-jva cn-beijing-finance-1
  cn-hangzhou-finance cn-shanghai-finance-1 cn-shanghai-mybk cn-shenzhen-finance-1 cn-heyuan-acdr-1
  cn-north-2-gov-1 cn-qingdao-acdr-ut-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 ap-southeast-6
  ap-southeast-7 ap-northeast-1 ap-northeast-2 ap-south-1 eu-central-1 eu-west-1 us-east-1 us-west-1 me-east-1
  me-central-1`.split(/\s+/);

/** Public hosts, below aliyuncs.com (the Endpoints pages of the three products). cloud-siem is in Shanghai, not Hangzhou. */
const HOSTS: Readonly<Record<Exclude<Product, "sts">, Readonly<Record<DataManagementCentre, string>>>> = {
  sas: { "cn-hangzhou": "tds.cn-shanghai", "ap-southeast-1": "tds.ap-southeast-1" },
  "cloud-siem": { "cn-hangzhou": "cloud-siem.cn-shanghai", "ap-southeast-1": "cloud-siem.ap-southeast-1" },
  sophonsoar: { "cn-hangzhou": "sophonsoar", "ap-southeast-1": "sophonsoar.ap-southeast-1" },
};

/**
 * Any host of STS answers for all accounts, that of the region is the nearest (Resource Access Management, Endpoints). Regions of
 * which the page names no host of their own, such as those of financial and government clouds, have the central one.
 */
function stsHost(region = ""): string {
  const hasOne = REGIONS.includes(region) && /^[a-z]+-[a-z]+(-\d|-lr)?$/.test(region);
  return hasOne ? `sts.${region}.aliyuncs.com` : "sts.aliyuncs.com";
}

/** What decides where calls go. */
type Placement = { readonly [Key in "region" | "sasEndpoint" | "cloudSiemEndpoint" | "stsEndpoint"]?: string };

/**
 * Checks the configured region, if there is one. With both endpoints set any region will do.
 * @throws ConfigError when it is unknown
 */
export function checkRegion({ region, sasEndpoint, cloudSiemEndpoint }: Placement): void {
  if (region === undefined || REGIONS.includes(region) || (sasEndpoint && cloudSiemEndpoint)) return;
  throw regionError(unknown(region), region);
}

/**
 * What is to be said of a configured region that is used, but probably mistyped: with both endpoints set, one that this release
 * does not know passes.
 */
export function regionDoubt({ region }: Placement): string | undefined {
  if (region === undefined || REGIONS.includes(region) || closest(region, REGIONS) === undefined) return undefined;
  return `${unknown(region)} It is used as it stands, since both endpoints are set.`;
}

function unknown(region: string): string {
  const near = closest(region, REGIONS);
  return `The region "${region}" is unknown${near === undefined ? "." : `: did you mean ${near}?`}`;
}

/**
 * The data-management centre of the configured region: the default of `regionId`.
 * @throws ConfigError when no region is configured, or an unknown one
 */
export function dataManagementCentre(config: Placement): DataManagementCentre {
  if (config.region === undefined) throw regionError("No region is configured.");
  checkRegion(config);
  return centreOf(config.region);
}

/**
 * The same; undefined where no region is configured.
 * @throws ConfigError when it is an unknown one
 */
export function configuredCentre(config: Placement): DataManagementCentre | undefined {
  return config.region === undefined ? undefined : dataManagementCentre(config);
}

/**
 * Where a call goes. A rule operation goes to the centre that its own RegionId names, so that one deployment can hold
 * rules of both centres.
 * @throws like `dataManagementCentre`, when the region has to decide
 */
export function endpointOf(config: Placement, product: Product, regionId?: string): Endpoint {
  if (product === "sts") return stsEndpointOf(config);
  const key = product === "sas" ? "sasEndpoint" : "cloudSiemEndpoint";
  const override = config[key];
  const named = `alicloud-soar:${key}`;
  if (override !== undefined) return { ...parseEndpoint(override, named), key: named };
  const centre = product !== "sas" && regionId !== undefined ? centreOf(regionId) : dataManagementCentre(config);
  return { protocol: "https", host: `${HOSTS[product][centre]}.aliyuncs.com`, key: named };
}

/** An emulator that stands for another product stands for this one, too: the service is not reached by plain HTTP. */
function stsEndpointOf({ region, stsEndpoint, sasEndpoint, cloudSiemEndpoint }: Placement): Endpoint {
  const key = "alicloud-soar:stsEndpoint";
  const emulator = [sasEndpoint, cloudSiemEndpoint].find((endpoint) => endpoint?.startsWith("http://"));
  return { ...parseEndpoint(stsEndpoint ?? emulator ?? stsHost(region), key), key };
}

/** What plain HTTP may reach: this machine, where an emulator listens. */
const LOOPBACK = /^(localhost|[\w-]+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Reads an endpoint: a bare host, which is reached by HTTPS, or `http://127.0.0.1:4010`.
 * @throws ConfigError when it is neither, plain HTTP would leave this machine, or this machine is named without a protocol: an
 * emulator's keys would go to the real STS
 */
export function parseEndpoint(endpoint: string, key: string): Pick<Endpoint, "protocol" | "host"> {
  const url = URL.parse(/^[a-z]+:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`);
  const plain = url !== null && url.host !== "" && url.pathname === "/" && !url.search && !url.username;
  if (!plain || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new ConfigError(key, `${key} is neither a host nor a URL like http://127.0.0.1:4010.`);
  }
  const isHere = LOOPBACK.test(url.hostname);
  if (isHere && !/^http/i.test(endpoint)) {
    throw new ConfigError(
      key,
      `${key} is ${endpoint}, which is this machine: write http://${url.host} for an emulator, which has no TLS, or ` +
        `https://${url.host} for a forwarded port.`,
    );
  }
  if (url.protocol === "https:") return { protocol: "https", host: url.host };
  if (isHere) return { protocol: "http", host: url.host };
  throw new ConfigError(
    key,
    `${key} is http://${url.host}, but plain HTTP shows the security token and what is sent to everybody on the way: use ` +
      "https://. Only an emulator on this machine is reached by http://, one elsewhere by a forwarded port.",
  );
}

/** Chinese mainland and Hong Kong, or elsewhere (PostAutomateResponseConfig, RegionId). */
function centreOf(region: string): DataManagementCentre {
  return region.startsWith("cn-") ? "cn-hangzhou" : "ap-southeast-1";
}

function regionError(problem: string, like = "cn-hangzhou"): ConfigError {
  return new ConfigError(
    "alicloud-soar:region",
    `${problem} Set the region of the assets: "pulumi config set alicloud-soar:region <region>", \`region\` of an explicit ` +
      `Provider, or ALIBABA_CLOUD_REGION_ID. Some are ${mostAlike(like, REGIONS).join(", ")}; docs/accounts.md of this package lists all. ` +
      "Any other one needs both alicloud-soar:sasEndpoint and alicloud-soar:cloudSiemEndpoint.",
  );
}

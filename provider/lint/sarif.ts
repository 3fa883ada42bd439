import { createHash } from "node:crypto";
import { quote } from "../wording";
import { CHECKS, type Code, type Level, type LintFinding, type LintReport } from "./finding";
import type { Position } from "./places";

/** Where a finding is shown. */
export interface Place extends Partial<Position> {
  /** Path of the file from the root of the repository, with `/`. */
  readonly file: string;
}

interface Text {
  readonly text: string;
}

/**
 * A report in the format of code scanning, as far as it needs it. OASIS, Static Analysis Results Interchange Format 2.1.0. What
 * GitHub asks beyond: a location for each result, a path from the root of the repository, each rule once.
 */
export interface Sarif {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly semanticVersion: string;
        readonly rules: {
          readonly id: string;
          readonly name: string;
          readonly shortDescription: Text;
          readonly defaultConfiguration: { readonly level: Level };
        }[];
      };
    };
    readonly columnKind: "utf16CodeUnits";
    readonly results: SarifResult[];
  }[];
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: Level;
  readonly message: Text;
  readonly locations: {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
    readonly logicalLocations: {
      readonly name: string;
      readonly fullyQualifiedName: string;
      readonly kind: "resource";
    }[];
  }[];
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
}

const codes = Object.keys(CHECKS) as Code[];

/** The findings in SARIF. What is ignored is left out: GitHub shows it as if it were not. */
export function sarifOf({ version, findings }: LintReport, placeOf: (finding: LintFinding) => Place): Sarif {
  const seen = new Map<string, number>();
  const results = findings.map((one): SarifResult => {
    const { code, level, rule, urn = rule, sentence, remedy } = one;
    const { file, line = 1, column = 1 } = placeOf(one);
    const print = fingerprint(one);
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return {
      ruleId: code,
      ruleIndex: codes.indexOf(code),
      level,
      message: { text: withoutLinks(`Rule ${quote(rule)}: ${sentence} ${remedy}`) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/") },
            region: { startLine: line, startColumn: column },
          },
          logicalLocations: [{ name: rule, fullyQualifiedName: urn, kind: "resource" }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: `${print}:${count}` },
    };
  });
  const rules = codes.map((id) => {
    const { name, finds, level } = CHECKS[id];
    return { id, name: pascalCase(name), shortDescription: { text: finds }, defaultConfiguration: { level } };
  });
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "alicloud-soar lint", semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
}

/** A text of a name in which nothing is a link. (SARIF 2.1.0, 3.11.6, "Messages with embedded links") */
function withoutLinks(text: string): string {
  return text.replaceAll("](", "] (");
}

/**
 * What tells a finding from others, wherever the program has it. GitHub takes two results of one rule and line for one, where this is
 * not given. (github/codeql-action, src/fingerprints.ts)
 */
function fingerprint({ code, rule, about = "" }: LintFinding): string {
  return createHash("sha256").update([code, rule, about].join("\0")).digest("hex").slice(0, 16);
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

import type { ReportAttestation } from './attestation.js';
import type { Checklist, ItemId, Tier } from './checklist.js';
import type { Comparison } from './comparison.js';
import type { Examination } from './examination.js';
import type { Confidence, Fix, Level, Reach } from './evidence.js';
import type { GateSettings } from './settings.js';
import type { ReportWaiver, WaiverKind } from './waiver.js';

/** Version of the shape below. It changes when a field is removed or changes its meaning. */
export const schemaVersion = 1;

/** A place in the scanned project. Lines and columns count from 1; the end is exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportTrace extends Place {
  readonly message: string;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly level: Level;
  readonly item: ItemId;
  readonly message: string;
  readonly help: string;
  readonly trace: readonly ReportTrace[];
  readonly confidence: Confidence;
  readonly reach: Reach;
  /** What mending it adds to the score before that is rounded down: two decimals. */
  readonly points: number;
  /** Who is told, by the configuration's `owners` or CODEOWNERS. */
  readonly owner?: string;
  /** It stands in the baseline: it was there before, and does not fail the gate. */
  readonly known?: true;
  /** Rule, file, enclosing symbol and normalised snippet: it survives moved lines. */
  readonly fingerprint: string;
  /** What code scanning recognises its line by, with the text that follows. Source files only: in others an edit of the next line would make it another. */
  readonly lineHash?: string;
  /** The named functions around it, with their class: `Orders.load`. Absent at the top of a module, and in what is no source. */
  readonly symbol?: string;
  readonly fixes: readonly Fix[];
  readonly data: Readonly<Record<string, string | number | boolean>>;
  /** The source around the finding, for code frames: the reporters read no files. */
  readonly frame: { readonly startLine: number; readonly lines: readonly string[] };
}

/** What was looked at and is right, or could not be decided; `open` where a practice is missing and its finding is an info that the preset leaves out. */
export interface ReportEvidence extends Place {
  readonly rule: string;
  readonly item: ItemId;
  readonly outcome: 'pass' | 'open' | 'unknown';
  readonly message: string;
  readonly reach: Reach;
  readonly trace: readonly ReportTrace[];
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** A finding that a waiver keeps from failing the gate, with what is said of it and where that is written. */
export interface WaivedFinding extends Finding {
  readonly kind: WaiverKind;
  readonly reason: string;
  readonly owner: string;
  readonly until: string;
  readonly waiver: { readonly file: string; readonly line: number };
}

/** Sites of one rule. `fail` counts what is open, also where another rule or an accepted risk keeps it from being a finding; an `info` finding leaves its site in `pass`, and one that is said to be false counts nowhere. */
export interface RuleCoverage {
  /** How it reads: `practice: 37 of 42 sites`. */
  readonly practice: string;
  readonly sites: string;
  readonly pass: number;
  readonly fail: number;
  readonly unknown: number;
}

/** What kept the scan from seeing everything. An `error` makes the scan incomplete (exit code 3). */
export interface Problem {
  readonly kind: 'parse' | 'unreadable' | 'skipped' | 'config' | 'rule-crash' | 'unfinished' | 'waiver' | 'attestation' | 'baseline' | 'comparison';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly help?: string;
  readonly file?: string;
  readonly line?: number;
  readonly rule?: string;
}

/** A service of a monorepo: its own result, by what concerns it. A finding in code that several import counts for each of them. */
export interface ServiceResult {
  readonly name: string;
  /** Its folder; empty at the root. */
  readonly dir: string;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly checklist: Checklist;
}

/** What was scanned, as git knows it. */
export interface Revision {
  /** The whole hash of the commit that is checked out. */
  readonly commit: string;
  /** When it was committed: ISO 8601, in UTC. Absent in reports of earlier versions. */
  readonly date?: string;
  /** The branch, where one is checked out. */
  readonly branch?: string;
  /** The repository's page at its forge, without a slash at its end, as its remote names it: `https://github.com/owner/name`. */
  readonly url?: string;
  /** Where the scanned folder lies in the repository: posix, empty at its root. Places in the report are relative to the scanned folder. */
  readonly folder: string;
}

/** What of the findings is reported, of a scan that was asked for what concerns a change. The checklist is of the whole all the same. */
export interface Selection {
  readonly of: 'changed' | 'staged';
  /** Changed since where the branch left this one, which was at the commit. Absent for what is staged. */
  readonly base?: { readonly ref: string; readonly commit: string };
  /** How many files below the scanned folder the change touches. */
  readonly files: number;
  /** Findings that do not concern them, and are left out. */
  readonly elsewhere: number;
}

/** Of which part of a scan a report is, and what it takes to make the report of the whole of all parts. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
  /** What the report of the whole depends on, as a hash: the same in all parts of one scan. */
  readonly scan: string;
  /** Folders of the packages that were judged, sorted; empty at the root. */
  readonly packages: readonly string[];
  readonly examination: Examination;
}

/** Everything that a reporter may know. Sorted; the same for the same input, whatever the order of the files. */
export interface Report {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'readiness'; readonly version: string };
  readonly project: {
    readonly name: string;
    /** Frameworks and clients that the manifests name, with the versions that were assumed. */
    readonly libraries: readonly { readonly name: string; readonly version: string; readonly from: 'lockfile' | 'node_modules' | 'range' }[];
    readonly files: number;
    readonly preset: 'recommended' | 'strict';
    /** What the configuration says that it is made for. */
    readonly tier?: Tier;
  };
  /** Absent outside of a repository. */
  readonly revision?: Revision;
  /** With what it was compared; absent where it was not. */
  readonly comparison?: Comparison;
  /** Absent where all is reported. */
  readonly selection?: Selection;
  /** Absent where the report is of the whole. One of a part has no score, and no services. */
  readonly shard?: Shard;
  /** What fails a pipeline, as the configuration says; empty for the default. */
  readonly gate: GateSettings;
  /** Of the whole; in a monorepo the roll-up of its services. */
  readonly checklist: Checklist;
  /** The services of a monorepo, by folder; empty where the project is one service, or was not looked at whole. */
  readonly services: readonly ServiceResult[];
  readonly findings: readonly Finding[];
  /** Findings that a waiver in force keeps apart. */
  readonly suppressed: readonly WaivedFinding[];
  /** Every waiver, also those that are not followed. */
  readonly waivers: readonly ReportWaiver[];
  readonly attestations: readonly ReportAttestation[];
  readonly evidence: readonly ReportEvidence[];
  readonly coverage: Readonly<Record<string, RuleCoverage>>;
  readonly problems: readonly Problem[];
  /** False when a part of the project was not judged: such a report never counts as clean. */
  readonly complete: boolean;
}

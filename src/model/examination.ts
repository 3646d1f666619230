import type { Evidence, Level, TraceStep } from './evidence.js';
import type { Finding, Place, Problem, Report } from './report.js';
import type { RuleMeta } from './rule.js';
import type { ProjectTraits } from './traits.js';
import type { Waiver } from './waiver.js';
import type { Attestation, AttestationStatus } from './attestation.js';

/** Evidence with what a report says of its place, so that nobody has to look at the file again. Values that no output may show are stars in it. */
export interface PlacedEvidence extends Omit<Evidence, 'hidden' | 'trace'> {
  readonly place: Place;
  readonly trace: readonly (TraceStep & Place)[];
  /** The level with what the configuration makes of it. */
  readonly shownLevel: Level;
  /** The named functions around a failure; empty at the top of a module, and in what is no source. */
  readonly symbol: string;
  /** What a failure is answered by outside of the code, as the configuration declares. */
  readonly answeredBy?: string;
  /** Of a failure that is told as a finding. */
  readonly told?: Pick<Finding, 'frame' | 'lineHash' | 'owner'> & {
    /** What its fingerprint is made of, but for its number among equal ones. */
    readonly identity: string;
  };
}

/** What the rules said of one file, or of the project as a whole. */
export interface JudgedPart<E = PlacedEvidence> {
  /** Its number in the order of the scan: files in theirs, and behind them the project, rule by rule. */
  readonly at: number;
  readonly evidence: readonly E[];
  /** Rules that crashed on it. */
  readonly problems: readonly Problem[];
}

/** What is asked of the rules that ran, when a report is made. */
export type RanRule = Pick<RuleMeta, 'id' | 'item' | 'level' | 'coverage'>;

/** What a project or a service of it is, and what went wrong when that was asked. */
export interface ExaminedTraits {
  readonly traits: ProjectTraits;
  readonly problems: readonly Problem[];
}

/** A waiver, with whether the scan saw the file that it speaks of, and judged it. */
export interface SeenWaiver extends Waiver {
  readonly isThere: boolean;
  readonly isJudged: boolean;
}

/** An attestation, and what keeps it from counting, as far as that shows without looking at the code. */
export interface StandingAttestation {
  readonly attestation: Attestation;
  readonly hindrance?: { readonly status: AttestationStatus; readonly note: string };
}

/** What of a project decides its report, besides what was found in the code: plain data, and the same whoever judges which part of it. */
export interface ExaminedProject {
  readonly project: Report['project'];
  readonly gate: Report['gate'];
  readonly rules: readonly RanRule[];
  /** Ids of all rules that waivers and baselines may name. */
  readonly known: readonly string[];
  /** The day for which statements are judged. */
  readonly day: string;
  readonly waivers: readonly SeenWaiver[];
  readonly standings: readonly StandingAttestation[];
  readonly baseline: readonly { readonly fingerprint: string; readonly rule: string; readonly text: string }[];
  /** Only some files or rules were asked for: nothing counts as absent then. */
  readonly partial: boolean;
  /** Nothing is said of what of the baseline is gone: not everything was looked for. */
  readonly keepsBaseline: boolean;
  /** The services of a monorepo; empty where the project is one service. */
  readonly services: readonly { readonly name: string; readonly dir: string; readonly files: number }[];
  /** The sources, each with the services that it is a part of, by their number. */
  readonly files: readonly (readonly [file: string, services: readonly number[]])[];
  /** What was wrong before the rules ran, and what is told behind them. */
  readonly problems: { readonly before: readonly Problem[]; readonly after: readonly Problem[] };
}

/** What was found in the code: of all of it, or of a share. */
export interface ExaminedCode {
  readonly parts: readonly JudgedPart[];
  /** Of the whole; absent where another share holds it. */
  readonly traits?: ExaminedTraits;
  /** By the service's number. */
  readonly services: readonly (readonly [service: number, told: ExaminedTraits])[];
}

/** Everything that a report is made of, as plain data: from here on the code is not looked at any more. */
export interface Examination extends ExaminedCode {
  readonly common: ExaminedProject;
}

import type { Span, TextEdit } from './span.js';

/** What was found out about one site. */
export type Outcome = 'pass' | 'fail' | 'unknown';

export type Level = 'error' | 'warning' | 'info';

export type Confidence = 'high' | 'medium' | 'low';

/** Who waits when the site misbehaves: a caller of the service, a job, the start of the process, a script; `unknown` when no path to the site was seen. */
export type Reach = 'request' | 'worker' | 'startup' | 'script' | 'unknown';

/** One step of the way from the handler, or from the client, to the site. */
export interface TraceStep {
  readonly span: Span;
  readonly message: string;
}

/** A change that mends a finding. `safe` keeps the behaviour but for the fault; everything else is a `suggestion`. */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'suggestion';
  readonly edits: readonly TextEdit[];
  /** Packages that the change needs and the project does not have. */
  readonly installs?: readonly string[];
}

/**
 * The judgement of one site by one rule. Evidence that fails is a finding.
 * `span` is what an editor underlines: the callee, not the whole call.
 */
export interface Evidence {
  readonly rule: string;
  readonly outcome: Outcome;
  readonly span: Span;
  /** One sentence with the concrete names. A failure says what happens in production; a pass says what bounds the site, and where. */
  readonly message: string;
  /** What to do, in the imperative. Failures only. */
  readonly help?: string;
  /** Lower or higher than the rule's own level. */
  readonly level?: Level;
  /** Of a failure that is only an info: the practice itself is there, and something about it stays open, such as one phase of a call that has a deadline. Else the practice is missing there. */
  readonly covered?: true;
  /** Of a pass that shows that something is there at all, such as a health check: it is there in part, or it is installed and nothing uses it. Default: it is there. */
  readonly strength?: 'incomplete' | 'unused';
  readonly confidence: Confidence;
  readonly reach: Reach;
  readonly trace: readonly TraceStep[];
  readonly fixes: readonly Fix[];
  /** Library, call, option, milliseconds, open phases… for `why` and for machine readers. */
  readonly data: Readonly<Record<string, string | number | boolean>>;
  /** Texts that no output may show: the values of secrets. */
  readonly hidden?: readonly string[];
  /** Another rule reports the same defect at a better place. The site stays a failure in the coverage, but it is not a second finding. */
  readonly reportedBy?: string;
  /** What of the site is judged, where a rule asks several things of one: one piece of evidence stands for each. */
  readonly aspect?: string;
}

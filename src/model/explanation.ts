import type { Place } from './report.js';

/** A control that could bound a call, and what it is set to. */
export interface ExplainedKnob {
  readonly name: string;
  /** In words: `5000 ms`, `not set`, `switched off (0)`. */
  readonly state: string;
  /** `file:line` of the place that sets it. */
  readonly at?: string;
}

/** What one rule said about a call. */
export interface ExplainedJudgement {
  readonly rule: string;
  readonly outcome: string;
  readonly message: string;
}

/** What is known about one call on the asked line. */
export interface ExplainedCall {
  /** The callee as it is written. */
  readonly text: string;
  readonly place: Place;
  /** Package and access path, a local symbol, a global, or why it is unknown. */
  readonly origin: string;
  /** The callee after following wrappers, factories and re-exports. */
  readonly resolved: string;
  /** The catalog's entry with the assumed version. Absent when the catalog does not know the callee. */
  readonly library?: string;
  readonly knobs: readonly ExplainedKnob[];
  readonly judgements: readonly ExplainedJudgement[];
  readonly notes: readonly string[];
}

/** The answer of `readiness why <file:line>`. */
export interface Explanation {
  readonly file: string;
  readonly line: number;
  readonly calls: readonly ExplainedCall[];
  /** What kept the question from being answered in full. */
  readonly problems: readonly string[];
}

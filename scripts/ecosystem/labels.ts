import type { Level } from '../../src/model/evidence.js';
import { findingKey, type KnownFinding } from './state.js';

/** A person's judgement of one finding. The finding's code is never kept: it belongs to others. */
export interface Label {
  readonly repo: string;
  readonly commit: string;
  readonly service: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** As it was when the finding was read; the table counts by the level of the last scan. */
  readonly level: Level;
  readonly fingerprint: string;
  /** `true`: a reliability engineer would want it mended. `false`: it is not so, or it cannot matter. */
  readonly verdict: 'true' | 'false' | 'debatable';
  readonly why: string;
}

export interface MatchedLabels {
  /** Labels of findings that the last scan still has, with the level it gave them. */
  readonly current: readonly { readonly label: Label; readonly level: Level }[];
  readonly stale: readonly Label[];
}

const verdicts: readonly string[] = ['true', 'false', 'debatable'] satisfies readonly Label['verdict'][];

/** Splits labels by whether the last scan still has their finding. Throws when one finding carries two labels, or a label has no verdict or no reason. */
export function matchLabels(labels: readonly Label[], findings: readonly KnownFinding[]): MatchedLabels {
  const known = new Map(findings.map((finding) => [findingKey(finding), finding]));
  const seen = new Set<string>();
  for (const label of labels) {
    const where = `the label of ${label.service} ${label.path}:${label.line}`;
    if (!verdicts.includes(label.verdict)) throw new Error(`${where} has the verdict "${label.verdict}"; verdicts are ${verdicts.join(', ')}`);
    if (label.why.trim() === '') throw new Error(`${where} does not say why`);
    if (seen.has(findingKey(label))) throw new Error(`${where} is there twice`);
    seen.add(findingKey(label));
  }
  return {
    current: labels.flatMap((label) => {
      const finding = known.get(findingKey(label));
      return finding ? [{ label, level: finding.level }] : [];
    }),
    stale: labels.filter((label) => !known.has(findingKey(label))),
  };
}

import type { Finding, Report } from '../../model/report.js';

/** What every part of the page is made of. */
export interface Page {
  /** Its texts can be shown as they are. */
  readonly report: Report;
  /** The scanned path as it was typed, for the commands. */
  readonly path: string;
  /** Fingerprints of findings that the base does not have. */
  readonly added: ReadonlySet<string>;
}

export function pageOf(report: Report, path: string): Page {
  return { report, path, added: new Set(report.comparison?.added) };
}

/** Where a finding stands on the page. */
export function findingAnchor({ fingerprint }: Pick<Finding, 'fingerprint'>): string {
  return `finding-${fingerprint}`;
}

export function itemAnchor(id: string): string {
  return `item-${id}`;
}

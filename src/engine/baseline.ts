import { join } from 'node:path';
import { byCodeUnits } from '../files/posix-path.js';
import { errorCode, readFailure } from '../files/read-failure.js';
import { readWhole } from '../files/read-whole.js';
import type { Finding, Problem, Report } from '../model/report.js';

/** Where a baseline lies, below the scanned folder. */
export const baselinePath = '.readiness/baseline.txt';

/** A line of a baseline: a finding that was there when it was written, and does not fail the gate. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** The line as it stands. */
  readonly text: string;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  readonly problems: readonly Problem[];
}

const none: Baseline = { entries: [], problems: [] };

/** Reads the baseline of a scanned folder; none is the normal case. */
export function readBaseline(root: string): Promise<Baseline> {
  return Promise.resolve(baselineIn(root));
}

function baselineIn(root: string): Baseline {
  try {
    return parseBaseline(readWhole(join(root, baselinePath)));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return none;
    const { message, help } = readFailure(error);
    return { ...none, problems: [{ kind: 'unreadable', severity: 'error', file: baselinePath, message: `The baseline ${message}`, ...(help !== undefined && { help }) }] };
  }
}

/** A line that begins with no fingerprint is told of: half of a conflict must not pass for a baseline. */
function parseBaseline(text: string): Baseline {
  const entries: BaselineEntry[] = [];
  const problems: Problem[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('# ')) continue;
    const [, fingerprint, rule = ''] = /^([0-9a-f]{8,64}) (\S+)/.exec(line) ?? [];
    if (fingerprint === undefined) problems.push({ kind: 'config', severity: 'error', file: baselinePath, line: at + 1, message: 'This line of the baseline begins with no fingerprint', help: 'Settle the conflict, or write the baseline anew: readiness baseline create --force' });
    else entries.push({ fingerprint, rule, text: line });
  }
  return { entries, problems };
}

/** The entries whose finding is gone. Of a rule that did not run nothing is known. */
export function goneEntries(entries: readonly BaselineEntry[], { findings, suppressed }: Pick<Report, 'findings' | 'suppressed'>, ran: ReadonlySet<string>, known: ReadonlySet<string>): readonly BaselineEntry[] {
  const found = new Set([...findings, ...suppressed].map(({ fingerprint }) => fingerprint));
  return entries.filter(({ fingerprint, rule }) => !found.has(fingerprint) && (ran.has(rule) || !known.has(rule)));
}

/** That a baseline has grown too large, so that it shrinks with what is mended. */
export function goneProblem(gone: readonly BaselineEntry[]): readonly Problem[] {
  if (gone.length === 0) return [];
  const one = gone.length === 1;
  return [{ kind: 'baseline', severity: 'warning', file: baselinePath, message: `${String(gone.length)} ${one ? 'entry' : 'entries'} of the baseline ${one ? 'is' : 'are'} no longer found`, help: 'readiness baseline prune takes them out' }];
}

const heading = '# Findings that were there before: they do not fail the gate, and count in the score all the same.';

/** One line a finding, sorted, so that two branches merge. Info findings never fail the gate, and need none. */
export function formatBaseline(findings: readonly Finding[]): string {
  const lines = findings.filter(({ level }) => level !== 'info').map(({ fingerprint, rule, file, message }) => ({ key: `${file}\0${rule}\0${fingerprint}`, line: `${fingerprint} ${rule} ${file}: ${message.replace(/\s+/g, ' ')}` }));
  const sorted = lines.sort((a, b) => byCodeUnits(a.key, b.key)).map(({ line }) => line);
  return `${[heading, ...sorted].join('\n')}\n`;
}

/** The text of a baseline without some of its entries; every other line stays as it is. */
export function withoutEntries(text: string, gone: readonly BaselineEntry[]): string {
  const lines = new Set(gone.map((entry) => entry.text));
  return text.split('\n').filter((line) => !lines.has(line.replace(/\r$/, ''))).join('\n');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodeUnits } from '../files/posix-path.js';
import { errorCode, readFailure } from '../files/read-failure.js';
import type { Finding, Problem } from '../model/report.js';

/** Where a baseline lies, below the scanned folder. */
export const baselinePath = '.readiness/baseline.txt';

/** Fingerprints of the findings that were there when the baseline was written: they do not fail the gate. */
export interface Baseline {
  readonly fingerprints: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

const none: Baseline = { fingerprints: new Set(), problems: [] };

/** Reads the baseline of a scanned folder; none is the normal case. */
export async function readBaseline(root: string): Promise<Baseline> {
  try {
    return parseBaseline(await readFile(join(root, baselinePath), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return none;
    const { message, help } = readFailure(error);
    return { ...none, problems: [{ kind: 'unreadable', severity: 'error', file: baselinePath, message: `The baseline ${message}`, ...(help !== undefined && { help }) }] };
  }
}

/** A line that begins with no fingerprint is told of: half of a conflict must not pass for a baseline. */
function parseBaseline(text: string): Baseline {
  const fingerprints = new Set<string>();
  const problems: Problem[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('# ')) continue;
    const [, fingerprint] = /^([0-9a-f]{8,64}) \S/.exec(line) ?? [];
    if (fingerprint === undefined) problems.push({ kind: 'config', severity: 'error', file: baselinePath, line: at + 1, message: 'This line of the baseline begins with no fingerprint', help: 'Settle the conflict, or write the baseline anew.' });
    else fingerprints.add(fingerprint);
  }
  return { fingerprints, problems };
}

/** One line a finding, sorted, so that two branches merge. */
export function formatBaseline(findings: readonly Finding[]): string {
  const lines = findings.map(({ fingerprint, rule, file, message }) => ({ key: `${file}\0${rule}\0${fingerprint}`, line: `${fingerprint} ${rule} ${file}: ${message.replace(/\s+/g, ' ')}` }));
  const sorted = lines.sort((a, b) => byCodeUnits(a.key, b.key)).map(({ line }) => line);
  return `${['# Findings that were there before: they do not fail the gate, and count in the score all the same.', ...sorted].join('\n')}\n`;
}

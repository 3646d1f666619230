import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Proof } from '../src/catalog/proof.js';
import { home, type FileReport } from './run.js';

const path = join(home, 'results.json');

/** The results of earlier runs. */
export function storedResults(): readonly Proof[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Proof[]) : [];
}

/** The results among reports, as of a day. */
export function resultsOf(reports: readonly FileReport[], date: string): readonly Proof[] {
  return reports.flatMap(({ claim, library, version, how, outcome: { verdict, observed } }) =>
    verdict === 'shown' || verdict === 'refuted' ? [{ claim, library, version, node: process.versions.node, ...(how !== undefined && { how }), observed, verdict, date }] : [],
  );
}

/**
 * Writes what a run saw over what earlier runs saw of the same. What was skipped this time keeps its earlier result; what a whole run no longer tries is gone.
 * @param whole all files were run
 */
export function store(reports: readonly FileReport[], date: string, whole: boolean): void {
  const found = resultsOf(reports, date);
  const seen = new Set(found.map(keyOf));
  const tried = new Set(reports.map(keyOf));
  const skippedFiles = reports.some(({ file, claim }) => file === claim);
  const kept = storedResults().filter((result) => !seen.has(keyOf(result)) && (!whole || skippedFiles || tried.has(keyOf(result))));
  const lines = [...kept, ...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map((result) => `  ${JSON.stringify(result)}`);
  writeFileSync(path, `[\n${lines.join(',\n')}\n]\n`);
}

/** One case on one version: a newer version that is installed under the same name takes its place. */
export function keyOf({ claim, library, version, how = '' }: Pick<Proof, 'claim' | 'library' | 'version' | 'how'>): string {
  return [claim, library, version, how].join(' ');
}

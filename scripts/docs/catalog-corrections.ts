import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown.js';

/** A claim that a run showed to be false, and that the catalog no longer makes. */
export interface Correction {
  readonly library: string;
  readonly said: string;
  readonly seen: string;
}

/** Reads `proofs/corrections.json`, where there is one. */
export function loadCorrections(root: string): readonly Correction[] {
  const path = join(root, 'proofs/corrections.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Correction[]) : [];
}

/** What turned out to be false while it was being proved. */
export function correctionsSection(corrections: readonly Correction[]): readonly string[] {
  if (corrections.length === 0) return [];
  return [
    '## What turned out to be false',
    `The catalog said these ${String(corrections.length)} things until a run showed otherwise. They stood in a documentation, or had been read in a source.`,
    table(['Library', 'It was said', 'A run showed'], corrections.map(({ library, said, seen }) => [library, said, seen])),
  ];
}

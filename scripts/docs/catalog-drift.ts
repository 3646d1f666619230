import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Drift } from '../../src/catalog/drift.js';
import { code, table } from './markdown.js';

/** Reads `proofs/latest.json`, where there is one. */
export function loadDrift(root: string): Drift | undefined {
  const path = join(root, 'proofs/latest.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Drift) : undefined;
}

/** What the newest versions do otherwise than those on which the claims were shown. */
export function driftSection(drift: Drift | undefined): readonly string[] {
  if (!drift) return [];
  const { date, node, newer, unfit, changed, beyond } = drift;
  return [
    '## The newest versions',
    `\`npm run prove -- --latest\` tries the cases on the newest version of each library. On ${date}, with Node ${node}, ${newer.length === 0 ? 'none was newer than those that are below' : `these were newer than those that are below: ${newer.join(', ')}`}.`,
    ...(beyond.length === 0 ? [] : [`Claims on older versions say nothing of ${beyond.join(', ')}.`]),
    ...(unfit.length === 0 ? [] : [`Not tried, since they need another Node.js: ${unfit.join(', ')}.`]),
    ...(changed.length === 0 ? ['No claim came out otherwise.'] : ['Otherwise than before came out:', table(['Claim', 'Before', 'On', 'Seen'], changed.map(({ claim, library, before, after }) => [code(claim), before, library, after]))]),
  ];
}

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Proof } from '../src/catalog/proof.js';
import { storedResults } from './results.js';
import { home } from './run.js';

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What stays as it is: old versions under names of their own, types, and what the run itself needs. */
function isPinned(name: string, range: string): boolean {
  return range.startsWith('npm:') || name.startsWith('@types/') || name === 'tsx' || name === 'typescript';
}

/**
 * A copy of this folder with the newest version of each library that the files import, which npm takes from its registry.
 * @returns its path, in a temporary folder that stays for a look
 */
function prepared(files: readonly string[]): string {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'readiness-latest-'));
  const copy = join(root, 'proofs');
  mkdirSync(copy);
  for (const name of readdirSync(home).filter((name) => name !== 'node_modules')) cpSync(join(home, name), join(copy, name), { recursive: true });
  symlinkSync(join(home, '../src'), join(root, 'src'));
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
  const texts = files.map((file) => readFileSync(join(home, 'cases', `${file}.ts`), 'utf8'));
  const used = Object.entries(devDependencies).filter(([name]) => name === 'tsx' || texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`)));
  const wanted = used.map(([name, range]) => [name, isPinned(name, range) ? range : 'latest']);
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ name: 'readiness-latest', private: true, type: 'module', dependencies: Object.fromEntries(wanted) }));
  process.stdout.write(`Installing the newest of ${String(wanted.filter(([, range]) => range === 'latest').length)} packages in ${copy} …\n`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--legacy-peer-deps', '--engine-strict=false', '--loglevel=error'], { cwd: copy, stdio: 'inherit' });
  return copy;
}

/** Which claims come out otherwise than in `results.json`, and on which versions. */
function changes(found: readonly Proof[]): string {
  const stored = storedResults();
  const keyed = ({ claim, library, how = '' }: Proof): string => [claim, library, how].join(' ');
  const newer = found.filter(({ library, version }) => !stored.some((result) => result.library === library && result.version === version));
  const changed = newer.flatMap((result) => {
    const before = stored.filter((one) => keyed(one) === keyed(result)).at(-1);
    return before && before.verdict !== result.verdict ? [`  ${result.claim}: ${before.observed} on ${result.library} ${before.version}, ${result.observed} on ${result.version}\n`] : [];
  });
  const versions = [...new Set(newer.map(({ library, version }) => `${library} ${version}`))];
  return `${versions.length === 0 ? 'Nothing is newer than what was tried.' : `Newer than what was tried: ${versions.join(', ')}.`}\n${changed.length === 0 ? 'No claim changed.' : `Changed:\n${changed.join('')}`}\n`;
}

export const latest = { prepared, changes };

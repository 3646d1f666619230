import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import semver from 'semver';

import type { Drift } from '../src/catalog/drift.js';
import type { Proof } from '../src/catalog/proof.js';
import { storedResults } from './results.js';
import { home, type FileReport } from './run.js';

interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Installation {
  /** The copy of this folder, in a temporary folder that stays for a look. */
  readonly folder: string;
  readonly unfit: readonly string[];
}

/** What stays as it is: old versions under names of their own, types, and what the run itself needs. */
function isPinned(name: string, range: string): boolean {
  return range.startsWith('npm:') || name.startsWith('@types/') || name === 'tsx' || name === 'typescript';
}

/** A copy of this folder with the newest version of each library that the files import, as far as this Node.js runs it; npm takes them from its registry. */
function prepared(files: readonly string[]): Installation {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'readiness-latest-'));
  const folder = join(root, 'proofs');
  mkdirSync(folder);
  for (const name of readdirSync(home).filter((name) => name !== 'node_modules')) cpSync(join(home, name), join(folder, name), { recursive: true });
  symlinkSync(join(home, '../src'), join(root, 'src'));
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as Manifest;
  const texts = files.map((file) => readFileSync(join(home, 'cases', `${file}.ts`), 'utf8'));
  const used = Object.entries(devDependencies).filter(([name]) => name === 'tsx' || texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`)));
  const wanted = Object.fromEntries(used.map(([name, range]) => [name, isPinned(name, range) ? range : 'latest']));
  const newest = Object.keys(wanted).filter((name) => wanted[name] === 'latest');
  process.stdout.write(`Installing the newest of ${String(newest.length)} packages in ${folder} …\n`);
  install(folder, wanted);
  const unfit = newest.flatMap((name) => needsAnotherNode(folder, name));
  if (unfit.length > 0) install(folder, { ...wanted, ...Object.fromEntries(unfit.map(({ name }) => [name, devDependencies[name] ?? 'latest'])) });
  return { folder, unfit: unfit.map(({ name, version, engine }) => `${name} ${version} (${engine})`) };
}

function install(folder: string, dependencies: Readonly<Record<string, string>>): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'readiness-latest', private: true, type: 'module', dependencies }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--legacy-peer-deps', '--engine-strict=false', '--loglevel=error'], { cwd: folder, stdio: 'inherit' });
}

function needsAnotherNode(folder: string, name: string): readonly { readonly name: string; readonly version: string; readonly engine: string }[] {
  const { version, engines } = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as { readonly version: string; readonly engines?: { readonly node?: string } };
  const engine = engines?.node;
  return engine === undefined || semver.satisfies(process.versions.node, engine) ? [] : [{ name, version, engine }];
}

/** What came out otherwise than in `results.json`, and on which versions. */
function driftOf(found: readonly Proof[], reports: readonly FileReport[], { unfit }: Installation, date: string): Drift {
  const stored = storedResults();
  const keyed = ({ claim, library, how = '' }: Proof): string => [claim, library, how].join(' ');
  const newer = found.filter(({ library, version }) => !stored.some((result) => result.library === library && result.version === version));
  const changed = newer.flatMap((result) => {
    const before = stored.filter((one) => keyed(one) === keyed(result)).at(-1);
    return before && before.verdict !== result.verdict ? [{ claim: result.claim, library: `${result.library} ${result.version}`, before: `${before.observed} (${before.version})`, after: result.observed }] : [];
  });
  const beyond = reports.filter(({ outcome }) => outcome.verdict === 'skipped' && outcome.observed.startsWith('the claim is about')).map(({ library, version }) => `${library} ${version}`);
  return { date, node: process.versions.node, newer: sorted(newer.map(({ library, version }) => `${library} ${version}`)), unfit: [...unfit].sort(), changed, beyond: sorted(beyond) };
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function words({ newer, unfit, changed, beyond }: Drift): string {
  const lines = [
    newer.length === 0 ? 'Nothing is newer than what was tried.' : `Newer than what was tried: ${newer.join(', ')}.`,
    ...(unfit.length === 0 ? [] : [`Not tried, since they need another Node.js: ${unfit.join(', ')}.`]),
    ...(beyond.length === 0 ? [] : [`Cases are about older versions than ${beyond.join(', ')}.`]),
    ...(changed.length === 0 ? ['No claim changed.'] : ['Changed:', ...changed.map(({ claim, library, before, after }) => `  ${claim}: ${before}, ${after} on ${library}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

const path = join(home, 'latest.json');

/** Keeps what was seen, for the documentation. */
function store(drift: Drift): void {
  writeFileSync(path, `${JSON.stringify(drift, null, 2)}\n`);
}

export const latest = { prepared, driftOf, words, store };

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { claimsOf } from '../src/catalog/claims.js';
import { entries } from '../src/catalog/entries/index.js';
import { latest } from './latest.js';
import { resultsOf, store } from './results.js';
import { caseFiles, home, run, type FileReport } from './run.js';

const usage = `npm run prove -- [--only library,…] [--slow] [--write] [--latest] [--all]

Tries what the catalog claims of libraries against servers on this machine that fail.
  --only     files of proofs/cases, or the beginnings of their names
  --slow     also waits for defaults of up to two minutes
  --write    keeps the results in proofs/results.json
  --latest   tries the newest version of each library in a temporary folder, and says which claims changed; with --write in proofs/latest.json, too
  --all      prints each case, not only those that are not as claimed
`;
const { values } = parseArgs({ options: { only: { type: 'string' }, slow: { type: 'boolean', default: false }, write: { type: 'boolean', default: false }, latest: { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}

const files = chosen(values.only);
const claims = entries.flatMap(claimsOf);
const today = new Date().toISOString().slice(0, 10);
installWhenMissing();
process.stdout.write(`${String(claims.length)} claims in the catalog, ${String(files.length)} files of cases, Node ${process.versions.node}.\n`);
const newest = values.latest ? latest.prepared(files) : undefined;
const reports = await run({ folder: newest?.folder ?? home, claims, files, slow: values.slow, latest: values.latest }, print);
if (newest) {
  const drift = latest.driftOf(resultsOf(reports, today), reports, newest, today);
  process.stdout.write(latest.words(drift));
  if (values.write && values.only === undefined) latest.store(drift);
} else if (values.write) store(reports, today, values.only === undefined);
process.exit(closing() ? 0 : 1);

function chosen(only: string | undefined): readonly string[] {
  const all = caseFiles();
  if (only === undefined) return all;
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => !all.some((file) => file.startsWith(name)));
  if (unknown.length > 0) {
    process.stderr.write(`There is no file of cases that begins with ${unknown.join(' or ')}. There are: ${all.join(', ')}.\n`);
    process.exit(2);
  }
  return all.filter((file) => wanted.some((name) => file === name) || (wanted.some((name) => file.startsWith(name)) && !all.some((other) => wanted.includes(other) && file.startsWith(other))));
}

/** The libraries are no dependencies of the package: they are installed here when they are not, or when package.json is newer. */
function installWhenMissing(): void {
  const marker = join(home, 'node_modules/.package-lock.json');
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(home, 'package.json')).mtimeMs) return;
  const { devDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { readonly devDependencies: object };
  process.stdout.write(`Installing the ${String(Object.keys(devDependencies).length)} packages of proofs/package.json …\n`);
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock', '--engine-strict=false', '--legacy-peer-deps', '--loglevel=error'], { cwd: home, stdio: 'inherit' });
}

function print(file: string, found: readonly FileReport[]): void {
  const count = (verdict: string): number => found.filter(({ outcome }) => outcome.verdict === verdict).length;
  const parts = (['shown', 'refuted', 'wrong', 'skipped'] as const).flatMap((verdict) => (count(verdict) === 0 ? [] : [`${String(count(verdict))} ${verdict}`]));
  const lines = found
    .filter(({ outcome: { verdict } }) => values.all || verdict === 'refuted' || verdict === 'wrong')
    .map(({ claim, library, version, how, outcome }) => `    ${outcome.verdict === 'shown' ? 'shown' : outcome.verdict.toUpperCase()} ${claim}${how === undefined ? '' : ` (${how})`} on ${library} ${version}: ${outcome.observed}\n`);
  const reasons = values.all ? [] : [...new Set(found.filter(({ outcome }) => outcome.verdict === 'skipped').map(({ outcome }) => `    skipped: ${outcome.observed}\n`))];
  process.stdout.write(`  ${file}: ${parts.join(', ') || 'no cases'}\n${[...lines, ...reasons].join('')}`);
}

/** Says how it went, and whether all that was tried is as claimed. */
function closing(): boolean {
  const of = (verdict: string): readonly FileReport[] => reports.filter(({ outcome }) => outcome.verdict === verdict);
  const shown = new Set(of('shown').map(({ claim }) => claim));
  const [refuted, wrong, skipped] = [of('refuted'), of('wrong'), of('skipped')];
  process.stdout.write(`${String(reports.length)} cases: ${String(shown.size)} claims shown, ${String(refuted.length)} cases refute theirs, ${String(wrong.length)} are wrong, ${String(skipped.length)} skipped.\n`);
  return refuted.length + wrong.length === 0;
}

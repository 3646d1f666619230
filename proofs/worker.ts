import type { Claim } from '../src/catalog/claim.js';
import { claimNamed, isAbout } from '../src/catalog/claims.js';
import { inRange } from '../src/catalog/in-range.js';
import { Skipped, type Case } from './case.js';
import { claims } from './claim-list.js';
import { installed, type Installed } from './installed.js';
import { measure } from './measure.js';
import type { Outcome, Report } from './outcome.js';

// A process that tries the cases of one file and reports to its parent: `worker.ts <file> [--slow] [--latest]`.
const [file = '', ...flags] = process.argv.slice(2);
const together = 12;

interface Numbered {
  readonly subject: Case;
  readonly index: number;
}

// What a case leaves behind fails later than it is watched; that is no result of the run.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);
// Nobody is left to report to: what it has started ends with it.
process.once('disconnect', () => process.exit(1));

const { cases } = await imported(file);
const all = cases.map((subject, index): Numbered => ({ subject, index }));
const again: Numbered[] = [];
const queue = all.filter(({ subject }) => !subject.alone);
const works = Array.from({ length: together }, async () => {
  for (let next = queue.shift(); next; next = queue.shift()) await tryOnce(next);
});
await Promise.all(works);
for (const one of all.filter(({ subject }) => subject.alone)) await tryOnce(one);
// A machine that is busy makes calls late: what was not as claimed is tried again with nothing beside it.
for (const one of again) await tell(one, await outcomeOfSeveral(one, 3));
// Most sockets are still open: that is what was to be shown.
process.exit(0);

/** What cannot be loaded ends the process, with the reason where the parent reads it. */
async function imported(path: string): Promise<{ readonly cases: readonly Case[] }> {
  try {
    return (await import(path)) as { readonly cases: readonly Case[] };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}

async function tryOnce(one: Numbered): Promise<void> {
  const found = await outcomeOf(one);
  if (found.outcome.verdict === 'refuted' || found.outcome.verdict === 'wrong') again.push(one);
  else await tell(one, found);
}

/** A deadline that is there ends a call each time, and one that is not never does: the first outcome that is as claimed counts. */
async function outcomeOfSeveral(one: Numbered, tries: number): Promise<Found> {
  const found = await outcomeOf(one);
  return tries === 1 || found.outcome.verdict === 'shown' || found.outcome.verdict === 'skipped' ? found : outcomeOfSeveral(one, tries - 1);
}

type Found = Pick<Report, 'claim' | 'library' | 'version' | 'outcome'>;

async function outcomeOf({ subject, index }: Numbered): Promise<Found> {
  const unresolved = { claim: subject.claim, library: subject.library, version: '' };
  try {
    const claim = claimNamed(claims, subject.claim);
    const library = installed(subject.library);
    const found = { claim: claim.id, library: library.name, version: library.version };
    const fault = mismatch(claim, library) ?? innerMismatch(claim, subject.inner === undefined ? undefined : installed(subject.inner));
    // What is newer than the claim is about says nothing of the case.
    if (fault !== undefined) return { ...found, outcome: { verdict: flags.includes('--latest') ? 'skipped' : 'wrong', observed: fault } };
    return { ...found, outcome: await measure(subject, claim, claims, { slow: flags.includes('--slow'), file, index }) };
  } catch (error) {
    const verdict: Outcome['verdict'] = error instanceof Skipped ? 'skipped' : 'wrong';
    return { ...unresolved, outcome: { verdict, observed: error instanceof Error ? error.message : String(error) } };
  }
}

/** Why what is installed cannot show the claim: it is another package, or a version that the claim is not about. */
function mismatch(claim: Claim, { name, version }: Installed): string | undefined {
  const isOwn = claim.packages.some((own) => (name === 'node' ? own === 'globalThis' || own.startsWith('node:') : own === name || own.startsWith(`${name}/`) || (own.endsWith('*') && name.startsWith(own.slice(0, -1)))));
  if (!isOwn) return `the claim is about ${claim.packages.join(', ')}, not about ${name}`;
  if (isAbout(claim, version, process.versions.node)) return undefined;
  const node = claim.nodeVersions === undefined ? '' : ` on Node.js ${claim.nodeVersions}`;
  return `the claim is about ${claim.versions.join(' and ')}${node}, and ${version} is installed`;
}

function innerMismatch({ inner }: Claim, found: Installed | undefined): string | undefined {
  if (inner === undefined || (found?.name === inner.package && inRange(found.version, inner.versions))) return undefined;
  return `the claim is about ${inner.package} ${inner.versions}, and the case is about ${found ? `${found.name} ${found.version}` : 'none'}`;
}

/** Settles when the parent has the report: exiting earlier would lose it. */
function tell({ subject: { how } }: Numbered, found: Found): Promise<unknown> {
  const report: Report = { ...found, ...(how !== undefined && { how }) };
  return new Promise((resolve) => process.send?.(report, resolve));
}

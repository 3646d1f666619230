import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Claim, ClaimKind } from '../../src/catalog/claim.js';
import { claimsOf } from '../../src/catalog/claims.js';
import type { Proof } from '../../src/catalog/proof.js';
import type { CatalogEntry } from '../../src/catalog/types.js';
import { code, table } from './markdown.js';

/** The runs of `npm run prove`, by claim. */
export type Proofs = ReadonlyMap<string, readonly Proof[]>;

/** Reads `proofs/results.json`. */
export function loadProofs(root: string): Proofs {
  const path = join(root, 'proofs/results.json');
  const all = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as readonly Proof[]) : [];
  const byClaim = new Map<string, Proof[]>();
  for (const proof of all) byClaim.set(proof.claim, [...(byClaim.get(proof.claim) ?? []), proof]);
  return byClaim;
}

const kindWords: Readonly<Record<ClaimKind, string>> = {
  bounds: 'a deadline ends a wait in this phase',
  open: 'a deadline leaves this phase open, or nothing bounds it',
  default: 'what holds when nobody sets it',
  off: 'a value switches it off',
  conditional: 'it works only together with something else',
  ignored: 'an option does nothing',
  retries: 'how often something is tried',
  event: 'what an event does that nobody hears',
  release: 'what is taken must be given back',
  behaviour: 'other behaviour: what calls give, what becomes of rejections, what is kept, read or refused',
};

/** How many claims there are of each kind, how many were shown by a run, and what the others rest on. */
export function proofFigures(entries: readonly CatalogEntry[], proofs: Proofs): string {
  const claims = entries.flatMap(claimsOf);
  const kinds = Object.keys(kindWords) as readonly ClaimKind[];
  const rows = kinds.map((kind) => [kindWords[kind], ...counted(claims.filter((claim) => claim.kind === kind), proofs)]);
  const isWhole = ['**all**', ...counted(claims, proofs).map((count) => `**${count}**`)];
  return table(['Claim', 'Number', 'Proved by run', 'Measured by hand', 'By source only'], [...rows, isWhole]);
}

function counted(claims: readonly Claim[], proofs: Proofs): readonly string[] {
  const proved = claims.filter(({ id }) => proofs.has(id));
  const measured = claims.filter(({ id, verified }) => !proofs.has(id) && verified !== undefined);
  return [claims.length, proved.length, measured.length, claims.length - proved.length - measured.length].map(String);
}

/** What runs have shown of an entry's claims: on which versions, and what was seen. */
export function proofsTable(entry: CatalogEntry, proofs: Proofs): readonly string[] {
  const claims = claimsOf(entry);
  const proved = claims.filter(({ id }) => proofs.has(id));
  if (proved.length === 0) return [];
  const rows = proved.map(({ id, says }) => [code(id.slice(entry.id.length + 1)), says, ...runWords(proofs.get(id) ?? [])]);
  return ['### Proofs', `${String(proved.length)} of ${String(claims.length)} claims were shown by a run.`, table(['Claim', 'Says', 'Seen', 'On', 'Date'], rows)];
}

function runWords(runs: readonly Proof[]): readonly [seen: string, on: string, date: string] {
  const different = (of: (run: Proof) => string): string => [...new Set(runs.map(of))].join('; ');
  const isOnNode = runs.every(({ library }) => library === 'node');
  const on = isOnNode ? different(({ node }) => `Node ${node}`) : `${different(({ library, version }) => `${library} ${version}`)} (${different(({ node }) => `Node ${node}`)})`;
  return [different(({ observed }) => observed), on, different(({ date }) => date)];
}

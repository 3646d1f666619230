import type { Claim, ClaimDraft } from './claim.js';
import { inRange } from './in-range.js';
import { knobClaims } from './knob-claims.js';
import { modelClaims } from './model-claims.js';
import type { CatalogEntry } from './types.js';

/** All that an entry claims, in the order of its sections. What it takes from another entry is claimed there. */
export function claimsOf(entry: CatalogEntry): readonly Claim[] {
  const drafts = [...knobClaims(entry), ...modelClaims(entry)];
  const counted = new Map<string, number>();
  return drafts.map((draft) => claim(entry, draft, counted));
}

/**
 * The claim that a case names: by its whole id, or without its last word, which says what is claimed: `axios/timeout/body`.
 * @throws {Error} when there is none, or more than one, with the ids that begin alike
 */
export function claimNamed(claims: readonly Claim[], name: string): Claim {
  const meant = claims.filter(({ id }) => id === name || id.slice(0, id.lastIndexOf('/')) === name);
  const [only] = meant;
  if (only && meant.length === 1) return only;
  const alike = claims.filter(({ id }) => id.startsWith(name.split('/').slice(0, 2).join('/'))).map(({ id }) => id);
  throw new Error(`${meant.length === 0 ? 'The catalog has no claim' : 'The catalog has several claims'} "${name}".${alike.length === 0 ? '' : ` It has: ${alike.slice(0, 30).join(', ')}.`}`);
}

/** Whether a claim is about this version of its package; one that is not known is taken for the newest. */
export function isAbout({ versions }: Claim, version: string | undefined): boolean {
  return versions.every((range) => inRange(version, range));
}

/** Of claims that say the same of one subject, for other versions or arguments, the later ones are numbered. */
function claim(entry: CatalogEntry, { id, versions, packages, verified, ...draft }: ClaimDraft, counted: Map<string, number>): Claim {
  const count = (counted.get(id) ?? 0) + 1;
  counted.set(id, count);
  return {
    ...draft,
    id: `${entry.id}/${count === 1 ? id : numbered(id, count)}`,
    entry: entry.id,
    versions: [entry.versions, versions].filter((range) => range !== undefined),
    packages: packages ?? entry.packages,
    ...(verified !== undefined && { verified }),
  };
}

/** The number stands with the subject, so that the last word still says what is claimed. */
function numbered(id: string, count: number): string {
  const end = id.lastIndexOf('/');
  return `${id.slice(0, end)}~${String(count)}${id.slice(end)}`;
}

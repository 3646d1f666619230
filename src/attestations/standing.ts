import { join } from 'node:path';
import type { AttestationStatus } from '../model/attestation.js';
import type { PlacedAttestation } from './attestation-file.js';
import { fileHash, sealOf } from './seal.js';
import { daysBetween, daysText } from '../model/calendar.js';

/** An attestation, and what keeps it from counting, as far as that shows without looking at the project. */
export interface Standing {
  readonly attestation: PlacedAttestation;
  readonly hindrance?: { readonly status: AttestationStatus; readonly note: string };
}

/** Which attestations may count on a day. The first of several on one item does. */
export async function standingOf(attestations: readonly PlacedAttestation[], day: string): Promise<readonly Standing[]> {
  const all = await Promise.all(attestations.map(async (attestation): Promise<Standing> => {
    const hindrance = await hindranceOf(attestation, day);
    return { attestation, ...(hindrance && { hindrance }) };
  }));
  return all.map((standing, at) => {
    const first = standing.hindrance ? undefined : all.slice(0, at).find(({ attestation, hindrance }) => !hindrance && attestation.item === standing.attestation.item);
    return first ? { ...standing, hindrance: { status: 'incomplete', note: `it repeats the entry of line ${String(first.attestation.line)}` } } : standing;
  });
}

async function hindranceOf(attestation: PlacedAttestation, day: string): Promise<Standing['hindrance']> {
  const { faults, signedBy, date = day, until = day, evidence, base, invalidatedBy, seal } = attestation;
  if (signedBy === undefined) return { status: 'draft', note: ['nobody has signed it', ...faults.map((fault) => `it ${fault}`)].join('; ') };
  if (faults.length > 0) return { status: 'incomplete', note: `it ${faults.join('; it ')}` };
  if (date > day) return { status: 'incomplete', note: `it is dated ${date}, which has not come yet` };
  if (until < day) return { status: 'expired', note: `it ended ${daysText(daysBetween(until, day))} ago` };
  if (evidence && 'file' in evidence) {
    const hash = await fileHash(join(base, evidence.file));
    if (hash === undefined) return { status: 'stale', note: `its evidence ${evidence.file} cannot be read` };
    if (hash !== evidence.sha256.toLowerCase()) return { status: 'stale', note: `its evidence ${evidence.file} has changed since ${date}` };
  }
  if (invalidatedBy.length > 0 && (await sealOf(base, invalidatedBy)).hash !== seal) return { status: 'stale', note: `what ${invalidatedBy.join(', ')} holds has changed since ${date}` };
  return undefined;
}

import { readFileSync } from 'node:fs';
import semver from 'semver';
import { describe, expect, test } from 'vitest';

import type { Claim } from '../src/catalog/claim.js';
import { claimNamed, claimsOf, isAbout } from '../src/catalog/claims.js';
import { entries } from '../src/catalog/entries/index.js';
import type { Proof } from '../src/catalog/proof.js';
import { defineEntry, type CatalogEntry } from '../src/catalog/types.js';

const proofs = JSON.parse(readFileSync(new URL('../proofs/results.json', import.meta.url), 'utf8')) as readonly Proof[];
const claims = new Map(entries.flatMap(claimsOf).map((claim) => [claim.id, claim]));

describe('what runs have shown', () => {
  test('is of claims that the catalog makes: a claim that changed has to be proved again', () => {
    expect(proofs.filter(({ claim }) => !claims.has(claim)).map(({ claim }) => claim)).toEqual([]);
  });

  test('contradicts nothing that the catalog says', () => {
    expect(proofs.filter(({ verdict }) => verdict !== 'shown')).toEqual([]);
  });

  test('was seen on versions that the claims are about', () => {
    const about = ({ claim, version }: Proof): boolean => {
      const known = claims.get(claim);
      return known === undefined || isAbout(known, version);
    };
    expect(proofs.filter((proof) => !about(proof))).toEqual([]);
    for (const { version, node } of proofs) expect([semver.valid(version), semver.valid(node)], version).toEqual([version, node]);
  });

  test('stands there once, with its day', () => {
    const keys = proofs.map(({ claim, library, version, node, how }) => [claim, library, version, node, how ?? ''].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
    expect(proofs.filter(({ date }) => !/^20\d\d-\d\d-\d\d$/.test(date))).toEqual([]);
  });
});

describe('claims', () => {
  const entry: CatalogEntry = defineEntry({
    id: 'acme',
    name: 'acme',
    packages: ['acme'],
    versions: '>=2',
    calls: [{ path: 'get|post', kind: 'outbound', does: 'request', knobs: ['timeout'], phases: ['headers', 'body', 'total'] }],
    knobs: {
      timeout: { at: ['call.timeout'], unit: 's', default: 5, off: [0], covers: ['headers', 'body'], source: 'acme@3.0.0 index.js' },
      'timeout@2': { at: ['call.timeout'], unit: 's', default: 'none', covers: ['headers'], versions: '<3', source: 'acme@2.0.0 index.js' },
    },
    retries: [{ path: 'get', of: 'requests', attempts: { at: [], default: 2, are: 'retries' }, source: 'acme@3.0.0 index.js' }],
    emitters: [{ path: 'new Pool()', without: 'crash', when: 'it fails', noun: 'pool', source: 'acme@3.0.0 index.js' }],
    acquires: ['Pool.take', 'Pool.take'].map((path) => ({ path, release: ['release'], noun: 'client', without: 'It is missing', source: 'acme@3.0.0 index.js' })),
  });
  const of = (name: string): Claim => claimNamed(claimsOf(entry), name);

  test('say of each phase of a call whether the deadline covers it, and what must be seen', () => {
    expect(of('acme/timeout/body')).toMatchObject({ id: 'acme/timeout/body/bounds', expects: { is: 'ends' } });
    expect(of('acme/timeout/total')).toMatchObject({ id: 'acme/timeout/total/open', expects: { is: 'pending' } });
    expect(of('acme/get/total/unbounded')).toMatchObject({ kind: 'open' });
  });

  test('count defaults in milliseconds, and attempts with the first one', () => {
    expect(of('acme/timeout/default').expects).toEqual({ is: 'ends after', ms: 5000 });
    expect(of('acme/timeout@2/default').expects).toEqual({ is: 'pending' });
    expect(of('acme/get/retries').expects).toEqual({ is: 'attempts', count: 3 });
    expect(of('acme/new-Pool()/error').expects).toEqual({ is: 'process ends' });
  });

  test('are about the versions of the entry and of what they say', () => {
    expect([isAbout(of('acme/timeout@2/default'), '2.5.0'), isAbout(of('acme/timeout@2/default'), '3.0.0'), isAbout(of('acme/timeout/default'), '1.0.0')]).toEqual([true, false, false]);
  });

  test('have ids of their own, and a name that is none says what there is', () => {
    const ids = claimsOf(entry).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('acme/Pool.take~2/release');
    expect(() => of('acme/timeout/connect')).toThrow('The catalog has no claim "acme/timeout/connect". It has: acme/timeout/headers/bounds');
  });

  test('of the whole catalog have ids of their own', () => {
    const ids = entries.flatMap(claimsOf).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

import { join, resolve } from 'node:path';
import { manifestNear, versionsNear } from './artifacts/versions.js';
import type { Catalog } from './catalog/catalog.js';
import { catalogOf } from './catalog/catalog-of.js';
import type { Claim } from './catalog/claim.js';
import { claimsOf, isAbout } from './catalog/claims.js';
import { entries as builtIn } from './catalog/entries/index.js';
import { inRange } from './catalog/in-range.js';
import type { Proof } from './catalog/proof.js';
import { proofs } from './catalog/proofs.js';
import type { CatalogEntry, Knob } from './catalog/types.js';
import { loadConfig } from './config/load-config.js';
import { catalogVersions } from './engine/project-versions.js';
import type { KnownEntry, KnownFact, KnownKnob, KnownLibrary, KnownProof, UsedLibrary } from './model/known-library.js';

/** The catalog as a project has it, and the versions that it uses. */
interface Known {
  readonly catalog: Catalog;
  readonly own: readonly CatalogEntry[];
  readonly versionOf: (packageName: string) => string | undefined;
}

/**
 * What the catalog says of a library in the version that the project in the folder `path` has.
 * @param library a package, a module of Node.js, or the id of an entry
 * @returns undefined when the catalog has nothing under that name
 * @throws {UsageError} when the configuration is wrong
 */
export async function knownLibrary({ path, library }: { readonly path: string; readonly library: string }): Promise<KnownLibrary | undefined> {
  const known = await readKnown(path);
  const byId = [...known.own, ...builtIn].find(({ id }) => id === library);
  const name = known.catalog.knows(library.replace(/^node:/, '')) ? library.replace(/^node:/, '') : byId?.packages[0]?.replace(/^node:/, '');
  if (name === undefined) return undefined;
  const version = known.versionOf(name);
  const entries = known.catalog.entriesFor(name, version).map((entry) => knownEntry(entry, version));
  return { library: name === 'globalThis' ? library : name, ...(version !== undefined && { version }), entries };
}

/** The names under which something can be asked for. */
export async function knownNames(path: string): Promise<readonly string[]> {
  const { own } = await readKnown(path);
  return [...new Set([...own, ...builtIn].flatMap(({ id, packages }) => [id, ...packages.filter((name) => !name.endsWith('*') && name !== 'globalThis')]))];
}

/** The libraries among the dependencies of the package in the folder `path` that the catalog knows, and how many it does not know. */
export async function usedLibraries(path: string): Promise<{ readonly libraries: readonly UsedLibrary[]; readonly unknown: number }> {
  const { catalog, versionOf } = await readKnown(path);
  const names = Object.keys(manifestNear(join(resolve(path), 'package.json'))?.dependencies ?? {}).sort();
  const found = names.filter((name) => catalog.knows(name));
  const libraries = found.map((library): UsedLibrary => {
    const version = versionOf(library);
    const known = catalog.entriesFor(library, version).map((entry) => knownEntry(entry, version));
    const proved = known.reduce((sum, entry) => sum + new Set(entry.proofs.map(({ claim }) => claim)).size, 0);
    return { library, ...(version !== undefined && { version }), entries: known.map(({ id }) => id), claims: known.reduce((sum, { claims }) => sum + claims, 0), proved };
  });
  return { libraries, unknown: names.length - found.length };
}

async function readKnown(path: string): Promise<Known> {
  const { catalog: own = [] } = await loadConfig({ root: path });
  const file = join(resolve(path), 'package.json');
  const versionOf = catalogVersions(versionsNear(file));
  return { catalog: catalogOf(own), own, versionOf: (name) => versionOf(file, name) };
}

function knownEntry(entry: CatalogEntry, version: string | undefined): KnownEntry {
  const claims = claimsOf(entry).filter((claim) => isAbout(claim, version));
  const facts = (kind: Claim['kind']): readonly KnownFact[] => claims.filter((claim) => claim.kind === kind).map(({ says, source }) => ({ says, source }));
  const current = Object.entries(entry.knobs ?? {}).filter(([, knob]) => inRange(version, knob.versions));
  return {
    id: entry.id,
    name: entry.name,
    ...(entry.extends !== undefined && { extends: entry.extends }),
    calls: (entry.calls ?? []).map(({ path, does, phases, knobs }) => ({ path, does, phases, knobs: knobs.filter((name) => current.some(([key]) => nameOf(key) === name)) })),
    knobs: current.map(([key, knob]) => knownKnob(entry, nameOf(key), knob)),
    ignored: facts('ignored'),
    retries: facts('retries'),
    events: facts('event'),
    releases: facts('release'),
    claims: claims.length,
    proofs: claims.flatMap((claim) => proofOf(claim, byClaim.get(claim.id) ?? [])),
  };
}

function knownKnob({ calls = [] }: CatalogEntry, name: string, knob: Knob): KnownKnob {
  const phases = [...new Set(calls.filter(({ knobs }) => knobs.includes(name)).flatMap((call) => call.phases))];
  return { name, at: knob.at, default: defaultWords(knob), covers: knob.covers, open: phases.filter((phase) => !knob.covers.includes(phase)), source: knob.source };
}

function defaultWords({ unit, default: value }: Knob): string {
  if (value === 'none') return 'none';
  const ms = unit === 's' ? value * 1000 : value;
  return ms >= 1000 ? `${String(ms / 1000)} s` : `${String(ms)} ms`;
}

const byClaim = new Map<string, Proof[]>();
for (const proof of proofs) byClaim.set(proof.claim, [...(byClaim.get(proof.claim) ?? []), proof]);

/** Several runs of one claim, on other versions or in other ways, are one proof. */
function proofOf({ id, says }: Claim, runs: readonly Proof[]): readonly KnownProof[] {
  const [first] = runs;
  if (!first) return [];
  const on = [...new Set(runs.map(({ library, version, node }) => (library === 'node' ? `Node ${node}` : `${library} ${version}, Node ${node}`)))];
  const [last = first.date] = runs.map(({ date }) => date).sort().reverse();
  return [{ claim: id, says, observed: first.observed, on, date: last }];
}

function nameOf(key: string): string {
  return key.split('@')[0] ?? key;
}

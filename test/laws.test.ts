import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Artifacts } from '../src/artifacts/artifacts.js';
import { readArtifactTexts } from '../src/files/artifact-files.js';
import { locateSecrets } from '../src/artifacts/located-secrets.js';
import { readManifests } from '../src/artifacts/package-json.js';
import { readTsconfigs } from '../src/artifacts/tsconfig.js';
import { createVersions } from '../src/artifacts/versions.js';
import { catalogVersions } from '../src/engine/project-versions.js';
import { rules } from '../src/engine/registry.js';
import { runRules } from '../src/engine/run.js';
import { extractFacts } from '../src/analysis/facts/extract.js';
import { createResolver } from '../src/analysis/modules.js';
import { Project } from '../src/analysis/project.js';
import { catalogOf } from '../src/catalog/catalog-of.js';
import type { Evidence } from '../src/model/evidence.js';
import type { FileFacts } from '../src/model/facts.js';
import { scan } from '../src/scan.js';
import { allFixtures } from './support/all-fixtures.js';

const services = fileURLToPath(new URL('../fixtures/services', import.meta.url));
const projects = [
  ...allFixtures.filter(({ kind }) => kind === 'project').map(({ name, path }) => [name, path] as const),
  ...readdirSync(services).map((name) => [`services/${name}`, join(services, name)] as const),
];
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-laws-')));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

interface Loaded {
  readonly facts: readonly (readonly [file: string, facts: FileFacts])[];
  readonly judge: (files: ReadonlyMap<string, FileFacts>) => readonly Evidence[];
  /** What is found with the files in the order of their names. */
  readonly found: () => readonly string[];
}

const loaded = new Map<string, Promise<Loaded>>();

/** Reads a project once; judging it is then a matter of the facts and their order. */
function load(path: string): Promise<Loaded> {
  const known = loaded.get(path) ?? read(path);
  loaded.set(path, known);
  return known;
}

async function read(path: string): Promise<Loaded> {
  const sources = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/u.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const paths = sources.map((file) => ({ path: file }));
  const [{ manifests }, { tsconfigs }, artifactTexts] = await Promise.all([readManifests(path, paths), readTsconfigs(path, paths), readArtifactTexts(path)]);
  const secrets = await locateSecrets([...sources.map((file) => ({ path: file, text: readFileSync(join(path, file), 'utf8') })), ...artifactTexts.files.flatMap((file) => ('text' in file ? [file] : []))]);
  const versionOf = catalogVersions(createVersions({ root: path, manifests }));
  const facts = sources.map((file) => [file, extractFacts(file, readFileSync(join(path, file), 'utf8'))] as const);
  const judge: Loaded['judge'] = (files) => {
    const resolver = createResolver({ files: new Set(files.keys()), manifests, tsconfigs });
    const project = new Project({ files, resolver, versionOf, secrets, artifacts: new Artifacts(artifactTexts), catalog: catalogOf(), isScript: () => false, partial: false });
    const { evidence, problems } = runRules(rules, project, files);
    expect(problems).toEqual([]);
    return evidence;
  };
  let found: readonly string[] | undefined;
  return { facts, judge, found: () => (found ??= canonical(judge(new Map(facts)))) };
}

/** Evidence in an order of its own: what is compared is what was found, not in which order. */
function canonical(evidence: readonly Evidence[]): readonly string[] {
  const place = ({ span, rule }: Evidence): string => `${span.file}:${String(span.start).padStart(8, '0')} ${rule}`;
  return evidence.map((one) => `${place(one)} ${JSON.stringify(one)}`).sort();
}

describe('the order of files says nothing', () => {
  test.each(projects)('%s', async (_name, path) => {
    const { facts, judge, found } = await load(path);
    const expected = found();
    expect(expected.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts.keys()], { minLength: facts.length }), (order) => {
        const shuffled = order.flatMap((index) => facts.slice(index, index + 1));
        expect(canonical(judge(new Map(shuffled)))).toEqual(expected);
      }),
      { numRuns: 8, seed: 7, endOnFailure: true },
    );
  });
});

describe('facts that went through JSON are as good as fresh ones', () => {
  test.each(projects)('%s', async (_name, path) => {
    const { facts, judge, found } = await load(path);
    const again = facts.map(([file, one]) => [file, JSON.parse(JSON.stringify(one)) as FileFacts] as const);
    expect(canonical(judge(new Map(again)))).toEqual(found());
  });
});

describe('a scan of the same tree gives the same report', () => {
  test.each(projects)('%s, cold, warm, and in another place', async (name, path) => {
    const first = join(scratch, 'first', name);
    const second = join(scratch, 'second', name);
    cpSync(path, first, { recursive: true });
    cpSync(path, second, { recursive: true });
    const cold = await scan({ path: first, cache: false });
    const elsewhere = await scan({ path: second, cache: false });
    expect(JSON.stringify(elsewhere)).toBe(JSON.stringify(cold));
    expect(JSON.stringify(await scan({ path: first, cache: false }))).toBe(JSON.stringify(cold));
    // Sorted by place.
    const places = cold.evidence.map(({ file, line, column }) => [file, line, column] as const);
    const sorted = [...places].sort(([a, b, c], [d, e, f]) => (a === d ? b - e || c - f : a < d ? -1 : 1));
    expect(places).toEqual(sorted);
  });
});

describe('what is left out can only take away knowledge', () => {
  test.each(projects)('%s: without one file no rule crashes', async (_name, path) => {
    const { facts, judge } = await load(path);
    for (const [left] of facts) expect(() => judge(new Map(facts.filter(([file]) => file !== left)))).not.toThrow();
  });
});

describe('whatever is written, it is read', () => {
  const snippets = allFixtures.flatMap(({ files }) => files.map(({ file, text }) => ({ file, text })));

  test('a text that is cut off anywhere', () => {
    fc.assert(
      fc.property(fc.constantFrom(...snippets), fc.nat(), ({ file, text }, at) => {
        const facts = extractFacts(file, text.slice(0, at % (text.length + 1)));
        expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test('two halves of different files', () => {
    fc.assert(
      fc.property(fc.constantFrom(...snippets), fc.constantFrom(...snippets), ({ file, text }, other) => {
        const mixed = `${text.slice(0, text.length / 2)}\n${other.text.slice(other.text.length / 2)}`;
        const files = new Map([[file, extractFacts(file, mixed)]]);
        const project = new Project({ files, catalog: catalogOf(), isScript: () => false, partial: false, versionOf: () => undefined, resolver: createResolver({ files: new Set([file]), manifests: [], tsconfigs: [] }) });
        expect(runRules(rules, project, files).problems).toEqual([]);
      }),
      { numRuns: 80, seed: 7 },
    );
  });
});

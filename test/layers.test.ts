import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importsBelow, importsOf, type ImportOf } from './support/imports.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What each layer may import besides itself. Layers are the directories of `src`, and its single files by name; `rules` is the directory
 * of the rules. Everybody may import `model`. No layer is below one that imports it, so the order of this table is the order of the line,
 * from the bottom up.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  model: [],
  ts: [],
  version: [],
  files: [],
  catalog: [],
  artifacts: ['files'],
  config: ['catalog', 'files', 'artifacts'],
  analysis: ['ts', 'catalog', 'files', 'artifacts'],
  fix: ['ts', 'catalog', 'files', 'artifacts', 'analysis'],
  rules: ['catalog', 'analysis', 'fix'],
  engine: ['ts', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'rules'],
  checklist: ['engine'],
  statements: ['files', 'artifacts'],
  waivers: ['files', 'artifacts', 'analysis', 'statements'],
  attestations: ['files', 'artifacts', 'statements', 'checklist'],
  comparison: ['files', 'artifacts', 'analysis', 'statements', 'waivers', 'checklist'],
  report: ['version', 'engine', 'checklist'],
  forge: ['report'],
  scan: ['ts', 'version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report'],
  fleet: ['version', 'files', 'report', 'scan'],
  api: ['version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report', 'scan', 'fleet'],
  eslint: ['ts', 'version', 'catalog', 'files', 'artifacts', 'analysis', 'engine', 'statements', 'waivers'],
  index: ['eslint', 'version'],
  why: ['ts', 'version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report', 'scan'],
  'known-library': ['config', 'catalog', 'artifacts', 'engine'],
  waive: ['version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report', 'scan'],
  attest: ['files', 'checklist', 'statements', 'waivers', 'attestations', 'scan'],
  mending: ['ts', 'version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report', 'scan'],
  cli: ['version', 'config', 'catalog', 'files', 'artifacts', 'analysis', 'fix', 'engine', 'checklist', 'statements', 'waivers', 'attestations', 'comparison', 'report', 'forge', 'scan', 'why', 'known-library', 'waive', 'attest', 'mending', 'fleet', 'api'],
};

/** Files of `src` that belong to the layer of another one. */
const partOf: Readonly<Record<string, string>> = { inputs: 'scan', change: 'scan', 'stored-reports': 'scan', assessment: 'scan', said: 'scan', examine: 'scan', conclude: 'scan', 'syntax-errors': 'scan', shards: 'scan', ...Object.fromEntries(['', '-parts', '-resources', '-requests', '-security', '-operations', '-observability', '-web'].map((part) => [`catalog-schema${part}`, 'config'])) };

/** Imports that break the table and stay, each with its reason. */
const exceptions: Readonly<Record<string, string>> = {
  'src/model/rule.ts -> src/analysis/project.ts': 'a type only: what a rule is handed is the analysis itself',
  'src/catalog/catalog.ts -> src/analysis/abstract.ts':
    'types only: the form in which the analysis hands over what an expression refers to',
  'src/catalog/proofs.ts -> proofs/results.json': 'data only: what the experiments have shown',
  'src/catalog/promises.ts -> src/analysis/abstract.ts': 'a type only: the same',
  'src/catalog/reading.ts -> src/analysis/abstract.ts': 'a type only: the same',
};

const compilerPackages = ['typescript', 'ts-morph', '@ts-morph/common'];
const forbiddenInRules = ['fs', 'eslint', 'oxlint', 'commander', 'child_process', 'net', 'http', 'https', ...compilerPackages];
const imports = importsBelow(root, ['src', 'rules']);

describe('import direction', () => {
  test('every import between layers goes downwards', () => {
    expect(imports.flatMap(wrongDirection)).toEqual([]);
  });

  test('the table itself has no circle', () => {
    const order = Object.keys(allowed);
    const upwards = order.flatMap((layer, at) =>
      (allowed[layer] ?? []).filter((below) => order.indexOf(below) >= at).map((below) => `${layer} -> ${below}`),
    );
    expect(upwards).toEqual([]);
  });

  test('every directory of src is in the table', () => {
    const layers = readdirSync(join(root, 'src')).map((name) => layerOf(`src/${name}`));
    expect(layers.filter((layer) => !Object.hasOwn(allowed, layer))).toEqual([]);
  });

  test('every exception is still needed', () => {
    const present = new Set(imports.map(({ file, target }) => `${file} -> ${target ?? ''}`));
    expect(Object.keys(exceptions).filter((exception) => !present.has(exception))).toEqual([]);
  });
});

describe('packages', () => {
  test('the bundled compiler is imported in src/ts.ts, and by the oracle for projects with types', () => {
    const wrong = imports.filter(
      ({ file, specifier }) => isOneOf(specifier, compilerPackages) && file !== 'src/ts.ts' && !isOracle(file, specifier),
    );
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}; take it from src/ts.ts`)).toEqual([]);
  });

  test('rules are free of their host', () => {
    const wrong = imports.filter(
      ({ file, specifier }) => layerOf(file) === 'rules' && isOneOf(specifier.replace(/^node:/u, ''), forbiddenInRules),
    );
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}; a rule sees only what it is handed`)).toEqual([]);
  });

  test('ESLint stays optional: outside of src/eslint only its types are named, for it may not be installed', () => {
    const wrong = imports.filter(({ file, specifier }) => isOneOf(specifier, ['eslint']) && !['eslint', 'index'].includes(layerOf(file)));
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });

  test('only the command line knows the command line', () => {
    const wrong = imports.filter(({ file, specifier }) => specifier === 'commander' && layerOf(file) !== 'cli');
    expect(wrong.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
  });
});

test('imports are seen in all their forms, and not in comments and strings', () => {
  const text = [
    "import a from 'a';",
    "import type { B } from 'b';",
    "export * from './c.js';",
    "const d = await import('d');",
    "let e: import('e').E;",
    "import 'f';",
    "// import g from 'g';",
    'const h = "import h from \'h\'";',
  ].join('\n');
  expect([...importsOf(text)].sort()).toEqual(['./c.js', 'a', 'b', 'd', 'e', 'f']);
});

function wrongDirection({ file, specifier, target }: ImportOf): readonly string[] {
  if (target === undefined || Object.hasOwn(exceptions, `${file} -> ${target}`)) return [];
  const [from, to] = [layerOf(file), layerOf(target)];
  if (from === to || to === 'model' || (allowed[from] ?? []).includes(to)) return [];
  return [`${file} imports '${specifier}': ${from} may import ${['model', ...(allowed[from] ?? [])].join(', ')}, not ${to}`];
}

/** `src/analysis/facts/a.ts` lies in `analysis`, `src/scan.ts` in `scan`, `rules/reliability/a.ts` in `rules`. */
function layerOf(file: string): string {
  const [top = '', next = ''] = file.split('/');
  const layer = next.replace(/\.ts$/u, '');
  return top === 'src' ? (partOf[layer] ?? layer) : top;
}

/** The oracle loads ts-morph late, because loading takes 0.4 s. */
function isOracle(file: string, specifier: string): boolean {
  return file.startsWith('src/analysis/oracle/') && specifier === 'ts-morph';
}

function isOneOf(specifier: string, packages: readonly string[]): boolean {
  return packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

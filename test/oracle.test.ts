import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCheckerOracle } from '../src/analysis/oracle/checker.js';
import { packageOf } from '../src/analysis/oracle/located-type.js';
import { nullOracle, type TypeOracle } from '../src/analysis/oracle/type-oracle.js';
import plugin from '../src/index.js';
import { scan } from '../src/scan.js';
import { deadlinesOf, placeOf, projectOf } from './support/project-of.js';

const types = {
  'node_modules/pg/package.json': JSON.stringify({ name: 'pg', version: '8.13.0', types: 'index.d.ts' }),
  'node_modules/pg/index.d.ts': `export interface PoolConfig { query_timeout?: number }
    export declare class Pool { constructor(config?: PoolConfig); query(text: string): Promise<{ rows: unknown[] }>; connect(): Promise<PoolClient>; }
    export interface PoolClient { query(text: string): Promise<{ rows: unknown[] }>; release(): void }`,
  'node_modules/@types/node-pg-like/package.json': JSON.stringify({ name: '@types/node-pg-like', version: '1.0.0', types: 'index.d.ts' }),
  'node_modules/@types/node-pg-like/index.d.ts': `export interface Db { query(text: string): Promise<void> }`,
  'node_modules/box/package.json': JSON.stringify({ name: 'box', version: '1.0.0', types: 'index.d.ts' }),
  // A package that nothing is known of hands out pools: names cannot tell, types can.
  'node_modules/box/index.d.ts': `import { Pool } from 'pg'; export declare function pool(): Pool; export declare function maybe(): Pool | undefined; export declare function any(): any; export declare const map: Map<string, Pool>;
    export declare function each(visit: (x: string) => void): void; export declare function wait(visit: (x: string) => Promise<void>): void; export declare function either(visit: (x: string) => void | Promise<void>): void;
    export declare function anything(visit: (x: string) => unknown): void; export declare function run<T>(work: () => T): T; export declare function maybeEach(visit?: ((x: string) => void) | null): void; export declare function plain(text: string): void;`,
};

const sources: Readonly<Record<string, string>> = {
  'src/open.ts': `import { pool } from 'box';\nexport async function all() {\n  return pool().query('select 1');\n}\n`,
  'src/maybe.ts': `import { maybe } from 'box';\nexport async function all() {\n  return maybe()?.query('select 1');\n}\n`,
  'src/map.ts': `import { map } from 'box';\nexport const all = (name: string) => map.get(name)!.query('select 1');\n`,
  'src/any.ts': `import { any } from 'box';\nexport const all = () => any().query('select 1');\n`,
  'src/own.ts': `import { find } from './find.js';\nexport const all = () => find().query('select 1');\n`,
  'src/find.ts': `class Own { query(text: string) { return text; } }\nconst all: Own[] = [];\nexport const find = (): Own => all[0]!;\n`,
  'src/element.ts': `import { Pool } from 'pg';\nconst pools = [new Pool()];\nexport const all = (n: number) => pools[n]!.query('select 1');\n`,
  'src/known.ts': `import { Pool } from 'pg';\nconst pool = new Pool({ query_timeout: 5000 });\nexport const all = () => pool.query('select 1');\n`,
  'src/unbounded.ts': `import { Pool } from 'pg';\nconst pool = new Pool();\nexport const all = () => pool.query('select 1');\n`,
  'src/typed.ts': `import type { Pool } from 'pg';\nexport const all = (pool: Pool) => pool.query('select 1');\n`,
  'src/callbacks.ts': `import { anything, each, either, maybeEach, plain, run, wait } from 'box';\neach(async () => {}); wait(async () => {}); either(async () => {}); anything(async () => {}); run(async () => {}); maybeEach(async () => {}); plain('a');\n`,
  'src/promises.ts': `import { any, maybe } from 'box';
declare class Own<T> extends Promise<T> { cancel(): void }
declare function probe(...values: unknown[]): void;
declare const given: { list: Promise<void>[]; branded: Promise<void> & { brand?: string }; own: Own<string>; pair: [number, Promise<void>] | undefined; like: PromiseLike<void>; text: string; either: number | Promise<void>; f<T extends Promise<void>>(): T };
probe(given.list, given.branded, given.own, given.pair, given.either, given.f());
probe(given.text, maybe(), [given.text], 1);
probe(any(), given.text as unknown, JSON.parse(given.text), given.like);
`,
  'src/bom.ts': `\uFEFFimport { pool } from 'box';\nexport const all = () => pool().query('select 1');\n`,
};

let root = '';
let oracle: TypeOracle = nullOracle;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-oracle-')));
  const tsconfig = { compilerOptions: { target: 'ES2022', lib: ['ES2023'], module: 'ESNext', moduleResolution: 'bundler', strict: true, types: [], noEmit: true, skipLibCheck: true }, include: ['src'] };
  const manifest = { name: 'service', type: 'module', dependencies: { pg: '^8.13.0', box: '^1.0.0' } };
  const files = { ...types, ...sources, 'tsconfig.json': JSON.stringify(tsconfig), 'package.json': JSON.stringify(manifest) };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  oracle = await createCheckerOracle(root, join(root, 'tsconfig.json'));
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const text = (file: string): string => (sources[file] ?? '').replace('\uFEFF', '');

/** Where the call `…query(…)` of a file stands. */
function queryOf(file: string): readonly [number, number] {
  const test = projectOf({ [file]: text(file) });
  const call = test.files.get(file)?.calls.find(({ callee }) => callee.is === 'member' && callee.name === 'query');
  if (!call) throw new Error(`${file} holds no query`);
  return call.range;
}

describe('no types', () => {
  test('answer nothing', () => {
    expect(nullOracle.receiverOf('src/open.ts', queryOf('src/open.ts'))).toBeUndefined();
  });
});

describe("the scanner's own type checker", () => {
  test.each([
    ['src/open.ts', { package: 'pg', type: 'Pool' }],
    ['src/maybe.ts', { package: 'pg', type: 'Pool' }],
    ['src/map.ts', { package: 'pg', type: 'Pool' }],
    ['src/element.ts', { package: 'pg', type: 'Pool' }],
    ['src/known.ts', { package: 'pg', type: 'Pool' }],
    ['src/typed.ts', { package: 'pg', type: 'Pool' }],
    ['src/bom.ts', { package: 'pg', type: 'Pool' }],
    ['src/any.ts', undefined],
    ['src/own.ts', undefined],
  ])('%s', (file, expected) => {
    expect(oracle.receiverOf(file, queryOf(file))).toEqual(expected);
  });

  test.each([
    [0, true, 'lists of promises, brands, classes of promises, parts of a union and of a constraint'],
    [1, false, 'texts, pools and lists of texts'],
    [2, undefined, 'any, unknown, and thenables that may wait until somebody asks'],
  ])('promises, %i: %s for %s', (at, expected, _what) => {
    const calls = projectOf({ 'src/promises.ts': text('src/promises.ts') }).files.get('src/promises.ts')?.calls.filter(({ callee }) => callee.is === 'ref') ?? [];
    const probe = calls.filter(({ argRanges }) => argRanges.length > 1)[at];
    expect(probe?.argRanges.map((range) => oracle.givesPromise('src/promises.ts', range))).toEqual(probe?.argRanges.map(() => expected));
  });

  test('knows nothing of a file that is not in the project, nor of a place without a call', () => {
    expect(oracle.receiverOf('src/gone.ts', [0, 5])).toBeUndefined();
    expect(oracle.receiverOf('src/open.ts', [0, 5])).toBeUndefined();
    expect(oracle.receiverOf('src/open.ts', [0, 100_000])).toBeUndefined();
  });

  test('without a tsconfig says so at once, not in the middle of a scan', async () => {
    await expect(createCheckerOracle(root, join(root, 'gone.json'))).rejects.toThrow('gone.json');
  });
});

test('whether a parameter is for a function that gives nothing', () => {
  const calls = projectOf({ 'src/callbacks.ts': text('src/callbacks.ts') }).files.get('src/callbacks.ts')?.calls ?? [];
  expect(calls.map(({ argRanges: [range] }) => range && oracle.expectsVoid('src/callbacks.ts', range))).toEqual([true, false, false, undefined, false, true, undefined]);
  expect(oracle.expectsVoid('src/gone.ts', [0, 5])).toBeUndefined();
});

describe('packages of type files', () => {
  test.each([
    ['/app/node_modules/pg/index.d.ts', 'pg'],
    ['/app/node_modules/@types/pg/index.d.ts', 'pg'],
    ['/app/node_modules/@types/koa__router/index.d.ts', '@koa/router'],
    ['/app/node_modules/@nestjs/axios/dist/index.d.ts', '@nestjs/axios'],
    ['/app/node_modules/.pnpm/pg@8.0.0/node_modules/pg/lib/index.d.ts', 'pg'],
    ['/app/node_modules/a/node_modules/b/index.d.ts', 'b'],
    ['C:\\app\\node_modules\\@scope\\b\\index.d.ts', '@scope/b'],
    ['/app/src/index.ts', undefined],
  ])('%s', (file, expected) => {
    expect(packageOf(file)).toBe(expected);
  });
});

describe('types may turn unknown into an answer, and never contradict one', () => {
  const judged = (file: string, with_?: TypeOracle): readonly string[] => deadlinesOf(projectOf({ [file]: text(file) }, with_ ? { oracle: with_ } : {}));

  test.each(['src/open.ts', 'src/maybe.ts', 'src/map.ts'])('%s is seen only with types, and is then unknown: where the pool is made is not', (file) => {
    expect(judged(file)).toEqual([]);
    expect(judged(file, oracle)).toHaveLength(1);
    expect(judged(file, oracle)[0]).toMatch(/: unknown$/u);
  });

  test('a client whose making was not followed is one of those that the project makes', () => {
    expect(judged('src/element.ts')).toEqual([]);
    expect(judged('src/element.ts', oracle)).toEqual([expect.stringMatching(/: none$/u)]);
  });

  test.each(['src/known.ts', 'src/unbounded.ts', 'src/typed.ts', 'src/any.ts', 'src/own.ts', 'src/find.ts'])('%s is judged as without', (file) => {
    expect(judged(file, oracle)).toEqual(judged(file));
  });

  test('an oracle that lies about a known receiver is not asked', () => {
    const asked: string[] = [];
    const liar: TypeOracle = {
      givesPromise: () => undefined, expectsVoid: () => undefined,
      receiverOf: (file) => {
        asked.push(file);
        return { package: 'pg', type: 'Pool' };
      },
    };
    expect(judged('src/known.ts', liar)).toEqual(['src/known.ts:3 pool.query: bounded by client of 5000']);
    expect(asked).toEqual([]);
  });

  test('only methods that the catalog knows are asked for', () => {
    const asked: number[] = [];
    const counting: TypeOracle = {
      givesPromise: () => undefined, expectsVoid: () => undefined,
      receiverOf: (_file, [start]) => {
        asked.push(start);
        return undefined;
      },
    };
    const made = projectOf({ 'main.ts': 'mystery().frobnicate();\nmystery().query("select 1");' }, { oracle: counting });
    expect(made.project.deadlines).toEqual([]);
    const lines = asked.map((start) => (start < 24 ? 1 : 2));
    expect(lines.filter((line) => line === 1)).toEqual([]);
    expect(placeOf(made, { file: 'main.ts', call: 0 }).line).toBe(1);
  });
});

describe('scan with types', () => {
  test('keeps every finding and every pass, and adds what was open', async () => {
    const without = await scan({ path: root, cache: false });
    const with_ = await scan({ path: root, cache: false, types: true });
    const outcomes = (report: typeof without): ReadonlyMap<string, string> => new Map([...report.evidence, ...report.findings.map((finding) => ({ ...finding, outcome: 'fail' }))].map(({ file, line, column, rule, outcome }) => [`${file}:${String(line)}:${String(column)} ${rule}`, outcome]));
    const before = outcomes(without);
    const after = outcomes(with_);
    for (const [place, outcome] of before) if (outcome !== 'unknown') expect([place, after.get(place)]).toEqual([place, outcome]);
    const sites = ({ coverage }: typeof without): number => Object.values(coverage).reduce((sum, { pass, fail, unknown }) => sum + pass + fail + unknown, 0);
    expect(sites(with_)).toBeGreaterThan(sites(without));
    expect(with_.problems).toEqual(without.problems);
  }, 60_000);
});

describe("ESLint with the user's own types", () => {
  const lint = async (file: string, typed: boolean): Promise<readonly string[]> => {
    const eslint = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: [
        { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: typed ? { project: [join(root, 'tsconfig.json')] } : {} } },
        ...[plugin.configs.strict].flat(),
      ],
    });
    const [result] = await eslint.lintFiles([join(root, file)]);
    expect(result?.messages.filter((m) => m.fatal)).toEqual([]);
    return (result?.messages ?? []).map((m) => `${String(m.line)}:${String(m.column)} ${m.ruleId ?? ''} ${m.message}`);
  };

  test.each(Object.keys(sources))('%s: every finding without types is one with types', async (file) => {
    const without = await lint(file, false);
    const with_ = await lint(file, true);
    expect(with_).toEqual(expect.arrayContaining([...without]));
  }, 60_000);

  test('there is something to find in this project', async () => {
    const rules = (await lint('src/unbounded.ts', true)).map((finding) => finding.split(' ')[1]);
    expect(rules.toSorted()).toEqual(['readiness/require-error-listener', 'readiness/require-pool-limits', 'readiness/require-timeout']);
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixesTable } from '../scripts/ecosystem/fixes-table.js';
import { tryFixes } from '../scripts/ecosystem/fix-trials.js';
import { openTypeChecks, OutOfTime, type TypeChecks } from '../scripts/ecosystem/type-checks.js';
import { createWorkspace } from './support/cli-run.js';

const workspace = createWorkspace();
afterAll(() => {
  workspace.remove();
});

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, module: 'nodenext', moduleResolution: 'nodenext', target: 'es2022', lib: ['es2022'], types: [], noEmit: true }, include: ['src'] });

function projectWith(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries({ 'package.json': '{"name":"shop","type":"module"}', ...files })) workspace.write(`${name}/${path}`, text);
  return join(workspace.root, name);
}

describe('what a change brings', () => {
  const folder = projectWith('typed', {
    'tsconfig.json': tsconfig,
    'src/price.ts': "export const price = (id: string): number => id.length;\nexport const wrong: string = 1;\n",
    'src/order.ts': "import { price } from './price.js';\nexport const total = (): number => price('book') * 2;\n",
    'tools/package.json': '{"type":"commonjs"}',
    'tools/price.js': "exports.price = (id) => id.size();\n",
    'tools/order.js': "const { price } = require('./price.js');\nexports.total = () => price('book');\n",
  });
  const checks = openTypeChecks(folder);
  const errorsWith = (file: string, change: (text: string) => string): readonly string[] => brought(checks, folder, file, change);

  test('an error that was there before is none, even on another line', () => {
    expect(errorsWith('src/price.ts', (text) => `\n\n${text}`)).toEqual([]);
  });

  test('an error in the file, and in one that imports it', () => {
    expect(errorsWith('src/price.ts', (text) => text.replace('1;', '1;\nexport const other: number = true;'))).toEqual(["src/price.ts: Type 'boolean' is not assignable to type 'number'."]);
    expect(errorsWith('src/price.ts', (text) => text.replace(': number => id.length', ' => id'))).toEqual([expect.stringMatching(/^src\/order\.ts: The left-hand side of an arithmetic operation/u)]);
    expect([...checks.kinds]).toEqual(['configured']);
  });

  test('JavaScript that the service does not check is asked for what changes, not for what imports it', () => {
    expect(errorsWith('tools/price.js', (text) => text.replace('size()', 'length'))).toEqual([]);
    expect(errorsWith('tools/price.js', (text) => text.replace('exports.price', 'exports.cost'))).toEqual([]);
    expect(errorsWith('tools/price.js', (text) => `${text}missing();\n`)).toEqual([expect.stringMatching(/^tools\/price\.js: Cannot find name 'missing'/u)]);
    expect([...checks.kinds]).toEqual(['configured', 'plain']);
  });

  test('checks that take too long are ended', () => {
    const ended = openTypeChecks(folder, { longest: -1 });
    expect(() => brought(ended, folder, 'src/price.ts', (text) => `${text}\n`)).toThrow(OutOfTime);
  });
});

function brought(checks: TypeChecks, folder: string, file: string, change: (text: string) => string): readonly string[] {
  const path = join(folder, file);
  return checks.newErrors(new Map([[path, change(readFileSync(path, 'utf8'))]])).map((error) => `${error.file.slice(folder.length + 1)}: ${error.message}`);
}

describe('fixes of a service that is installed', () => {
  const axios = (get: string): Readonly<Record<string, string>> => ({
    'package.json': '{"name":"shop","type":"module","dependencies":{"axios":"1.7.0"}}',
    'node_modules/axios/package.json': '{"name":"axios","version":"1.7.0","type":"module","types":"index.d.ts"}',
    'node_modules/axios/index.d.ts': `declare const axios: { ${get} };\nexport default axios;\n`,
    'tsconfig.json': tsconfig,
    'src/users.ts': "import axios from 'axios';\n\nexport const users = async (): Promise<unknown> => axios.get('http://users.internal/all');\n",
  });

  test('one that applies and type-checks holds', async () => {
    const folder = projectWith('held', axios('get(url: string, config?: { timeout?: number }): Promise<unknown>'));
    expect(await tryFixes({ name: 'held', folder })).toEqual({ service: 'held', findings: 1, withFix: 1, hold: 1, broken: [], checked: ['configured'] });
  });

  test('one that does not type-check is broken, and the one beside it holds', async () => {
    const folder = projectWith('broken', {
      ...axios('get(url: string): Promise<unknown>; post(url: string, data?: unknown, config?: { timeout?: number }): Promise<unknown>'),
      'src/orders.ts': "import axios from 'axios';\n\nexport const order = async (): Promise<unknown> => axios.post('http://orders.internal/all', {});\n",
    });
    const { broken, ...trials } = await tryFixes({ name: 'broken', folder });
    expect(trials).toEqual({ service: 'broken', findings: 2, withFix: 2, hold: 1, checked: ['configured'] });
    expect(broken).toEqual([{ rule: 'require-timeout', at: 'src/users.ts:3', title: 'Add timeout: 10_000', reason: 'src/users.ts: Expected 1 arguments, but got 2.' }]);
  });

  test('one that was not checked in time does not hold', async () => {
    const folder = projectWith('late', axios('get(url: string, config?: { timeout?: number }): Promise<unknown>'));
    const { hold, broken } = await tryFixes({ name: 'late', folder, longest: -1 });
    expect([hold, broken.map(({ reason }) => reason)]).toEqual([0, ['the type checks of the service took too long']]);
  });

  test('the table says what was checked', () => {
    const text = fixesTable([{ service: 'shop', findings: 4, withFix: 3, hold: 2, broken: [], checked: ['configured', 'plain'] }]);
    expect(text).toContain('| shop | 4 | 3 | 75 % | 2 | 67 % | what changes and what imports it; JavaScript that changes |');
    expect(text).toContain('| all | 4 | 3 | 75 % | 2 | 67 % |  |');
  });
});

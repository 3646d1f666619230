import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, test } from 'vitest';
import { scan, type Finding } from '../src/api.js';
import { presetConfigs } from './support/hosts/presets.js';

/**
 * One service, installed twice: with Express 4 and the typings of 5, and the other way round. Express 5's typings allow a handler to give a promise and Express 4's do
 * not, so who believes the typings is wrong both times. What is found has to differ as what happens does.
 */
const service = fileURLToPath(new URL('../fixtures/services/express-shop', import.meta.url));
const rule = 'no-unhandled-handler-rejection';
const stage = mkdtempSync(join(tmpdir(), 'express-versions-'));

afterAll(() => {
  rmSync(stage, { recursive: true, force: true });
});

interface Installed {
  readonly express: string;
  readonly typings: string;
  /** What the typings say that a handler may give. */
  readonly gives: string;
}

const four: Installed = { express: '4.21.2', typings: '5.0.0', gives: 'void | Promise<void>' };
const five: Installed = { express: '5.1.0', typings: '4.17.21', gives: 'void' };

/** Where each of these is said: in a lockfile, in node_modules, or in package.json alone. */
type SaidBy = 'lockfile' | 'node_modules' | 'package.json';

function install({ express, typings, gives }: Installed, by: SaidBy): string {
  const root = join(stage, `${express}-${by}`);
  cpSync(service, root, { recursive: true });
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const versions = { express, '@types/express': typings, pg: '8.16.3' };
  const packages = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }] as const);
  if (by === 'lockfile') put('package-lock.json', JSON.stringify({ name: 'express-shop', lockfileVersion: 3, packages: { '': {}, ...Object.fromEntries(packages) } }));
  if (by === 'node_modules') for (const [path, { version }] of packages) put(`${path}/package.json`, JSON.stringify({ name: path.slice('node_modules/'.length), version, types: 'index.d.ts' }));
  if (by === 'package.json') put('package.json', JSON.stringify({ name: 'express-shop', type: 'module', dependencies: { express: `^${express}`, pg: '^8.16.0' }, devDependencies: { '@types/express': `^${typings}` } }));
  put('node_modules/@types/express/index.d.ts', typingsOf(gives));
  return root;
}

function typingsOf(gives: string): string {
  return [
    'declare namespace express {',
    '  interface Request { hostname: string; params: Record<string, string>; body: any }',
    '  interface Response { locals: Record<string, unknown>; status(code: number): this; json(body: unknown): this; end(): this }',
    '  type NextFunction = (error?: unknown) => void;',
    `  type RequestHandler = (req: Request, res: Response, next: NextFunction) => ${gives};`,
    `  type ErrorRequestHandler = (error: Error, req: Request, res: Response, next: NextFunction) => ${gives};`,
    '  interface Router { use(...handlers: unknown[]): this; get(path: string, ...handlers: RequestHandler[]): this; post(path: string, ...handlers: RequestHandler[]): this; delete(path: string, ...handlers: RequestHandler[]): this; listen(port: number): unknown }',
    '  function Router(): Router;',
    '  function json(): RequestHandler;',
    '}',
    'declare function express(): express.Router;',
    'export = express;',
    '',
  ].join('\n');
}

const lost = ['src/app.ts:12', 'src/controllers/orders.ts:20', 'src/controllers/users.ts:5', 'src/controllers/users.ts:9', 'src/routes.ts:17', 'src/tenant.ts:4'];
const places = (findings: readonly Finding[]): readonly string[] => findings.filter((f) => f.rule === rule).map(({ file, line }) => `${file}:${String(line)}`).sort();

describe.each<SaidBy>(['lockfile', 'node_modules', 'package.json'])('Express as the %s says', (by) => {
  test.each([false, true])('Express 4 with the typings of 5: what nobody hears is found (types: %s)', async (types) => {
    const { findings, complete } = await scan({ path: install(four, by), cache: false, types });
    expect(complete).toBe(true);
    expect(places(findings)).toEqual(lost);
    for (const { message } of findings.filter((f) => f.rule === rule)) expect(message).toContain(`Express ${four.express} does not look at the promise`);
  });

  test.each([false, true])('Express 5 with the typings of 4: all of it is heard (types: %s)', async (types) => {
    const report = await scan({ path: install(five, by), cache: false, types });
    expect(places(report.findings)).toEqual([]);
    // The same handlers are sites, and pass.
    expect(report.coverage[rule]).toMatchObject({ pass: lost.length + 3, fail: 0, unknown: 0 });
  });
});

/** ESLint sees a file at a time: it says what the file says by itself. */
test.each([
  ['4', four, ['src/routes.ts:17']],
  ['5', five, []],
] as const)('ESLint with types: Express %s', async (_version, installed, expected) => {
  const root = install(installed, 'lockfile');
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser, parserOptions: { project: join(root, 'tsconfig.json') } } },
      ...presetConfigs('recommended'),
    ],
  });
  const results = await eslint.lintFiles(['src']);
  const found = results.flatMap(({ filePath, messages }) => messages.filter((m) => m.ruleId?.endsWith(rule)).map(({ line }) => `${relative(root, filePath)}:${String(line)}`));
  expect(found).toEqual(expected);
});

import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineConfig, loadConfig } from '../src/config.js';
import { UsageError } from '../src/model/usage-error.js';

let base = '';
let count = 0;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'config-')));
});

afterAll(() => rm(base, { recursive: true, force: true }));

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  count += 1;
  const root = join(base, `project-${count}`);
  await mkdir(root, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
  return root;
}

/** The error with which a configuration is refused. */
async function refusal(name: string, text: string, knownRules?: readonly string[]): Promise<UsageError> {
  const root = await project({ [name]: text });
  const error: unknown = await loadConfig(root, knownRules).catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error;
  throw new Error(`no UsageError but ${String(error)}`);
}

const settings = '{ preset: "strict", exclude: ["src/gen/**"], rules: { "require-timeout": "warning" }, maxTimeoutMs: 30000 }';
const expected = { preset: 'strict', exclude: ['src/gen/**'], rules: { 'require-timeout': 'warning' }, maxTimeoutMs: 30000 };

describe('finding and reading', () => {
  test.each([
    ['ts', `import { defineConfig } from 'eslint-plugin-readiness/api';\nconst a: string = '';\nexport default defineConfig(${settings});`],
    ['mts', `export default ${settings} satisfies object;`],
    ['js', `export default ${settings};`],
    ['mjs', `export default ${settings};`],
    ['cjs', `module.exports = ${settings};`],
    ['json', JSON.stringify(expected)],
  ])('readiness.config.%s', async (extension, text) => {
    const root = await project({ [`readiness.config.${extension}`]: text });
    expect(await loadConfig(root)).toEqual({ ...expected, file: join(root, `readiness.config.${extension}`), folder: root });
  });

  test('without a file the configuration is empty', async () => {
    const root = await project({});
    expect(await loadConfig(root)).toEqual({ folder: root });
  });

  test('the nearest file up to the end of the repository counts, none beyond it', async () => {
    const root = await project({
      'readiness.config.json': '{ "maxTimeoutMs": 1 }',
      'repo/.git/HEAD': '',
      'repo/readiness.config.json': '{ "maxTimeoutMs": 2 }',
      'repo/services/a/package.json': '{}',
      'other/.git/HEAD': '',
    });
    expect(await loadConfig(join(root, 'repo/services/a'))).toMatchObject({ maxTimeoutMs: 2, folder: join(root, 'repo') });
    expect((await loadConfig(join(root, 'other'))).maxTimeoutMs).toBeUndefined();
  });

  test('rules may carry the prefix that ESLint needs', async () => {
    const root = await project({ 'readiness.config.json': '{ "rules": { "readiness/require-timeout": "off" } }' });
    expect((await loadConfig(root, ['require-timeout'])).rules).toEqual({ 'require-timeout': 'off' });
  });

  test('JSON may hold comments', async () => {
    const root = await project({ 'readiness.config.json': '{\n  // slow partner\n  "maxTimeoutMs": 90000,\n}' });
    expect((await loadConfig(root)).maxTimeoutMs).toBe(90000);
  });

  test('a catalog entry is taken as it is written', async () => {
    const entry = {
      id: 'acme-http',
      name: '@acme/http',
      packages: ['@acme/http'],
      versions: '>=2 <4',
      extends: 'axios',
      types: { Client: { is: ['createClient()'], annotations: ['AcmeClient'], options: 0, noun: 'client' } },
      calls: [{ path: 'Client.get', kind: 'outbound', does: 'request', options: [1, 2], knobs: ['timeout'], phases: ['headers'], url: 0 }],
      knobs: {
        timeout: { at: ['call.timeout'], unit: 'ms', default: 'none', off: [0, false, 'Infinity'], covers: ['total'], source: 'README' },
      },
      wrappers: [{ path: 'bounded()', wraps: 'client(0)', knob: 'timeout', effect: { signals: 'signal' } }],
      handlers: [{ path: 'App.on', from: 'last', reach: 'worker', rejections: [{ end: 'nobody', versions: '<2', unless: { event: 'error' }, source: 'https://example.test' }], answers: { response: '$1', by: ['end'], next: '$2', errorArity: 4 } }],
      forwarders: [{ path: 'safe', source: 'https://example.test' }],
      rejections: [{ end: 'framework', packages: ['@acme/http'], source: 'https://example.test' }],
      ignored: [{ calls: 'Client.get', option: 'deadline', why: 'does nothing', instead: 'timeout', source: 'README' }],
    };
    const root = await project({ 'readiness.config.json': JSON.stringify({ catalog: [entry] }) });
    expect((await loadConfig(root)).catalog).toEqual([entry]);
  });

  test('defineConfig gives back what it is given', () => {
    const config = { preset: 'recommended' } as const;
    expect(defineConfig(config)).toBe(config);
  });
});

describe('what is refused', () => {
  test('an unknown key, with its line in JSON and the key that was meant', async () => {
    const error = await refusal('readiness.config.json', '{\n  "preset": "strict",\n  "excludes": []\n}');
    expect(error.message).toBe('readiness.config.json:3: unknown key "excludes".');
    expect(error.help).toBe('Did you mean "exclude"?');
  });

  test('an unknown key deep in a catalog entry', async () => {
    const knob = '{ "at": [], "unit": "ms", "default": 1, "covers": [], "source": "", "version": "1" }';
    const knobs = `{\n    "t": ${knob.replace('"version"', '\n"version"')} }`;
    const text = `{ "catalog": [\n  { "id": "a", "name": "a", "packages": ["a"], "knobs": ${knobs} }\n] }`;
    const error = await refusal('readiness.config.json', text);
    expect(error.message).toBe('readiness.config.json:4: unknown key "version" in "catalog[0].knobs.t".');
    expect(error.help).toBe('Did you mean "versions"?');
  });

  test('a key that resembles none names all that there are', async () => {
    const error = await refusal('readiness.config.mjs', 'export default { colour: "red" };');
    expect(error.message).toBe('readiness.config.mjs: unknown key "colour".');
    expect(error.help).toBe('Known: preset, exclude, rules, catalog, maxTimeoutMs.');
  });

  test.each([
    ['{ "rules": { "a": "warn" } }', '"rules.a" must be "off", "error", "warning" or "info", not "warn".', 'Did you mean "warning"?'],
    ['{ "preset": "strickt" }', '"preset" must be "recommended" or "strict", not "strickt".', 'Did you mean "strict"?'],
    ['{ "maxTimeoutMs": "30s" }', '"maxTimeoutMs" must be a number, not "30s".', undefined],
    ['{ "maxTimeoutMs": 0 }', '"maxTimeoutMs" must be greater than 0, not 0.', undefined],
    ['{ "exclude": "src" }', '"exclude" must be a list, not "src".', undefined],
    ['{ "exclude": ["a", 1] }', '"exclude[1]" must be a string, not 1.', undefined],
    ['{ "catalog": [{ "id": "a", "name": "a" }] }', '"catalog[0].packages" is missing.', undefined],
    ['{ "catalog": [{ "id": "a", "name": "a", "packages": [] }] }', '"catalog[0].packages" must not be empty, not [].', undefined],
    [
      '{ "catalog": [{ "id": "a", "name": "a", "packages": ["a"], "versions": "one" }] }',
      '"catalog[0].versions" must be a version range such as ">=1.2 <2", not "one".',
      undefined,
    ],
    ['{ "preset": "strict", "rules": [] }', '"rules" must be an object, not [].', undefined],
    ['[]', 'the configuration must be an object, not [].', undefined],
  ])('%s', async (text, message, help) => {
    const error = await refusal('readiness.config.json', text);
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^readiness\.config\.json(?::1)?: /);
    expect(error.help).toBe(help);
  });

  test('several mistakes are all named', async () => {
    const error = await refusal('readiness.config.json', '{ "preset": "x", "maxTimeoutMs": "y" }');
    expect(error.message).toContain('"preset"');
    expect(error.message).toContain('"maxTimeoutMs"');
  });

  test('a rule that does not exist, with the one that was meant', async () => {
    const text = '{\n  "rules": {\n    "require-timeouts": "off" } }';
    const error = await refusal('readiness.config.json', text, ['require-timeout', 'no-ineffective-timeout']);
    expect(error.message).toBe('readiness.config.json:3: "rules" names an unknown rule "require-timeouts".');
    expect(error.help).toBe('Did you mean "require-timeout"?');
  });

  test('broken JSON, with its line', async () => {
    const error = await refusal('readiness.config.json', '{\n  "preset" "strict"\n}');
    expect(error.message).toBe('readiness.config.json:2 is not valid JSON: expected ":" after "preset", found """.');
  });

  test.each([
    ['ts', 'throw new Error("no access to vault");', 'readiness.config.ts cannot be loaded: no access to vault.'],
    ['mjs', 'import "not-here"; export default {};', "readiness.config.mjs cannot be loaded: Cannot find module 'not-here'"],
    ['ts', 'export default { preset: ;', 'readiness.config.ts cannot be loaded: '],
    ['js', 'export default 3;', 'readiness.config.js does not export an object.'],
  ])('a script (.%s) that %j', async (extension, text, message) => {
    const error = await refusal(`readiness.config.${extension}`, text);
    expect(error.message).toContain(message);
    expect(error.message.split('\n')).toHaveLength(1);
    expect(error.help).toBeTypeOf('string');
  });
});

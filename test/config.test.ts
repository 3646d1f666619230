import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config/load-config.js';
import { defineConfig } from '../src/config/user-config.js';
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
  const error: unknown = await loadConfig({ root }, knownRules && { rules: knownRules.map((id) => ({ meta: { id } })) }).catch((thrown: unknown) => thrown);
  if (error instanceof UsageError) return error;
  throw new Error(`no UsageError but ${String(error)}`);
}

const settings = '{ preset: "strict", exclude: ["src/gen/**"], rules: { "require-timeout": "warning" }, maxTimeoutMs: 30000 }';
const expected = { preset: 'strict', exclude: ['src/gen/**'], rules: { 'require-timeout': 'warning' }, maxTimeoutMs: 30000 };
/** What comes of it: patterns know the folder that they are relative to. */
const loaded = (root: string): object => ({ preset: 'strict', patterns: [{ folder: root, exclude: ['src/gen/**'] }], rules: expected.rules, maxTimeoutMs: 30000, folder: root });

describe('finding and reading', () => {
  test.each([
    ['ts', `import { defineConfig } from 'eslint-plugin-readiness/api';\nconst a: string = '';\nexport default defineConfig(${settings});`],
    ['mts', `export default ${settings} satisfies object;`],
    ['js', `export default ${settings};`],
    ['mjs', `export default ${settings};`],
    ['cjs', `module.exports = ${settings};`],
    ['json', JSON.stringify(expected)],
    ['jsonc', `// ours\n${JSON.stringify(expected)}`],
  ])('readiness.config.%s', async (extension, text) => {
    const root = await project({ [`readiness.config.${extension}`]: text });
    expect(await loadConfig({ root })).toEqual({ ...loaded(root), file: join(root, `readiness.config.${extension}`) });
  });

  test('without a file the configuration is empty', async () => {
    const root = await project({});
    expect(await loadConfig({ root })).toEqual({ folder: root });
  });

  test('the nearest file up to the end of the repository counts, none beyond it', async () => {
    const root = await project({
      'readiness.config.json': '{ "maxTimeoutMs": 1 }',
      'repo/.git/HEAD': '',
      'repo/readiness.config.json': '{ "maxTimeoutMs": 2 }',
      'repo/services/a/package.json': '{}',
      'other/.git/HEAD': '',
    });
    expect(await loadConfig({ root: join(root, 'repo/services/a') })).toMatchObject({ maxTimeoutMs: 2, folder: join(root, 'repo') });
    expect((await loadConfig({ root: join(root, 'other') })).maxTimeoutMs).toBeUndefined();
  });

  test('rules may carry the prefix that ESLint needs', async () => {
    const root = await project({ 'readiness.config.json': '{ "rules": { "readiness/require-timeout": "off" } }' });
    expect((await loadConfig({ root }, { rules: [{ meta: { id: 'require-timeout' } }] })).rules).toEqual({ 'require-timeout': 'off' });
  });

  test('JSON may hold comments', async () => {
    const root = await project({ 'readiness.config.json': '{\n  // slow partner\n  "maxTimeoutMs": 90000,\n}' });
    expect((await loadConfig({ root })).maxTimeoutMs).toBe(90000);
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
    expect((await loadConfig({ root })).catalog).toEqual([entry]);
  });

  test('defineConfig gives back what it is given', () => {
    const config = { preset: 'recommended' } as const;
    expect(defineConfig(config)).toBe(config);
  });
});

describe('building on another configuration', () => {
  test('what is said here wins, level by level, and what is excluded adds up, each relative to its own folder', async () => {
    const root = await project({
      '.git/HEAD': '',
      'base.json': '{ "preset": "strict", "exclude": ["tools/"], "rules": { "require-timeout": "off", "no-late-await": "info" }, "maxTimeoutMs": 1 }',
      'api/readiness.config.json': '{ "extends": "../base.json", "exclude": ["gen/"], "rules": { "require-timeout": "error" }, "maxTimeoutMs": 2 }',
    });
    expect(await loadConfig({ root: join(root, 'api') })).toEqual({
      preset: 'strict', rules: { 'require-timeout': 'error', 'no-late-await': 'info' }, maxTimeoutMs: 2,
      patterns: [{ folder: root, exclude: ['tools/'] }, { folder: join(root, 'api'), exclude: ['gen/'] }],
      file: join(root, 'api/readiness.config.json'), folder: join(root, 'api'),
    });
  });

  test('of several the last wins, a package is found where it is installed, and a base may build on another', async () => {
    const root = await project({
      'package.json': '{}',
      'node_modules/@acme/readiness/package.json': '{ "name": "@acme/readiness", "main": "index.json" }',
      'node_modules/@acme/readiness/index.json': '{ "extends": "./deep.jsonc", "tier": "critical" }',
      'node_modules/@acme/readiness/deep.jsonc': '{ "gate": { "score": 50 }, "tier": "internal" }',
      'more.cjs': "module.exports = { gate: { findings: 'error' }, preset: 'recommended' };",
      'readiness.config.ts': "export default { extends: ['@acme/readiness', './more.cjs'] };",
    });
    expect(await loadConfig({ root })).toMatchObject({ tier: 'critical', preset: 'recommended', gate: { score: 50, findings: 'error' } });
  });

  test('its own include takes the place of that of the base', async () => {
    const root = await project({ 'base.json': '{ "include": ["lib/"] }', 'readiness.config.json': '{ "extends": "./base.json", "include": ["src/"] }' });
    expect((await loadConfig({ root })).patterns).toEqual([{ folder: root, exclude: [] }, { folder: root, include: ['src/'], exclude: [] }]);
  });

  test.each([
    ['a file that is not there', '{\n  "extends": "./none.json"\n}', 'readiness.config.json:2: "extends" names "./none.json", which is no file.'],
    ['a package that is not installed', '{ "extends": "@acme/none" }', 'readiness.config.json:1: "extends" names the package "@acme/none", which is not installed.'],
    ['itself', '{ "extends": "./readiness.config.json" }', 'readiness.config.json:1: "extends" leads back to readiness.config.json.'],
  ])('%s is refused', async (_, text, message) => {
    expect((await refusal('readiness.config.json', text)).message).toBe(message);
  });

  test('a circle of two is refused, and a fault in a base names the base', async () => {
    const root = await project({ 'a.json': '{ "extends": "./readiness.config.json" }', 'readiness.config.json': '{ "extends": "./a.json" }' });
    await expect(loadConfig({ root })).rejects.toThrow('a.json:1: "extends" leads back to a.json.');
    const other = await project({ 'a.json': '{\n  "tiers": 1\n}', 'readiness.config.json': '{ "extends": "./a.json" }' });
    await expect(loadConfig({ root: other })).rejects.toMatchObject({ message: 'a.json:2: unknown key "tiers".', help: 'Did you mean "tier"?' });
  });
});

describe('package.json', () => {
  test('holds it under the key readiness, unless a file of its own stands beside it', async () => {
    const root = await project({ 'package.json': '{ "name": "a", "readiness": { "tier": "internal" } }' });
    expect(await loadConfig({ root })).toEqual({ tier: 'internal', file: join(root, 'package.json'), folder: root });
    await writeFile(join(root, 'readiness.config.json'), '{ "tier": "critical" }');
    expect(await loadConfig({ root })).toMatchObject({ tier: 'critical' });
  });

  test('a fault in it has its line there', async () => {
    const error = await refusal('package.json', '{\n  "readiness": {\n    "tiers": "internal" }\n}');
    expect(error).toMatchObject({ message: 'package.json:3: unknown key "tiers".', help: 'Did you mean "tier"?', frame: ['  2 │   "readiness": {', '> 3 │     "tiers": "internal" }', '  4 │ }'] });
  });
});

test('a configuration can be named, and there can be none', async () => {
  const root = await project({ 'readiness.config.json': '{ "tier": "internal" }', 'ci.json': '{ "tier": "critical" }' });
  expect(await loadConfig({ root, file: join(root, 'ci.json') })).toMatchObject({ tier: 'critical' });
  expect(await loadConfig({ root, file: false })).toEqual({ folder: root });
  await expect(loadConfig({ root, file: join(root, 'none.json') })).rejects.toThrow(/There is no configuration/);
});

describe('options of rules', () => {
  const known = { rules: [{ meta: { id: 'no-unbounded-body', options: { maxBytes: { minimum: 1 } } } }, { meta: { id: 'require-timeout' } }] };

  test('stand beside the level', async () => {
    const root = await project({ 'readiness.config.json': '{ "rules": { "readiness/no-unbounded-body": ["error", { "maxBytes": 5 }] } }' });
    expect(await loadConfig({ root }, known)).toMatchObject({ rules: { 'no-unbounded-body': 'error' }, options: { 'no-unbounded-body': { maxBytes: 5 } } });
  });

  test.each([
    ['{ "rules": { "no-unbounded-body": ["error", { "maxByte": 5 }] } }', 'no-unbounded-body has no option "maxByte".', 'Did you mean "maxBytes"?'],
    ['{ "rules": { "no-unbounded-body": ["error", { "maxBytes": 0 }] } }', '"maxBytes" of no-unbounded-body must be at least 1, not 0.', undefined],
    ['{ "rules": { "require-timeout": ["error", { "max": 5 }] } }', 'require-timeout has no options, and "max" is given.', undefined],
    ['{ "rules": { "no-unbounded-body": ["warn", {}] } }', '"rules.no-unbounded-body[0]" must be "off", "error", "warning" or "info", not "warn".', 'Did you mean "warning"?'],
  ])('%s', async (text, message, help) => {
    const root = await project({ 'readiness.config.json': text });
    const error: unknown = await loadConfig({ root }, known).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: `readiness.config.json:1: ${message}`, help });
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
    expect(error.message).toBe('readiness.config.mjs:1: unknown key "colour".');
    expect(error.help).toBe('Known: extends, preset, include, exclude, rules, catalog, maxTimeoutMs, tier, gate, model, owners, controls.');
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
    ['{ "tier": "gold" }', '"tier" must be "prototype", "internal", "production" or "critical", not "gold".', 'Known: prototype, internal, production, critical.'],
    ['{ "model": "2025.4" }', '"model" must be "2026.1", not "2025.4".', 'Did you mean "2026.1"?'],
    ['{ "gate": { "scores": 50 } }', 'unknown key "scores" in "gate".', 'Did you mean "score"?'],
    ['{ "controls": { "timeout": { "by": "mesh", "ms": 5000 } } }', '"controls.timeout.hosts" is missing.', undefined],
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

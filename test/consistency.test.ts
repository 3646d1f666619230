import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rules as generatedIndex } from '../rules/index.js';
import { generate, staleFiles } from '../scripts/docs/generate.js';
import { loadRuleFiles } from '../scripts/docs/rule-files.js';
import { newRule, NewRuleError } from '../scripts/new-rule.js';
import { entries } from '../src/catalog/entries/index.js';
import { ruleById, rules } from '../src/engine/registry.js';
import plugin from '../src/index.js';
import { itemTitles } from '../src/model/checklist.js';
import type { RuleMeta } from '../src/model/rule.js';
import { version } from '../src/version.js';
import { allFixtures } from './support/all-fixtures.js';
import { isBad, isGood, loadFixtures } from './support/fixtures.js';
import { presetConfigs } from './support/hosts/presets.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const ruleFiles = await loadRuleFiles(root);
const ids = ruleFiles.map(({ rule }) => rule.meta.id);
const metas = ruleFiles.map(({ rule }) => [rule.meta.id, rule.meta] as const);

describe('the rules are the same everywhere', () => {
  test('files, rules/index.ts and registry, each sorted by id', () => {
    expect(generatedIndex.map(({ meta }) => meta.id)).toEqual(ids);
    expect(rules.map(({ meta }) => meta.id)).toEqual(ids);
    expect(ids).toEqual([...ids].sort());
  });

  test.each(ids)('%s can be looked up by its id', (id) => {
    expect(ruleById.get(id)?.meta.id).toBe(id);
  });

  test('the plugin offers each of them under its name', () => {
    expect(plugin.meta).toMatchObject({ name: 'readiness', version });
    expect(Object.keys(plugin.rules).sort()).toEqual(ids);
  });

  test('recommended holds the errors and warnings, strict holds all', () => {
    const active = metas.filter(([, meta]) => meta.level !== 'info').map(([id]) => `readiness/${id}`);
    expect(rulesOn('recommended')).toEqual(active);
    expect(rulesOn('strict')).toEqual(ids.map((id) => `readiness/${id}`));
  });

  test("the version is the manifest's", () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
    expect(version).toBe(manifest.version);
  });
});

describe('generated files', () => {
  test("are fresh: rules/index.ts, docs/rules, docs/catalog.md, docs/checklist.md and the README's tables (npm run docs)", async () => {
    const { files, problem } = await generate(root);
    expect(problem).toBeUndefined();
    expect(staleFiles(root, files).map(({ path }) => path)).toEqual([]);
  });

  test.each(metas)("%s: its page has every section, and the README's table links to it", (id, meta) => {
    const page = readFileSync(join(root, `docs/rules/${id}.md`), 'utf8');
    const sections = [...page.matchAll(/^## (?<title>.+)$/gmu)].map((match) => match.groups?.title);
    expect(sections).toEqual([
      'What',
      'Why it matters',
      'How it decides',
      'Bad',
      'Good',
      'Known blind spots',
      ...(meta.fix ? ['Fix'] : []),
      'Item and level',
      ...(meta.options ? ['Options'] : []),
      'Suppress',
    ]);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const rulesTable = readme.slice(readme.indexOf('<!-- rules:start -->'), readme.indexOf('<!-- rules:end -->'));
    expect(rulesTable).toContain(`| [${id}](docs/rules/${id}.md) |`);
  });
});

describe('each rule is complete', () => {
  test.each(metas)('%s: texts, item, blind spots', (_id, meta) => {
    for (const text of [meta.summary, meta.why, meta.how, meta.mode]) expect(text.trim()).not.toBe('');
    expect(JSON.stringify(meta)).not.toContain('TODO');
    expect(Object.keys(itemTitles)).toContain(meta.item);
    expect(meta.blindSpots.length).toBeGreaterThan(0);
    // What its fixes do, or why there are none.
    expect(Object.values(meta.fix ?? {}).join('')).not.toBe('');
  });

  test.each(metas)('%s: at least two bad and two good examples', (_id, meta) => {
    expect(meta.examples.filter(({ reports }) => reports.length > 0).length).toBeGreaterThanOrEqual(2);
    expect(meta.examples.filter(({ reports }) => reports.length === 0).length).toBeGreaterThanOrEqual(2);
  });

  test.each(metas)('%s: a gate word stands in each bad example, or the file would not be analysed', (_id, meta) => {
    // What judges the project as a whole alone analyses no file for itself.
    if (meta.scope === 'project' && meta.gate.length === 0) return;
    const words = gateWords(meta);
    const shut = meta.examples.filter(({ reports, code }) => reports.length > 0 && !words.some((word) => code.includes(word)));
    expect(shut.map(({ title }) => title)).toEqual([]);
  });

  test.each(ids)('%s: at least 6 bad and 8 good fixtures', (id) => {
    const own = allFixtures.filter((fixture) => fixture.rule === id);
    expect(own.filter(isBad).length).toBeGreaterThanOrEqual(6);
    expect(own.filter(isGood).length).toBeGreaterThanOrEqual(8);
  });
});

describe('npm run new-rule', () => {
  let scratch = '';
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'readiness-new-rule-'));
    mkdirSync(join(scratch, 'rules/reliability'), { recursive: true });
    symlinkSync(join(root, 'src'), join(scratch, 'src'));
  });
  afterEach(() => {
    rmSync(scratch, { recursive: true, force: true });
  });

  test('writes a rule that loads and two fixtures that keep the format', async () => {
    expect(newRule(scratch, 'reliability/no-foo', 'timeouts')).toEqual([
      'rules/reliability/no-foo.ts',
      'fixtures/rules/no-foo/bad-first.ts',
      'fixtures/rules/no-foo/good-first.ts',
    ]);
    const [loaded] = await loadRuleFiles(scratch);
    expect(loaded?.rule.meta).toMatchObject({ id: 'no-foo', area: 'reliability', item: 'timeouts' });
    const fixtures = loadFixtures(join(scratch, 'fixtures/rules'), new Set(['no-foo']));
    expect(fixtures.map((fixture) => [isBad(fixture), isGood(fixture)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test.each([
    ['no-foo', 'timeouts', '"no-foo" is no name of a rule'],
    ['reliability/no-foo/bar', 'timeouts', 'is no name of a rule'],
    ['relaibility/no-foo', 'timeouts', 'did you mean "reliability"?'],
    ['reliability/noFoo', 'timeouts', '"noFoo" is no id'],
    ['reliability/foo', 'timeouts', '"foo" is no id'],
    ['reliability/no-foo.ts', 'timeouts', '"no-foo.ts" is no id'],
    ['reliability/no-foo', 'timeout', 'did you mean "timeouts"?'],
    ['reliability/no-foo', 'toString', 'there is no checklist item "toString"'],
  ])('refuses %s for %s and writes nothing', (name, item, message) => {
    expect(() => newRule(scratch, name, item)).toThrow(message);
    expect(existsSync(join(scratch, 'fixtures'))).toBe(false);
  });

  test('refuses an id that is taken, in any area, and keeps what is there', () => {
    writeFileSync(join(scratch, 'rules/reliability/no-foo.ts'), 'mine');
    expect(() => newRule(scratch, 'scalability/no-foo', 'caching')).toThrow(NewRuleError);
    expect(() => newRule(scratch, 'reliability/no-foo', 'caching')).toThrow('there is already a rule "no-foo"');
    expect(readFileSync(join(scratch, 'rules/reliability/no-foo.ts'), 'utf8')).toBe('mine');
  });
});

function rulesOn(preset: 'recommended' | 'strict'): readonly string[] {
  return presetConfigs(preset)
    .flatMap((config) => Object.entries(config.rules ?? {}))
    .filter(([, level]) => level !== 'off')
    .map(([rule]) => rule)
    .sort();
}

/** The rule's own gate words, and for `catalog` what the catalog's entries are imported as or called by name. */
function gateWords({ gate }: RuleMeta): readonly string[] {
  if (!gate.includes('catalog')) return gate;
  const words = entries.flatMap(({ packages, calls = [] }) => [
    ...packages.filter((name) => name !== 'globalThis'),
    ...(packages.includes('globalThis') ? calls.flatMap(({ path }) => path.split(/[|.]/u)) : []),
  ]);
  return [...gate.filter((word) => word !== 'catalog'), ...words].filter((word) => word !== '');
}

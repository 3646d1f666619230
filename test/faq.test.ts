import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { ruleById } from '../src/engine/registry.js';
import { runScanner } from './support/hosts/scanner.js';
import { writeOneFileProject } from './support/staging.js';

const page = readFileSync(fileURLToPath(new URL('../docs/faq.md', import.meta.url)), 'utf8');
const stage = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-faq-')));
afterAll(() => {
  rmSync(stage, { recursive: true, force: true });
});

/** Pieces of code under a mark: the first of a rule is reported, those after it are not. */
const pieces = [...page.matchAll(/<!-- faq: (\S+)(?: (\S+)@(\S+))? -->\n((?:```ts\n[^]*?```\n+)+)/g)].flatMap(([, rule = '', name, version, blocks = '']) =>
  [...blocks.matchAll(/```ts\n([^]*?)```/g)].map(([, code = '']) => ({ rule, code, dependencies: name !== undefined && version !== undefined ? { [name]: version } : {} })),
);
const cases = pieces.map((piece, at) => ({ ...piece, reported: pieces.findIndex(({ rule }) => rule === piece.rule) === at }));

test('there are pairs', () => {
  expect(cases.filter(({ reported }) => reported)).toHaveLength(4);
  expect(cases).toHaveLength(8);
});

test.each(cases)('$rule, reported: $reported', async ({ rule, code, dependencies, reported }) => {
  const root = mkdtempSync(join(stage, 'piece-'));
  writeOneFileProject(root, 'example.ts', code, dependencies);
  const { findings } = await runScanner(root, 'recommended');
  expect(findings.some((finding) => finding.rule === rule)).toBe(reported);
});

test('it names only rules that there are', () => {
  const named = [...page.matchAll(/`((?:no|require|prefer|forward)-[a-z-]+)`/g)].map(([, id = '']) => id);
  expect(named.filter((id) => !ruleById.has(id))).toEqual([]);
});

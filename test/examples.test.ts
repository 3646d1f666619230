import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rules } from '../src/engine/registry.js';
import { runScanner } from './support/hosts/scanner.js';
import { writeOneFileProject } from './support/staging.js';

const stage = realpathSync(mkdtempSync(join(tmpdir(), 'readiness-examples-')));
const cases = rules.flatMap(({ meta }) => meta.examples.map((example) => [meta.id, example.title, example] as const));

afterAll(() => {
  rmSync(stage, { recursive: true, force: true });
});

test.each(cases)('%s: %s', async (rule, _title, example) => {
  const root = mkdtempSync(join(stage, 'example-'));
  const file = example.file ?? 'example.ts';
  writeOneFileProject(root, file, example.code, example.dependencies ?? {});
  for (const [path, text] of Object.entries(example.files ?? {})) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { findings } = await runScanner(root, 'strict');
  const lines = findings.filter((finding) => finding.rule === rule && finding.file === file).map(({ line }) => line);
  expect([...lines].sort((a, b) => a - b)).toEqual([...example.reports].sort((a, b) => a - b));
});

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { memoryLimit } from '../src/engine/memory-limit.js';
import { firstOf, timeLimit, type ScanLimit } from '../src/model/scan-limit.js';
import type { Report } from '../src/model/report.js';
import { reportSchema } from '../src/report/schema.js';
import { verdict } from '../src/report/verdict.js';
import { scan } from '../src/scan.js';
import { createWorkspace, type Workspace } from './support/cli-run.js';
import { runInProcess } from './support/in-process-cli.js';

let workspace: Workspace;
let path: string;
let whole: Report;
let looks: number;

beforeAll(async () => {
  workspace = createWorkspace();
  path = join(workspace.root, 'orders-api');
  cpSync(fileURLToPath(new URL('../fixtures/services/orders-api', import.meta.url)), path, { recursive: true });
  whole = await scan({ path, cache: false });
  const unlimited = overAfter(Infinity);
  expect(await scan({ path, cache: false, limit: unlimited })).toEqual(whole);
  looks = unlimited.looks();
});
afterAll(() => {
  workspace.remove();
});

/** A clock that runs by looks at it: the same on every machine. */
function overAfter(most: number): ScanLimit & { readonly looks: () => number } {
  let count = 0;
  return { ...timeLimit(30_000), isOver: () => ++count > most, looks: () => count };
}

describe('a scan whose time is over', () => {
  test('says so, wherever it was, and counts nothing that it has not seen', async () => {
    const score = whole.checklist.score?.verified ?? 0;
    const found = new Set(whole.findings.map((f) => f.fingerprint));
    expect(score).toBeGreaterThan(0);
    for (let part = 0; part < 6; part++) {
      const report = await scan({ path, cache: false, limit: overAfter(Math.floor((looks * part) / 6)) });
      reportSchema.parse(JSON.parse(JSON.stringify(report)));
      expect(report.complete).toBe(false);
      expect(verdict(report).exitCode).toBe(3);
      expect(report.problems).toContainEqual(expect.objectContaining({ kind: 'unfinished', severity: 'error', message: expect.stringMatching(/^The time of 30 s was over /) as unknown }));
      expect(report.checklist.score?.verified ?? 0).toBeLessThanOrEqual(score);
      expect(report.checklist.items.filter(({ verdict: is }) => is !== 'unknown')).toEqual([]);
      expect(report.checklist.items[0]?.reason).toMatch(/^the scan came to its limit before all was judged/);
      expect(report.findings.filter((f) => !found.has(f.fingerprint))).toEqual([]);
    }
  });

  test('is told from one in which something crashed, and from a clean one, by its last line and its exit code', async () => {
    const { code, stdout } = await runInProcess(['scan', path, '--no-cache', '--max-duration', '1ms'], workspace.root);
    expect(code).toBe(3);
    expect(stdout).toMatch(/SCAN INCOMPLETE/);
    expect(stdout).toMatch(/✖ unfinished {2}The time of 1 ms was over when 0 of \d+ files were read/);
    expect(stdout).toMatch(/--max-duration/);
  });

  test('leaves nothing behind that another scan would take for the whole, and keeps what it read', async () => {
    workspace.write('orders-api/node_modules/.keep', '');
    await scan({ path, limit: overAfter(Math.floor(looks / 2)) });
    expect(await scan({ path })).toEqual(whole);
    expect(await scan({ path, limit: overAfter(0) })).toEqual(whole);
  });

  test('of a length that is none is refused', async () => {
    for (const value of ['30', '-1s', '0s', 'soon']) {
      const { code, stderr } = await runInProcess(['scan', path, '--max-duration', value], workspace.root);
      expect(code).toBe(2);
      expect(stderr).toContain('Write it as 30s, 5m or 1h.');
    }
  });
});

describe('the memory', () => {
  const heap = (used: readonly number[]): (() => { readonly used: number; readonly most: number }) => {
    const left = [0, ...used];
    return () => ({ used: (left.length > 1 ? left.shift() : left[0]) ?? 0, most: 100 });
  };
  const looksUntilOver = (limit: ScanLimit): number => Array.from({ length: 1000 }, () => limit.isOver()).indexOf(true);

  test('is used up when a collection does not help', () => {
    let collected = 0;
    const limit = memoryLimit(heap([50, 85, 82]), () => { collected++; });
    expect(looksUntilOver(limit)).toBe(127);
    expect(collected).toBe(1);
    expect(limit.isOver()).toBe(true);
  });

  test('is not while what fills it is garbage', () => {
    expect(looksUntilOver(memoryLimit(heap([85, 40, 90, 45, 50]), () => undefined))).toBe(-1);
  });

  test('of two limits, the one that is reached is told', () => {
    const memory: ScanLimit = { isOver: () => true, message: 'The memory was used up', help: 'more' };
    const both = firstOf([{ ...timeLimit(30_000), isOver: () => false }, memory]);
    expect(both.message).toBe('The time of 30 s was over');
    expect(both.isOver()).toBe(true);
    expect(both.message).toBe('The memory was used up');
  });
});

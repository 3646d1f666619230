import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scan } from '../src/scan.js';
import { customer, order as nestedOrder } from '../fixtures/deadlock/nested-pool.js';
import { sizeOf as nested } from '../fixtures/deadlock/nested.js';
import { order as suggestedOrder } from '../fixtures/deadlock/suggested-pool.js';
import { sizeOf as suggested } from '../fixtures/deadlock/suggested.js';

const root = fileURLToPath(new URL('../fixtures/deadlock', import.meta.url));
const folder = { size: 1, folders: [{ size: 2, folders: [] }, { size: 3, folders: [{ size: 4, folders: [] }] }] };
const stuck = 'still waiting';
/** `acquireTimeoutMillis` of the two pools. */
const timeout = 300;

/** What comes of it within a quarter of a second; without a place that is given back nothing ever does. */
async function outcome<T>(work: Promise<T>): Promise<T | typeof stuck> {
  return Promise.race([work, wait<typeof stuck>(250, stuck, { ref: false })]);
}

describe('a limiter that is awaited inside of its own task', () => {
  test('one folder works, as in every unit test', async () => {
    expect(await outcome(nested({ size: 7, folders: [] }))).toBe(7);
  });

  test('a folder in a folder hangs, and everybody who comes after it', async () => {
    expect(await outcome(nested(folder))).toBe(stuck);
    expect(await outcome(nested({ size: 7, folders: [] }))).toBe(stuck);
  });

  test('the suggested form comes to an end', async () => {
    expect(await outcome(suggested(folder))).toBe(10);
  });
});

describe('a pool of one connection, and a helper that asks it for another one', () => {
  const both = ['result of order', 'result of customer'];

  test('the helper works by itself, as in every unit test', async () => {
    expect(await outcome(customer())).toBe('result of customer');
  });

  test('called while one is held it waits for it, until its time is up', async () => {
    const started = performance.now();
    const work = nestedOrder();
    expect(await outcome(work)).toBe(stuck);
    await expect(work).rejects.toThrow('ResourceRequest timed out');
    expect(performance.now() - started).toBeGreaterThanOrEqual(timeout - 5);
  });

  test('meanwhile everybody else waits as well', async () => {
    const work = nestedOrder();
    expect(await outcome(customer())).toBe(stuck);
    await expect(work).rejects.toThrow('ResourceRequest timed out');
    expect(await outcome(customer())).toBe('result of customer');
  });

  test('the suggested form comes to an end, for many at a time', async () => {
    expect(await outcome(Promise.all(Array.from({ length: 10 }, suggestedOrder)))).toEqual(Array.from({ length: 10 }, () => both));
  });
});

test('the rule reports the nested forms, on the line that waits, and not the suggested ones', async () => {
  const { findings } = await scan({ path: root, preset: 'strict', cache: false });
  expect(findings.filter((f) => f.rule === 'no-nested-acquire').map((f) => `${f.file}:${String(f.line)}`)).toEqual(['nested-pool.ts:19', 'nested.ts:13']);
});

import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scan } from '../src/scan.js';
import { sizeOf as nested } from '../fixtures/deadlock/nested.js';
import { sizeOf as suggested } from '../fixtures/deadlock/suggested.js';

const root = fileURLToPath(new URL('../fixtures/deadlock', import.meta.url));
const folder = { size: 1, folders: [{ size: 2, folders: [] }, { size: 3, folders: [{ size: 4, folders: [] }] }] };
const stuck = 'still waiting';

/** What comes of it within a quarter of a second; without a place that is given back nothing ever does. */
async function outcome(work: Promise<number>): Promise<number | typeof stuck> {
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

  test('the rule reports the one, on the line that waits, and not the other', async () => {
    const { findings } = await scan({ path: root, preset: 'strict', cache: false });
    expect(findings.filter((f) => f.rule === 'no-nested-acquire').map((f) => `${f.file}:${String(f.line)}`)).toEqual(['nested.ts:13']);
  });
});

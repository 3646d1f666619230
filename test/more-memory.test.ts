import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { heapFor, inLargerHeap } from '../src/cli/more-memory.js';

const gigabyte = 2 ** 30;
const laptop = { heap: 4 * gigabyte, machine: 32 * gigabyte };

describe('the heap of a scan', () => {
  test('is that of the process while the files fit into it', () => {
    expect(heapFor(10_000, laptop, [])).toBeUndefined();
  });

  test('grows with the files beyond that', () => {
    const forMany = heapFor(30_000, laptop, []) ?? 0;
    expect(forMany * 2 ** 20).toBeGreaterThan(laptop.heap);
    expect(heapFor(45_000, laptop, [])).toBeGreaterThan(forMany);
  });

  test('leaves a quarter of the machine to others', () => {
    expect(heapFor(10_000_000, laptop, [])).toBe(24 * 1024);
  });

  test('stays as it is where the machine has hardly more', () => {
    expect(heapFor(50_000, { heap: 4 * gigabyte, machine: 6 * gigabyte }, [])).toBeUndefined();
  });

  test.each([['--max-old-space-size=2048'], ['--trace-warnings --max_old_space_size=2048']])('stays as %s says', (option) => {
    expect(heapFor(50_000, laptop, [option])).toBeUndefined();
  });
});

describe('a process with a larger heap', () => {
  test('has it, and its exit code is passed on', async () => {
    const script = fileURLToPath(new URL('./support/exit-by-heap.cjs', import.meta.url));
    expect(await inLargerHeap(6144, [script, '6144'])).toBe(7);
    expect(await inLargerHeap(5000, [script, '6144'])).toBe(8);
  });
});

import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ScanLimit } from '../model/scan-limit.js';

/** How full the heap may be with what is in use: what is left makes the report of what was judged. */
export const usableShare = 0.65;
/** How many questions go between two looks at the heap. */
const stride = 64;

/**
 * The memory that Node.js has: V8 ends a process that uses it up, and what was found by then would be lost.
 * @param heap bytes in use, what is garbage among them, and the most there may be
 */
export function memoryLimit(heap: () => { readonly used: number; readonly most: number } = heapOfProcess, collect: () => void = collectGarbage): ScanLimit {
  const { most } = heap();
  const isFull = (): boolean => heap().used >= most * usableShare;
  let looks = 0;
  let isOver = false;
  return {
    isOver: () => {
      if (isOver || ++looks % stride !== 0 || !isFull()) return isOver;
      collect();
      return (isOver = isFull());
    },
    message: `The memory that Node.js has, ${(most / 2 ** 30).toFixed(1)} GB, was used up`,
    help: 'Give it more, such as NODE_OPTIONS=--max-old-space-size=16384 (megabytes), or scan the packages of the repository one by one.',
  };
}

function heapOfProcess(): { readonly used: number; readonly most: number } {
  const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
  return { used, most };
}

/** Near its limit V8 leaves garbage in the heap until it has to act: only after a collection can be told what is in use. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

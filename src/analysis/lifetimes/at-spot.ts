import type { Value } from '../../model/facts.js';
import type { Spot } from '../emitters/hand-over.js';
import { isSame, leavesOf } from '../emitters/usages.js';

/** Whether two ways of properties may be the same. */
export function isPath(reads: readonly string[], path: readonly string[]): boolean {
  return reads.length === path.length && reads.every((name, at) => isSame(name, path[at] ?? ''));
}

/** Whether a value may be what stands at a spot. */
export function isAt(value: Value, { root, path }: Spot): boolean {
  return leavesOf(value).some((leaf) => leaf.root === root && leaf.wraps.length === 0 && isPath(leaf.reads, path));
}

import type { Abstract } from '../abstract.js';

/**
 * Whether what is registered for a prefix runs for a path; undefined where one of them is not seen.
 * @param written what stands in the prefix's place: a function there means all paths
 */
export function pathCovers(prefix: string | undefined, path: string | undefined, written: readonly Abstract[]): boolean | undefined {
  if (prefix === undefined) return written.some((v) => v.is === 'literal' || v.is === 'text') ? undefined : true;
  const wanted = segments(prefix);
  if (wanted.length === 0) return true;
  if (path === undefined) return undefined;
  const actual = segments(path);
  // The path begins inside of a router that is mounted elsewhere.
  return wanted.every((segment, at) => matches(segment, actual[at], at === wanted.length - 1));
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '*' && segment !== '(.*)' && segment !== '.*' && segment !== '**');
}

function matches(wanted: string, actual: string | undefined, isLast: boolean): boolean {
  if (actual === undefined) return false;
  if (wanted === actual || wanted.startsWith(':') || actual.startsWith(':')) return true;
  return isLast && wanted.endsWith('*') && actual.startsWith(wanted.replace(/\(?\.?\*\)?$/, ''));
}

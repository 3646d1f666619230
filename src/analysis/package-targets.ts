/**
 * The targets that `exports` and `imports` of a package.json name, in the order in which they should be tried. Node takes the
 * first condition that holds; for source we try all that can hold on a server, as some of them name files that are only built.
 * https://nodejs.org/api/packages.html#conditional-exports
 */

/** Conditions of other runtimes than Node.js. */
const foreign = new Set(['browser', 'worker', 'workerd', 'edge-light', 'react-native', 'electron-renderer', 'deno', 'bun', 'react-server']);

/** The targets of one subpath: `.`, `./client`, `#config`. Patterns may hold one `*`. */
export function subpathTargets(map: unknown, subpath: string): readonly string[] {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return [];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(map);
  const exact = entries.find(([key]) => key === subpath);
  if (exact !== undefined) return conditionTargets(exact[1]);
  const patterns = entries.flatMap(([key, target]) => {
    const [before, after] = key.split('*');
    if (before === undefined || after === undefined || subpath.length < key.length) return [];
    return subpath.startsWith(before) && subpath.endsWith(after) ? [{ before, after, target }] : [];
  });
  const best = patterns.sort((left, right) => right.before.length - left.before.length)[0];
  if (best === undefined) return [];
  const part = subpath.slice(best.before.length, subpath.length - best.after.length);
  return conditionTargets(best.target).map((target) => target.replaceAll('*', part));
}

/**
 * The targets of a string, a list of alternatives or an object of conditions. Types come last: they are the only target that
 * may lie about where the code is.
 */
export function conditionTargets(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(conditionTargets);
  if (typeof target !== 'object' || target === null) return [];
  const entries = Object.entries(target).filter(([condition]) => !foreign.has(condition));
  const isTypes = ([condition]: readonly [string, unknown]): boolean => condition === 'types' || condition.startsWith('types@');
  return [...entries.filter((entry) => !isTypes(entry)), ...entries.filter(isTypes)].flatMap(([, inner]) => conditionTargets(inner));
}

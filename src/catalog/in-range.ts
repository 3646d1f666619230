import semver from 'semver';

/** An unknown version is taken for the newest: it is in every range without an upper end. */
export function inRange(version: string | undefined, range: string | undefined): boolean {
  if (range === undefined) return true;
  const key = `${version ?? '9999.0.0'} ${range}`;
  let found = satisfied.get(key);
  if (found === undefined) satisfied.set(key, (found = semver.satisfies(version ?? '9999.0.0', range, { includePrerelease: true })));
  return found;
}

/** Versions and ranges of a project are few, and semver parses both anew each time. */
const satisfied = new Map<string, boolean>();

import { satisfies, validRange } from 'semver';
import { exactVersion } from './exact-version.js';
import type { Lockfile } from './lockfile.js';

interface Entries {
  /** Version by descriptor, such as `axios@^1.6.0`, without the `npm:` of later versions. */
  readonly versions: ReadonlyMap<string, string>;
  readonly versionsOfName: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * yarn.lock, classic and from version 2 on. Both list, unindented, the descriptors (name and range) that one version answers,
 * so the range in package.json is the key. A range that is not there was overridden by `resolutions` or patched: then the
 * version counts if it is the only one of that name, or the only one that the range allows.
 */
export function yarnLockfile(text: string): Lockfile {
  const { versions, versionsOfName } = readEntries(text);
  return {
    version({ pkg, range }) {
      const exact = range === undefined ? undefined : versions.get(`${pkg}@${withoutNpm(range)}`);
      if (exact !== undefined) return exact;
      const all = [...(versionsOfName.get(pkg) ?? [])];
      const allowed = range !== undefined && validRange(range) !== null ? all.filter((version) => satisfies(version, range)) : [];
      return allowed.length === 1 ? allowed[0] : all.length === 1 ? all[0] : undefined;
    },
  };
}

function readEntries(text: string): Entries {
  const versions = new Map<string, string>();
  const versionsOfName = new Map<string, Set<string>>();
  let descriptors = '';
  // Line by line: a pattern over an entry that never ends uses up the memory of the engine.
  for (const line of text.split(/\r?\n/)) {
    if (!/^[ \t]/.test(line)) {
      descriptors = line.endsWith(':') ? line.slice(0, -1) : '';
      continue;
    }
    const resolved = descriptors === '' ? undefined : /^[ \t]+version:? "?([^"]+)"?/.exec(line)?.[1];
    if (resolved === undefined) continue;
    const version = exactVersion(resolved);
    const named = descriptors;
    descriptors = '';
    if (version === undefined || named.includes('@workspace:')) continue;
    for (const descriptor of named.replaceAll('"', '').split(/,\s+/)) {
      const at = descriptor.indexOf('@', 1);
      const name = descriptor.slice(0, at);
      versions.set(`${name}@${withoutNpm(descriptor.slice(at + 1))}`, version);
      versionsOfName.set(name, (versionsOfName.get(name) ?? new Set()).add(version));
    }
  }
  return { versions, versionsOfName };
}

/** `npm:^1.2.0` is how later versions write `^1.2.0`; an alias keeps its name: `npm:got@^12`. */
function withoutNpm(range: string): string {
  return range.startsWith('npm:') ? range.slice('npm:'.length) : range;
}

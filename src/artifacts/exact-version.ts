/**
 * The version in what a lockfile writes for a resolved package: `1.2.3`, `1.2.3(peer@4.5.6)`, `1.2.3_peer@4.5.6`,
 * `/got/12.6.1`, `npm:got@12.6.1`, `got@npm:12.6.1`. Undefined for links, workspaces, git and tarballs: what they hold has no
 * version that the registry vouches for.
 */
export function exactVersion(resolved: string): string | undefined {
  if (/:\/\/|^(?:link|file|workspace|portal|git|github)[:@+]|@(?:link|file|workspace|portal):/.test(resolved)) return undefined;
  return versionAtEnd.exec(resolved.replace(/\(.*$/, ''))?.[1];
}

const versionAtEnd = /(?:^|[@/:])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)(?:_.*)?$/;

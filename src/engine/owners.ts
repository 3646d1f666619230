import ignore from 'ignore';
import type { Artifacts } from '../artifacts/artifacts.js';

/** Who is told of a finding in a file of the project; nobody where no pattern fits. */
export type OwnerOf = (file: string) => string | undefined;

/**
 * By the patterns of a configuration, else by the nearest CODEOWNERS (GitHub reads .github/, the root and docs/, in this order). The last
 * pattern that fits decides; one without an owner takes it away.
 * @param prefix the scanned folder relative to where the patterns are, with a slash at its end; empty where it is the same
 */
export function ownersOf(configured: Readonly<Record<string, string>> | undefined, artifacts: Artifacts, prefix: string): OwnerOf {
  const rules = (configured ? Object.entries(configured).map(([pattern, owner]) => ({ pattern, owner })) : ofCodeowners(artifacts)).map(({ pattern, owner }) => ({ owner, matches: ignore().add(pattern) }));
  const base = configured ? prefix : '';
  return (file) => rules.findLast(({ matches }) => matches.ignores(`${base}${file}`))?.owner || undefined;
}

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

function ofCodeowners({ codeowners: { files } }: Artifacts): readonly { readonly pattern: string; readonly owner: string }[] {
  const file = places.map((place) => files.find(({ path }) => path === place)).find((found) => found !== undefined);
  return (file?.value ?? []).map(({ pattern, owners }) => ({ pattern, owner: owners.join(' ') }));
}

import { git, gitText, withoutGit } from '../files/git.js';
import { UsageError } from '../model/usage-error.js';
import { nearestName } from '../statements/nearest-name.js';

/** What a change is counted from. */
export interface Base {
  /** As it was asked for. */
  readonly ref: string;
  /** Where HEAD left it. */
  readonly commit: string;
}

const deepen = 'Fetch what is missing: git fetch --unshallow. In GitHub Actions: fetch-depth: 0 for actions/checkout; in GitLab: GIT_DEPTH: 0.';

/**
 * The commit at which HEAD left a branch, a tag or another commit: what others did there since then is no part of the change.
 * @param folder absolute, in a repository
 * @throws {UsageError} when there is no repository, no such name, or the history does not reach so far back; it says how to mend that
 */
export async function findBase(folder: string, ref: string): Promise<Base> {
  await repositoryOf(folder);
  const isShallow = (await gitText(folder, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const named = await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (named.code !== 0) throw await unknownName(folder, ref, isShallow);
  const found = await git(folder, ['merge-base', named.stdout.trim(), 'HEAD']);
  if (found.code === 0) return { ref, commit: found.stdout.split('\n')[0] ?? '' };
  if (isShallow) throw new UsageError(`This clone is shallow: it does not hold the commit at which HEAD left "${ref}".`, deepen);
  throw new UsageError(`"${ref}" and HEAD have no commit in common.`, 'Name the branch that the change is for.');
}

/** Where HEAD left the default branch of the remote, as far as the clone knows it. */
export async function findDefaultBase(folder: string): Promise<Base> {
  await repositoryOf(folder);
  const head = (await git(folder, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'])).stdout.trim();
  for (const ref of [...(head === '' ? [] : [head]), 'origin/main', 'origin/master', 'main', 'master']) {
    if ((await git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])).code === 0) return findBase(folder, ref);
  }
  throw new UsageError('The default branch is not known here.', 'Name the branch that the change is for: --changed --base origin/NAME.');
}

/** The absolute folder of the repository that a folder lies in. */
export async function repositoryOf(folder: string): Promise<string> {
  const { code, stdout, stderr } = await git(folder, ['rev-parse', '--show-toplevel']);
  if (code === 'missing') throw withoutGit();
  if (code === 0 && stdout.trim() !== '') return stdout.replace(/\r?\n$/, '');
  const said = stderr.split('\n')[0] ?? '';
  throw new UsageError(/not a git repository/.test(said) || said === '' ? 'The scanned folder lies in no git repository: what changed is not known.' : `git refuses: ${said}`, /dubious ownership/.test(said) ? 'git config --global --add safe.directory with the folder of the repository' : undefined);
}

async function unknownName(folder: string, ref: string, isShallow: boolean): Promise<UsageError> {
  const names = (await gitText(folder, ['for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes', 'refs/tags'])).split('\n').filter(Boolean);
  const near = names.find((name) => name.endsWith(`/${ref}`)) ?? nearestName(ref, names);
  const help = near !== undefined ? `Did you mean "${near}"?` : names.length > 0 && names.length <= 12 ? `Known: ${names.join(', ')}.` : undefined;
  if (isShallow) return new UsageError(`This clone is shallow, and does not hold "${ref}".`, [...(help === undefined ? [] : [help]), deepen].join('\n'));
  return new UsageError(`git knows no branch, tag or commit "${ref}".`, [...(help === undefined ? [] : [help]), `If it is at the remote: git fetch origin ${ref}`].join('\n'));
}

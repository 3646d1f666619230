import type { Revision } from '../model/report.js';
import { git } from './git.js';
import { gitRootOf } from './repository.js';

/** The revision of an absolute folder; undefined outside of a repository, before its first commit, and where there is no git. */
export async function revisionOf(folder: string): Promise<Revision | undefined> {
  if (gitRootOf(folder) === undefined) return undefined;
  const head = await git(folder, ['rev-parse', '--show-prefix', 'HEAD', '--abbrev-ref', 'HEAD']);
  const [prefix = '', commit, branch] = head.stdout.split('\n');
  if (head.code !== 0 || commit === undefined) return undefined;
  const [url, date] = await Promise.all([addressOf(folder), dateOf(folder)]);
  return { commit, ...(date !== undefined && { date }), ...(branch !== undefined && branch !== 'HEAD' && { branch }), ...(url !== undefined && { url }), folder: prefix.replace(/\/$/, '') };
}

/** By the committer's clock, which a rebase moves on: what was committed later comes later. */
async function dateOf(folder: string): Promise<string | undefined> {
  const seconds = Number((await git(folder, ['log', '-1', '--format=%ct'])).stdout.trim() || 'none');
  return Number.isFinite(seconds) && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString() : undefined;
}

async function addressOf(folder: string): Promise<string | undefined> {
  const remotes = (await git(folder, ['remote'])).stdout.split('\n').filter(Boolean);
  const name = remotes.find((remote) => remote === 'origin') ?? remotes[0];
  if (name === undefined) return undefined;
  return forgePage((await git(folder, ['remote', 'get-url', name])).stdout.trim());
}

/**
 * The page of a repository, by the address that git fetches it from: `git@github.com:owner/name.git` is `https://github.com/owner/name`. User and password are left out. Undefined
 * for a folder, and for a host that only the machine's own settings know.
 */
export function forgePage(remote: string): string | undefined {
  const web = /^(https?):\/\/(?:[^@/]*@)?([^/]+)\/(.+)$/i.exec(remote);
  if (web) return page(`${web[1]?.toLowerCase() ?? 'https'}://${web[2] ?? ''}`, web[3] ?? '');
  const [, host = '', path = ''] = /^(?:ssh|git|git\+ssh):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(remote) ?? /^(?:[^@/:]+@)?([^/:]+):(?!\/\/)(.+)$/.exec(remote) ?? [];
  if (!host.includes('.')) return undefined;
  // Forges that take ssh on the port of the web name the host for it `ssh.` or `altssh.`.
  return page(`https://${host.replace(/^(?:alt)?ssh\./, '')}`, path);
}

function page(host: string, path: string): string {
  return `${host}/${path.replace(/^\/+/, '').replace(/\/+$/, '').replace(/\.git$/, '')}`;
}

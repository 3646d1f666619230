import { required, variable, type Environment } from './environment.js';
import { createForgeClient, type ForgeClient } from './forge-client.js';
import { ForgeError } from './forge-error.js';
import type { Forge, StoredComment } from './forge.js';
import { pullRequestNumber } from './github-pull-request.js';
import { listOf, textField } from './json-shapes.js';

const tokenHelp = 'In a workflow: `permissions: { pull-requests: write }` and `env: { GITHUB_TOKEN: ${{ github.token }} }`.';
const forkHelp = 'The token of a pull request from a fork may only read. Scan in the workflow of the pull request and post from one on workflow_run: docs/ci.md has both.';

/** A pull request at GitHub, with what more can be asked of it. */
export interface GithubForge extends Forge {
  /** Asks for something of the repository, with errors that say what to do. */
  readonly ask: ForgeClient;
  /** The path of the pull request below `ask`. */
  readonly pull: string;
}

/** The pull request of a workflow at GitHub, or at a GitHub of one's own. https://docs.github.com/en/rest/issues/comments */
export async function githubForge(env: Environment, number?: string): Promise<GithubForge> {
  const api = variable(env, 'GITHUB_API_URL') ?? 'https://api.github.com';
  const repository = required(env, 'GITHUB_REPOSITORY', 'GitHub sets it in its workflows: owner/name.');
  const token = required(env, 'GITHUB_TOKEN', tokenHelp);
  const client = createForgeClient({ name: 'GitHub', api, headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', 'user-agent': 'readiness' } });
  const root = `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
  const ask: ForgeClient = (to, request) => explained(client(/^https?:/.test(to) ? to : `${root}${to}`, request));
  const id = number ?? (await pullRequestNumber(env, ask));
  const url = githubUrl(env);
  return {
    name: 'github',
    ...(url !== undefined && { url }),
    ask,
    pull: `/pulls/${encodeURIComponent(id)}`,
    comments: () => comments(client, ask, `/issues/${encodeURIComponent(id)}/comments`),
    create: (body) => ask(`/issues/${encodeURIComponent(id)}/comments`, { method: 'POST', body: { body } }),
    update: (comment, body) => ask(`/issues/comments/${comment}`, { method: 'PATCH', body: { body } }),
  };
}

/** The repository's page. */
export function githubUrl(env: Environment): string | undefined {
  const repository = variable(env, 'GITHUB_REPOSITORY');
  return repository === undefined ? undefined : `${variable(env, 'GITHUB_SERVER_URL') ?? 'https://github.com'}/${repository}`;
}

async function* comments(client: ForgeClient, ask: ForgeClient, path: string): AsyncIterable<StoredComment> {
  const login = await ownLogin(client);
  for await (const comment of pages(ask, path)) {
    const own = login === undefined ? textField(comment, 'user', 'type') === 'Bot' : textField(comment, 'user', 'login') === login;
    yield { id: textField(comment, 'id') ?? '', body: textField(comment, 'body') ?? '', own };
  }
}

/** The entries of a list over all its pages. */
export async function* pages(ask: ForgeClient, path: string): AsyncIterable<unknown> {
  for (let page: string | undefined = `${path}?per_page=100`; page !== undefined; ) {
    const { body, headers } = await ask(page);
    yield* listOf(body);
    page = /<([^>]+)>;\s*rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
}

/** Who the token stands for. That of a workflow is an app's, which may not ask: it writes as a bot. */
async function ownLogin(client: ForgeClient): Promise<string | undefined> {
  try {
    return textField((await explained(client('/user'))).body, 'login');
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 403 || error.status === 404)) return undefined;
    throw error;
  }
}

async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    if (error.status === 401) throw new ForgeError('GitHub does not accept GITHUB_TOKEN', tokenHelp, 401);
    if (error.status === 403) throw new ForgeError('GITHUB_TOKEN may not comment on this pull request (403)', `${tokenHelp}\n${forkHelp}`, 403);
    throw error;
  }
}

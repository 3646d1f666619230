import { UsageError } from '../model/usage-error.js';
import { required, variable, type Environment } from './environment.js';
import { createForgeClient, type ForgeClient } from './forge-client.js';
import { ForgeError } from './forge-error.js';
import type { Forge, StoredComment } from './forge.js';
import { field, listOf, textField } from './json-shapes.js';

const tokenHelp = 'Make a repository access token with the scope pullrequest:write, and hand it over as a secured variable BITBUCKET_TOKEN; or set BITBUCKET_USERNAME and BITBUCKET_APP_PASSWORD.';

/** The pull request of a pipeline of Bitbucket Cloud. https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/ */
export function bitbucketForge(env: Environment, number?: string): Forge {
  const api = variable(env, 'BITBUCKET_API_URL') ?? 'https://api.bitbucket.org/2.0';
  const from = 'Bitbucket sets it in its pipelines.';
  const repository = `${encodeURIComponent(required(env, 'BITBUCKET_WORKSPACE', from))}/${encodeURIComponent(required(env, 'BITBUCKET_REPO_SLUG', from))}`;
  const id = number ?? required(env, 'BITBUCKET_PR_ID', 'Bitbucket sets it in pipelines under `pull-requests:`; elsewhere, name the request with --number.');
  const client = createForgeClient({ name: 'Bitbucket', api, headers: { authorization: authorization(env), accept: 'application/json' } });
  const comments = `/repositories/${repository}/pullrequests/${encodeURIComponent(id)}/comments`;
  const url = bitbucketUrl(env);
  return {
    name: 'bitbucket',
    ...(url !== undefined && { url }),
    comments: () => stored(client, comments),
    create: (body) => explained(client(comments, { method: 'POST', body: { content: { raw: body } } })),
    update: (comment, body) => explained(client(`${comments}/${comment}`, { method: 'PUT', body: { content: { raw: body } } })),
  };
}

/** The repository's page. */
export function bitbucketUrl(env: Environment): string | undefined {
  return variable(env, 'BITBUCKET_GIT_HTTP_ORIGIN')?.replace(/^http:/, 'https:');
}

function authorization(env: Environment): string {
  const token = variable(env, 'BITBUCKET_TOKEN');
  if (token !== undefined) return `Bearer ${token}`;
  const [user, password] = [variable(env, 'BITBUCKET_USERNAME'), variable(env, 'BITBUCKET_APP_PASSWORD')];
  if (user === undefined || password === undefined) throw new UsageError('BITBUCKET_TOKEN is not set', tokenHelp);
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** A token of a repository is no user, so whose a comment is cannot be asked: the marker at its start has to do. */
async function* stored(client: ForgeClient, comments: string): AsyncIterable<StoredComment> {
  for (let page: string | undefined = `${comments}?pagelen=100`; page !== undefined; ) {
    const { body } = await explained(client(page));
    for (const comment of listOf(field(body, 'values'))) {
      yield { id: textField(comment, 'id') ?? '', body: textField(comment, 'content', 'raw') ?? '', own: field(comment, 'deleted') !== true };
    }
    page = textField(body, 'next');
  }
}

async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 401 || error.status === 403)) throw new ForgeError(`the token may not write comments on this pull request (${String(error.status)})`, tokenHelp, error.status);
    throw error;
  }
}

import { required, variable, type Environment } from './environment.js';
import { createForgeClient, type Answer, type ForgeClient } from './forge-client.js';
import { ForgeError } from './forge-error.js';
import type { Forge, StoredComment } from './forge.js';
import { field, listOf, textField } from './json-shapes.js';

const tokenHelp = 'Make a project access token with the scope api and the role Reporter or higher, and hand it over as a masked variable. CI_JOB_TOKEN may not write notes.';

/** The merge request of a GitLab pipeline. https://docs.gitlab.com/api/notes/#merge-requests */
export function gitlabForge(env: Environment, number?: string): Forge {
  const api = variable(env, 'CI_API_V4_URL') ?? 'https://gitlab.com/api/v4';
  const project = required(env, 'CI_PROJECT_ID', 'GitLab sets it in its pipelines; elsewhere, it is the number of the project.');
  const iid = number ?? required(env, 'CI_MERGE_REQUEST_IID', 'GitLab sets it in pipelines of merge requests: give the job `rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }]`, or name the request with --number.');
  const token = required(env, 'GITLAB_TOKEN', tokenHelp);
  const client = createForgeClient({ name: 'GitLab', api, headers: { 'private-token': token, accept: 'application/json' } });
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${encodeURIComponent(iid)}/notes`;
  const url = gitlabUrl(env);
  return {
    name: 'gitlab',
    ...(url !== undefined && { url }),
    comments: () => comments(client, notes),
    create: (body) => explained(client(notes, { method: 'POST', body: { body } })),
    update: (id, body) => explained(client(`${notes}/${id}`, { method: 'PUT', body: { body } })),
  };
}

/** The repository's page. */
export function gitlabUrl(env: Environment): string | undefined {
  return variable(env, 'CI_PROJECT_URL');
}

async function* comments(client: ForgeClient, notes: string): AsyncIterable<StoredComment> {
  const me = await ownId(client);
  for (let page: string | undefined = '1'; page; ) {
    const { body, headers }: Answer = await explained(client(`${notes}?per_page=100&sort=asc&order_by=created_at&page=${encodeURIComponent(page)}`));
    for (const note of listOf(body)) {
      const own = field(note, 'system') !== true && (me === undefined || textField(note, 'author', 'id') === me);
      yield { id: textField(note, 'id') ?? '', body: textField(note, 'body') ?? '', own };
    }
    page = headers.get('x-next-page') ?? undefined;
  }
}

/** Who the token stands for; undefined where the forge does not say. */
async function ownId(client: ForgeClient): Promise<string | undefined> {
  try {
    return textField((await client('/user')).body, 'id');
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 403 || error.status === 404)) return undefined;
    throw error instanceof ForgeError && error.status === 401 ? new ForgeError('GitLab does not accept GITLAB_TOKEN', tokenHelp, 401) : error;
  }
}

async function explained<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ForgeError && (error.status === 401 || error.status === 403)) throw new ForgeError(`GITLAB_TOKEN may not write notes on this merge request (${String(error.status)})`, tokenHelp, error.status);
    throw error;
  }
}

import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { postSuggestions } from '../src/forge/github-review.js';
import { githubForge } from '../src/forge/github.js';
import type { Report } from '../src/model/report.js';
import { renderJson } from '../src/report/json.js';
import { suggestionMarker, suggestionText } from '../src/report/markdown/suggestion-text.js';
import { createWorkspace } from './support/cli-run.js';
import { startForgeServer, type ForgeReply, type ForgeRequest, type ForgeServer } from './support/forge-server.js';
import { runInProcess, type CliResult } from './support/in-process-cli.js';
import { sampleFinding, sampleReport } from './support/sample-report.js';

const workspace = createWorkspace();
let server: ForgeServer | undefined;
const failing = sampleReport({ findings: [sampleFinding()] });

beforeAll(() => {
  workspace.write('failing.json', renderJson(failing));
  workspace.write('clean.json', renderJson(sampleReport()));
  workspace.write('other.json', renderJson({ ...failing, project: { ...failing.project, name: 'billing-api' } }));
  workspace.write('broken.json', '{ "schemaVersion": 1 }');
  workspace.write('event.json', JSON.stringify({ pull_request: { number: 7 } }));
  workspace.write('run.json', JSON.stringify({ workflow_run: { head_sha: 'abc1234', head_branch: 'patch', head_repository: { owner: { login: 'mallory' } } } }));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => {
  workspace.remove();
});

async function serve(reply: (request: ForgeRequest, url: string) => ForgeReply | undefined): Promise<ForgeServer> {
  return (server = await startForgeServer(reply));
}

/** GitHub as a workflow meets it: who asks is a bot, and the comments of the pull request are these. */
function github(comments: readonly (readonly [body: string, type?: string])[], more: (request: ForgeRequest, url: string) => ForgeReply | undefined = () => undefined) {
  return (request: ForgeRequest, url: string): ForgeReply | undefined => {
    const own = more(request, url);
    if (own) return own;
    if (request.url.endsWith('/user')) return { status: 403, json: { message: 'Resource not accessible by integration' } };
    if (request.method === 'GET' && request.url.includes('/issues/7/comments')) return { json: comments.map(([body, type = 'Bot'], at) => ({ id: at + 1, body, user: { type, login: 'x' } })) };
    return request.method === 'GET' ? undefined : { status: 201, json: { id: 9 } };
  };
}

async function comment(forge: string, report: readonly string[], env: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<CliResult> {
  return runInProcess(['comment', forge, ...report.flatMap((file) => ['--report', file]), ...flags], workspace.root, { env });
}

const githubEnv = (api: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({ GITHUB_TOKEN: 'secret', GITHUB_REPOSITORY: 'acme/shop', GITHUB_EVENT_PATH: `${workspace.root}/event.json`, GITHUB_API_URL: api, ...more });

async function dryText(report: string): Promise<string> {
  return (await comment('github', [report], { GITHUB_REPOSITORY: 'acme/shop' }, ['--dry-run'])).stdout;
}

describe('readiness comment github', () => {
  test('makes the comment where there is none, at a GitHub of one\'s own', async () => {
    const { url, writes, requests } = await serve(github([['<!-- readiness:v1 project=orders-api --> forged', 'User'], ['hello']]));
    const { code, stdout, stderr } = await comment('github', ['failing.json'], githubEnv(`${url}/api/v3`));

    expect([code, stdout, stderr]).toEqual([0, 'commented on the pull request\n', '']);
    expect(writes().map(({ method, url: path }) => `${method} ${path}`)).toEqual(['POST /api/v3/repos/acme/shop/issues/7/comments']);
    expect(writes()[0]?.body).toEqual({ body: await dryText('failing.json') });
    expect(requests.every(({ headers }) => headers.authorization === 'Bearer secret')).toBe(true);
  });

  test('finds its own on a later page and edits it', async () => {
    const first = (url: string): ForgeReply => ({ json: Array.from({ length: 100 }, (_, at) => ({ id: at, body: '> <!-- readiness:v1 project=orders-api -->', user: { type: 'Bot' } })), headers: { link: `<${url}/repos/acme/shop/issues/7/comments?per_page=100&page=2>; rel="next", <x>; rel="last"` } });
    const { url, writes } = await serve(github([['<!-- readiness:v1 project=other -->'], ['<!-- readiness:v1 project=orders-api -->\nold']], (request, at) => (request.method === 'GET' && request.url.endsWith('comments?per_page=100') ? first(at) : undefined)));
    const { stdout } = await comment('github', ['failing.json'], githubEnv(url));

    expect(stdout).toBe('updated the comment on the pull request\n');
    expect(writes().map(({ method, url: path }) => `${method} ${path}`)).toEqual(['PATCH /repos/acme/shop/issues/comments/2']);
  });

  test('sends nothing when the text is the same, or when there is nothing to say', async () => {
    const same = await serve(github([[(await dryText('failing.json')).replaceAll('\n', '\r\n').trim()]]));
    expect((await comment('github', ['failing.json'], githubEnv(same.url))).stdout).toBe('the comment on the pull request is up to date\n');
    expect(same.writes()).toEqual([]);
    await same.close();

    const clean = await serve(github([['hello']]));
    expect((await comment('github', ['clean.json'], githubEnv(clean.url))).stdout).toBe('nothing changed: no comment was made\n');
    expect(clean.writes()).toEqual([]);
  });

  test('says of an earlier comment that all is resolved', async () => {
    const { url, writes } = await serve(github([['<!-- readiness:v1 project=orders-api -->\n### ✖ Gate failed']]));
    await comment('github', ['clean.json'], githubEnv(url));
    expect(writes()[0]).toMatchObject({ method: 'PATCH', body: { body: expect.stringContaining('✔ Everything flagged earlier is resolved') as string } });
  });

  test('merges the reports of several services, in the order of their names', async () => {
    const { url, writes } = await serve(github([]));
    await comment('github', ['failing.json', 'other.json'], githubEnv(url));
    expect(writes()[0]?.body).toMatchObject({ body: expect.stringMatching(/^<!-- readiness:v1 project=\* -->\n[^]*2 of 2 services fail their gates[^]*\| billing-api [^]*\| orders-api /) as string });
  });

  test('waits as long as the rate limit asks for, and tries 502 again', async () => {
    const refusals: ForgeReply[] = [{ status: 429, headers: { 'retry-after': '0' } }, { status: 502 }, { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, json: {} }];
    const { url, writes } = await serve(github([], ({ url: path }) => (path.includes('/issues/') ? refusals.shift() : undefined)));
    expect((await comment('github', ['failing.json'], githubEnv(url))).code).toBe(0);
    expect(writes()).toHaveLength(1);
  });

  test('gives up where the rate limit asks for more than a pipeline should wait', async () => {
    const { url } = await serve(github([], ({ url: path }) => (path.includes('/issues/') ? { status: 429, headers: { 'retry-after': '3600' } } : undefined)));
    const { code, stderr } = await comment('github', ['failing.json'], githubEnv(url));
    expect([code, stderr]).toEqual([2, 'readiness: GitHub limits the rate of requests and asks to wait longer than a pipeline should\n  Run the command again later.\n']);
  });

  test('after a lost answer it looks whether the comment is there before it makes another', async () => {
    let made = '';
    const { url, writes } = await serve((request, at) => {
      if (request.method === 'POST') {
        made = (request.body as { readonly body: string }).body;
        return { status: 502 };
      }
      return github(made === '' ? [] : [[made]])(request, at);
    });
    expect((await comment('github', ['failing.json'], githubEnv(url))).stdout).toBe('the comment on the pull request is up to date\n');
    expect(writes()).toHaveLength(1);
  });

  test('says how a pull request from a fork is commented when the token may only read', async () => {
    const { url } = await serve(github([], ({ method }) => (method === 'POST' ? { status: 403, json: { message: 'Resource not accessible by integration' } } : undefined)));
    const { code, stderr } = await comment('github', ['failing.json'], githubEnv(url));
    expect(code).toBe(2);
    expect(stderr).toMatch(/may not comment on this pull request \(403\)[^]*from a fork may only read[^]*workflow_run: docs\/ci\.md/);
    expect(stderr).not.toContain('secret');
  });

  test('after a workflow it finds the pull request of a fork by the commit that was scanned', async () => {
    const pulls = [{ number: 5, head: { sha: 'older' } }, { number: 7, head: { sha: 'abc1234' } }];
    const { url, writes } = await serve(github([], ({ url: path }) => (path === '/repos/acme/shop/pulls?state=open&per_page=100&head=mallory%3Apatch' ? { json: pulls } : undefined)));
    expect((await comment('github', ['failing.json'], githubEnv(url, { GITHUB_EVENT_PATH: `${workspace.root}/run.json` }))).code).toBe(0);
    expect(writes()[0]?.url).toBe('/repos/acme/shop/issues/7/comments');
  });

  test('sends its token to no other host', async () => {
    const { url, requests } = await serve(github([], ({ method }) => (method === 'GET' ? { json: [], headers: { link: '<https://evil.example/x>; rel="next"' } } : undefined)));
    const { code, stderr } = await comment('github', ['failing.json'], githubEnv(url));
    expect([code, stderr]).toEqual([2, expect.stringContaining('points to another host, evil.example')]);
    expect(requests.length).toBeGreaterThan(0);
  });

  test.each([
    ['a token', { GITHUB_TOKEN: '' }, /GITHUB_TOKEN is not set\n.*pull-requests: write/],
    ['a pull request', { GITHUB_EVENT_PATH: '' }, /this is no workflow of a pull request\n.*--number/],
  ])('says what is missing: %s', async (_what, env, message) => {
    const { code, stderr } = await comment('github', ['failing.json'], githubEnv('http://127.0.0.1:9', env));
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  test('compares with the report of the base, one for each', async () => {
    const { code, stdout } = await comment('github', ['failing.json'], {}, ['--base-report', 'clean.json', '--dry-run']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Gate failed: 1 new error[^]*against `clean\.json`[^]*New findings: 1/)]);
    expect((await comment('github', ['failing.json', 'other.json'], {}, ['--base-report', 'clean.json', '--dry-run'])).code).toBe(2);
  });

  test('refuses what is no report', async () => {
    const { code, stderr } = await comment('github', ['broken.json'], {}, ['--dry-run']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('"broken.json" is no report of this version: ')]);
  });
});

describe('other forges', () => {
  test('GitLab: pages by its header, edits the note that the token wrote', async () => {
    const { url, writes, requests } = await serve(({ url: path, method }) => {
      if (path === '/api/v4/user') return { json: { id: 3 } };
      if (method !== 'GET') return { json: {} };
      const note = (id: number, author: number): object => ({ id, body: '<!-- readiness:v1 project=orders-api -->', author: { id: author }, system: false });
      return path.endsWith('page=1') ? { json: [note(1, 4)], headers: { 'x-next-page': '2' } } : { json: [note(2, 3)], headers: { 'x-next-page': '' } };
    });
    const env = { CI_API_V4_URL: `${url}/api/v4`, CI_PROJECT_ID: '42', CI_MERGE_REQUEST_IID: '6', GITLAB_TOKEN: 'secret' };
    const { stdout } = await comment('gitlab', ['failing.json'], env);

    expect(stdout).toBe('updated the comment on the pull request\n');
    expect(writes().map(({ method, url: path }) => `${method} ${path}`)).toEqual(['PUT /api/v4/projects/42/merge_requests/6/notes/2']);
    expect(requests.every(({ headers }) => headers['private-token'] === 'secret')).toBe(true);
    expect((await comment('gitlab', ['failing.json'], { ...env, CI_MERGE_REQUEST_IID: '' })).stderr).toContain('merge_request_event');
  });

  test('Bitbucket: pages by the address of the next one, makes a comment without tags', async () => {
    const { url, writes } = await serve(({ url: path, method }, at) => {
      if (method === 'POST') return { status: 201, json: {} };
      return path.includes('page=2') ? { json: { values: [{ id: 2, content: { raw: '[//]: # (readiness:v1 project=orders-api)' }, deleted: true }] } } : { json: { values: [], next: `${at}/2.0/repositories/acme/shop/pullrequests/8/comments?page=2` } };
    });
    const { code, stdout } = await comment('bitbucket', ['failing.json'], { BITBUCKET_API_URL: `${url}/2.0`, BITBUCKET_WORKSPACE: 'acme', BITBUCKET_REPO_SLUG: 'shop', BITBUCKET_PR_ID: '8', BITBUCKET_TOKEN: 'secret' });

    expect([code, stdout]).toEqual([0, 'commented on the pull request\n']);
    expect(writes()[0]).toMatchObject({ url: '/2.0/repositories/acme/shop/pullrequests/8/comments', body: { content: { raw: expect.stringMatching(/^\[\/\/\]: # \(readiness:v1 project=orders-api\)\n/) as string } } });
  });
});

describe('suggested changes', () => {
  const text = "import axios from 'axios';\nexport const load = (url) => axios.get(url);\nexport const other = (url) => axios.get(url);\nconst far = 1;\n";
  const patch = "@@ -1,2 +1,3 @@\n import axios from 'axios';\n-old\n+export const load = (url) => axios.get(url);\n export const other = (url) => axios.get(url);";
  const fixAt = (after: string, nth = 0): Pick<Report['findings'][number], 'fixes'> => {
    const start = text.split(after).slice(0, nth + 1).join(after).length + after.length;
    return { fixes: [{ title: 'Add timeout', safety: 'suggestion', edits: [{ file: 'src/a.ts', start, end: start, text: ', { timeout: 10_000 }' }] }] };
  };
  const finding = (fingerprint: string, changes: object): Report['findings'][number] => sampleFinding({ fingerprint, file: 'src/a.ts', ...changes });
  const report = sampleReport({
    revision: { commit: 'c'.repeat(40), folder: 'svc' },
    findings: [
      finding('mends', fixAt('axios.get(url')),
      finding('posted', fixAt('axios.get(url', 1)),
      finding('far', fixAt('far = 1')),
      finding('old', fixAt('axios.get(url')),
      finding('unsure', { ...fixAt('axios.get(url'), confidence: 'medium' }),
      finding('installs', { fixes: fixAt('axios.get(url').fixes.map((fix) => ({ ...fix, installs: ['p-timeout'] })) }),
    ],
    comparison: { base: { ref: 'main', complete: true }, items: [], added: ['mends', 'posted', 'far', 'unsure', 'installs'], fixed: [], waivers: [] },
  });

  test('are put on the lines of new findings that the diff shows, once, and nowhere else', async () => {
    const { url, writes } = await serve(({ method, url: path }) => {
      if (method === 'POST') return { json: {} };
      if (path.startsWith('/repos/acme/shop/contents/svc/src/a.ts')) return { text };
      if (path.includes('/pulls/7/files')) return { json: [{ filename: 'svc/src/a.ts', patch }] };
      if (path.includes('/pulls/7/comments')) return { json: [{ body: suggestionMarker(finding('posted', {})) }] };
      return { json: { head: { sha: 'h'.repeat(40) } } };
    });
    const forge = await githubForge(githubEnv(url));
    expect(await postSuggestions(forge, [report], { marker: suggestionMarker, text: ({ finding: of, lines }) => suggestionText(of, lines) })).toBe(1);
    expect(writes()).toMatchObject([{
      url: '/repos/acme/shop/pulls/7/reviews',
      body: {
        commit_id: 'h'.repeat(40),
        event: 'COMMENT',
        comments: [{ path: 'svc/src/a.ts', side: 'RIGHT', line: 2, body: expect.stringMatching(/^<!-- readiness:suggestion mends -->\n\n\*\*require-timeout\*\*: [^]*```suggestion\nexport const load = \(url\) => axios\.get\(url, \{ timeout: 10_000 \}\);\n```$/) as string }],
      },
    }]);
  });
});

test('readiness outputs prints what a pipeline takes', async () => {
  const { stdout } = await runInProcess(['outputs', 'failing.json'], workspace.root);
  expect(stdout).toBe('score=62\npossible=78\ncoverage=84\ngate=fail\nnew-errors=1\ntier=prototype\nexit-code=1\nreport=failing.json\n');
});

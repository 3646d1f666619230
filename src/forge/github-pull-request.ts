import { readFile } from 'node:fs/promises';
import { UsageError } from '../model/usage-error.js';
import { variable, type Environment } from './environment.js';
import type { ForgeClient } from './forge-client.js';
import { field, listOf, textField } from './json-shapes.js';

const help = 'Run it in a workflow on pull_request or workflow_run, or name the pull request with --number.';

/**
 * The number of the pull request that a workflow runs for. After a workflow (`workflow_run`) it is looked up by the commit that was scanned: GitHub names no pull request of a fork there, and what
 * the scanned code left behind is not to be believed.
 */
export async function pullRequestNumber(env: Environment, ask: ForgeClient): Promise<string> {
  const event = await eventOf(env);
  const run = field(event, 'workflow_run');
  if (run !== undefined) return numberByCommit(run, ask);
  const number = textField(event, 'pull_request', 'number') ?? (field(event, 'issue', 'pull_request') === undefined ? undefined : textField(event, 'issue', 'number')) ?? /^refs\/pull\/(\d+)\//.exec(variable(env, 'GITHUB_REF') ?? '')?.[1];
  if (number === undefined) throw new UsageError('this is no workflow of a pull request', help);
  return number;
}

async function eventOf(env: Environment): Promise<unknown> {
  const path = variable(env, 'GITHUB_EVENT_PATH');
  if (path === undefined) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(`cannot read GITHUB_EVENT_PATH: ${error instanceof Error ? error.message : String(error)}`, help);
  }
}

async function numberByCommit(run: unknown, ask: ForgeClient): Promise<string> {
  const [sha, branch, owner] = [textField(run, 'head_sha'), textField(run, 'head_branch'), textField(run, 'head_repository', 'owner', 'login')];
  if (sha === undefined || branch === undefined || owner === undefined) throw new UsageError('the event names neither commit nor branch of a pull request', help);
  const { body } = await ask(`/pulls?state=open&per_page=100&head=${encodeURIComponent(`${owner}:${branch}`)}`);
  const found = listOf(body).find((pull) => textField(pull, 'head', 'sha') === sha);
  const number = textField(found, 'number');
  if (number === undefined) throw new UsageError(`no open pull request has ${sha.slice(0, 7)} as its last commit`, 'It was closed, or a newer commit has come: the workflow of that one will post.');
  return number;
}

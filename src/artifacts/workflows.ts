import type { Range, Reading } from './artifact.js';
import { readYaml, yamlAt, yamlEntries, yamlItems, yamlText, type YamlNode } from './yaml.js';

/** What a job of a continuous integration runs. */
export interface WorkflowStep {
  readonly job: string;
  /** Lines of shell. */
  readonly run: string;
  /** `actions/checkout@v4`: an action that it uses. */
  readonly uses: string;
  readonly range: Range;
}

/** A workflow of GitHub or a pipeline of GitLab. */
export interface Workflow {
  readonly kind: 'github' | 'gitlab';
  readonly name: string;
  /** What starts it: `push`, `workflow_dispatch`. */
  readonly triggers: readonly string[];
  /** Names of what a person who starts it may choose. */
  readonly inputs: readonly string[];
  readonly steps: readonly WorkflowStep[];
  /** Environments that jobs deploy to. */
  readonly environments: readonly string[];
}

/** Reads a workflow, by its place. */
export function readWorkflow(path: string, text: string): Reading<Workflow> {
  const isGithub = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
  const isGitlab = /(?:^|\/)(?:\.gitlab-ci\.ya?ml|\.gitlab\/.*\.ya?ml)$/.test(path);
  if (!isGithub && !isGitlab) return undefined;
  const read = readYaml(text);
  if (!read.ok) return { is: 'broken', message: read.message };
  const [root] = read.documents;
  if (!root) return undefined;
  return { is: 'read', value: isGithub ? githubOf(root) : gitlabOf(root) };
}

function githubOf(root: YamlNode): Workflow {
  const on = yamlAt(root, 'on') ?? yamlAt(root, 'true');
  const jobs = yamlEntries(yamlAt(root, 'jobs'));
  return {
    kind: 'github', name: yamlText(yamlAt(root, 'name')) ?? '',
    triggers: [...yamlEntries(on).map(([name]) => name), ...yamlItems(on).flatMap((i) => yamlText(i) ?? []), ...(yamlText(on) === undefined ? [] : [yamlText(on) ?? ''])],
    inputs: ['workflow_dispatch', 'workflow_call'].flatMap((trigger) => yamlEntries(yamlAt(on, trigger, 'inputs')).map(([name]) => name)),
    environments: jobs.flatMap(([, job]) => yamlText(yamlAt(job, 'environment')) ?? yamlText(yamlAt(job, 'environment', 'name')) ?? []),
    steps: jobs.flatMap(([name, job]) => [
      ...(yamlText(yamlAt(job, 'uses')) === undefined ? [] : [{ job: name, run: '', uses: yamlText(yamlAt(job, 'uses')) ?? '', range: job.range }]),
      ...yamlItems(yamlAt(job, 'steps')).map((step): WorkflowStep => ({ job: name, run: yamlText(yamlAt(step, 'run')) ?? '', uses: yamlText(yamlAt(step, 'uses')) ?? '', range: (yamlAt(step, 'run') ?? yamlAt(step, 'uses') ?? step).range })),
    ]),
  };
}

const notJobs: ReadonlySet<string> = new Set(['stages', 'variables', 'default', 'include', 'workflow', 'image', 'services', 'cache']);

function gitlabOf(root: YamlNode): Workflow {
  const jobs = yamlEntries(root).filter(([name, job]) => !notJobs.has(name) && job.is === 'map');
  return {
    kind: 'gitlab', name: '', triggers: ['push'], inputs: [],
    environments: jobs.flatMap(([, job]) => yamlText(yamlAt(job, 'environment')) ?? yamlText(yamlAt(job, 'environment', 'name')) ?? []),
    steps: jobs.flatMap(([name, job]) => ['before_script', 'script', 'after_script'].flatMap((key) => {
      const node = yamlAt(job, key);
      const lines = node?.is === 'list' ? node.items : node ? [node] : [];
      return lines.flatMap((line): readonly WorkflowStep[] => (yamlText(line) === undefined ? [] : [{ job: name, run: yamlText(line) ?? '', uses: '', range: line.range }]));
    })),
  };
}

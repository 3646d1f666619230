import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import { unrendered } from '../../artifacts/kubernetes.js';
import { blockAt } from '../../artifacts/monitoring.js';
import { yamlAt, yamlEntries, yamlItems, type YamlNode } from '../../artifacts/yaml.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Evidence } from '../../model/evidence.js';
import { deployCommands, type DeployCommand } from './commands.js';
import { isOwnService, ownWorkloads, spanInWorkload, type OwnWorkload } from './workloads.js';

/** What is shown, and what it says of going back. */
export type RollbackSign = Pick<Evidence, 'span' | 'outcome' | 'message' | 'help' | 'strength'>;

/** Commands that go back to an earlier version: their first words, as their documentation names them, and options that make a deploy do so by itself. */
const goesBack: readonly { readonly words: readonly string[]; readonly option?: RegExp }[] = [
  { words: ['kubectl', 'rollout', 'undo'] }, { words: ['kubectl', 'argo', 'rollouts', 'undo'] }, { words: ['kubectl', 'argo', 'rollouts', 'abort'] }, { words: ['helm', 'rollback'] },
  { words: ['helm', 'upgrade'], option: /^--(?:atomic|rollback-on-failure)$/ }, { words: ['argocd', 'app', 'rollback'] }, { words: ['heroku', 'rollback'] }, { words: ['heroku', 'releases:rollback'] },
  { words: ['vercel', 'rollback'] }, { words: ['wrangler', 'rollback'] }, { words: ['kamal', 'rollback'] }, { words: ['serverless', 'rollback'] }, { words: ['sls', 'rollback'] },
  { words: ['docker', 'service', 'rollback'] }, { words: ['docker', 'service', 'update'], option: /^--(?:rollback|update-failure-action=rollback)$/ }, { words: ['nomad', 'job', 'revert'] },
];

/** Commands that put a version in the place of what a manifest names. */
const setsVersion: readonly (readonly string[])[] = [['kubectl', 'set', 'image'], ['kustomize', 'edit', 'set', 'image'], ['envsubst'], ['sed'], ['yq'], ['skaffold']];

/** Names of what a person who starts a deploy chooses the version by. */
const versionInput = /^(?:(?:image|docker|release|app|target)[-_]?)?(?:version|tag|sha|commit|ref|release|revision)$/i;
const deployAction = /deploy|helm|kubectl|k8s|\becs\b|cloud-?run|render|railway|flyctl/i;

/** Everything in the repository that says whether the service can go back to the version before. */
export function rollbackSigns(artifacts: Artifacts): readonly RollbackSign[] {
  const commands = deployCommands(artifacts);
  return [...ofCommands(commands), ...ofWorkflows(artifacts), ...ofWorkloads(artifacts, commands), ...ofSwarm(artifacts), ...ofTerraform(artifacts), ...ofTemplates(artifacts), ...ofDelivery(artifacts)];
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  // Options may stand between a program and what it is to do: `kubectl -n shop rollout undo`.
  const plain = words.filter((word, at) => !word.startsWith('-') && !/^-(?:n|c|f|a|-namespace|-context|-app)$/.test(words[at - 1] ?? ''));
  return start.every((word, at) => plain[at] === word);
}

function ofCommands(commands: readonly DeployCommand[]): readonly RollbackSign[] {
  return commands.flatMap(({ words, span }): readonly RollbackSign[] => {
    const line = words.slice(0, 4).join(' ');
    const back = goesBack.find(({ words: start, option }) => startsWith(words, start) && (option === undefined || words.some((word) => option.test(word))));
    if (back) return [{ span, outcome: 'pass', message: `${[...back.words, ...words.filter((word) => back.option?.test(word) === true)].join(' ')} goes back to the version before` }];
    const latest = deploysLatest(words);
    return latest === undefined ? [] : [{ span, outcome: 'fail', message: `"${line}" deploys ${latest}: what ran before has no name any more, and a bad version cannot be taken back`, help: 'Deploy the tag of a version or a commit, and keep the earlier ones in the registry.' }];
  });
}

function deploysLatest(words: readonly string[]): string | undefined {
  if (startsWith(words, ['kubectl', 'set', 'image']) || startsWith(words, ['docker', 'service', 'update'])) return words.find((word) => /[\w/-]:latest$/.test(word))?.replace(/^[^=]*=/, '');
  if (!startsWith(words, ['helm', 'upgrade'])) return undefined;
  return words.find((word) => /^(?:--set(?:-string)?=)?[\w.]*\btag=latest$/.test(word)) === undefined ? undefined : 'the tag latest';
}

function ofWorkflows(artifacts: Artifacts): readonly RollbackSign[] {
  return artifacts.workflows.files.flatMap(({ path, value }): readonly RollbackSign[] => {
    const [first] = value.steps;
    const job = value.steps.find((step) => isRollback(step.job));
    const span = spanIn(path, (job ?? first)?.range ?? [0, 1]);
    if (job) return [{ span, outcome: 'pass', message: `the job ${job.job} goes back to the version before` }];
    if (isRollback(value.name) && first) return [{ span, outcome: 'pass', message: `the workflow ${value.name} goes back to the version before` }];
    const input = value.inputs.find((name) => versionInput.test(name));
    const deploys = value.environments.length > 0 || value.steps.some(({ uses, job: name }) => deployAction.test(uses) || /(?:^|[-_])deploy/i.test(name));
    return input !== undefined && deploys && /deploy|release to|promote/i.test(`${path} ${value.name}`) ? [{ span, outcome: 'pass', strength: 'incomplete', message: `${value.name || path} deploys the version that a person chooses (${input})` }] : [];
  });
}

/** Named after it, and not a test of it or a change of a schema that is taken back. */
function isRollback(name: string): boolean {
  return /(?:^|[^a-z])roll[-_ ]?back/i.test(name) && !/test|check|lint|migrat|schema|\bdb\b|database/i.test(name);
}

function ofWorkloads(artifacts: Artifacts, commands: readonly DeployCommand[]): readonly RollbackSign[] {
  const isSetElsewhere = commands.some(({ words }) => setsVersion.some((start) => startsWith(words, start))) || artifacts.workflows.files.some(({ value }) => value.steps.some(({ uses }) => deployAction.test(uses))) || artifacts.hasFile(/(?:^|\/)(?:skaffold\.ya?ml|kustomization\.ya?ml)$/);
  return ownWorkloads(artifacts).flatMap((own): readonly RollbackSign[] => {
    const { workload, container, from } = own;
    if (workload.history?.count === 0) return [{ span: spanInWorkload(own, workload.history.range), outcome: 'fail', message: `${workload.name} keeps no earlier version (revisionHistoryLimit: 0): kubectl rollout undo has nothing to go back to`, help: 'Leave revisionHistoryLimit at its default of 10.' }];
    if (from === 'chart' || container.image === undefined || /[$<>]|\{\{/.test(container.image) || container.image.includes(unrendered)) return [];
    return ofImage(own, container.image, isSetElsewhere);
  });
}

function ofImage(own: OwnWorkload, image: string, isSetElsewhere: boolean): readonly RollbackSign[] {
  const span = spanInWorkload(own, own.container.imageRange);
  const tag = image.includes('@') ? 'digest' : /:([^/:]+)$/.exec(image)?.[1];
  if (tag !== undefined && /\d/.test(tag)) return [{ span, outcome: 'pass', strength: 'incomplete', message: `${own.workload.name} runs a version that has a name (${image}), and the ones before it can be deployed again` }];
  if (tag !== undefined && tag !== 'latest' && tag !== 'digest') return [{ span, outcome: 'unknown', message: `${own.workload.name} runs ${image}, and whether that name moves is not seen` }];
  if (tag === 'digest') return [{ span, outcome: 'pass', strength: 'incomplete', message: `${own.workload.name} runs one build by its digest, and the ones before it can be deployed again` }];
  if (isSetElsewhere) return [{ span, outcome: 'unknown', message: `${own.workload.name} runs ${image}, and what deploys it may name another version` }];
  return [{ span, outcome: 'fail', message: `${own.workload.name} runs ${tag === undefined ? `${image} without a tag, which is latest` : image}: what ran before has no name any more, and kubectl rollout undo starts the same image again`, help: 'Deploy the tag of a version or a commit, and keep the earlier ones in the registry.' }];
}

/** `deploy.update_config.failure_action`: https://docs.docker.com/reference/compose-file/deploy/#update_config */
function ofSwarm(artifacts: Artifacts): readonly RollbackSign[] {
  return artifacts.compose.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.flatMap((service): readonly RollbackSign[] => {
    const { failureAction, name } = service;
    if (failureAction?.does !== 'rollback' || !isOwnService(artifacts, service)) return [];
    return [{ span: spanIn(path, failureAction.range), outcome: 'pass', message: `swarm takes ${name} back to the version before when an update fails (failure_action: rollback)` }];
  }));
}

/** ECS and CodeDeploy: whether a deploy that fails goes back by itself. */
function ofTerraform(artifacts: Artifacts): readonly RollbackSign[] {
  return artifacts.terraform.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => [...value.matchAll(/^[ \t]*(deployment_circuit_breaker|auto_rollback_configuration)[ \t]*\{/gm)].flatMap((found): readonly RollbackSign[] => {
    const [whole, name = ''] = found;
    const start = found.index + whole.length - whole.trimStart().length;
    const block = blockAt(value, found.index);
    const settingOf = (key: string): string | undefined => new RegExp(`\\b${key}\\s*=\\s*(\\S+)`).exec(block)?.[1];
    const isOn = settingOf(name === 'deployment_circuit_breaker' ? 'rollback' : 'enabled');
    return signOfSwitch(spanIn(path, [start, found.index + whole.length]), name, isOn);
  }));
}

function ofTemplates(artifacts: Artifacts): readonly RollbackSign[] {
  return artifacts.awsTemplates.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => [['DeploymentCircuitBreaker', 'Rollback'], ['AutoRollbackConfiguration', 'Enabled']].flatMap(([name = '', key = '']) => nodesAt(value, name).flatMap((node) => {
    const set = yamlAt(node, key);
    return signOfSwitch(spanIn(path, node.range), name, set?.is === 'scalar' ? String(set.value) : undefined);
  })));
}

function signOfSwitch(span: RollbackSign['span'], name: string, value: string | undefined): readonly RollbackSign[] {
  if (value === 'true') return [{ span, outcome: 'pass', message: `${name} takes a deploy back that fails` }];
  if (value !== 'false') return [];
  return [{ span, outcome: 'fail', message: `${name} does not take a deploy back that fails: the service stays on the broken version until a person comes`, help: 'Switch the rollback on.' }];
}

/** What stands under a key, wherever it is. */
export function nodesAt(root: YamlNode, name: string, depth = 0): readonly YamlNode[] {
  if (depth > 20) return [];
  const own = yamlAt(root, name);
  return [...(own ? [own] : []), ...[...yamlEntries(root).map(([, value]) => value), ...yamlItems(root)].flatMap((node) => nodesAt(node, name, depth + 1))];
}

/** Argo Rollouts and Flagger go back by themselves when what they look at is bad. */
function ofDelivery(artifacts: Artifacts): readonly RollbackSign[] {
  return artifacts.manifests.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.resources.flatMap(({ kind, apiVersion, name, root }): readonly RollbackSign[] => {
    const span = spanIn(path, (yamlAt(root, 'metadata', 'name') ?? root).range);
    if (kind === 'Rollout' && apiVersion.startsWith('argoproj.io/') && nodesAt(root, 'analysis').length > 0) return [{ span, outcome: 'pass', message: `${name} is taken back when its analysis fails` }];
    const analysis = yamlAt(root, 'spec', 'analysis') ?? yamlAt(root, 'spec', 'canaryAnalysis');
    const isLooked = yamlItems(yamlAt(analysis, 'metrics')).length > 0 || yamlItems(yamlAt(analysis, 'webhooks')).length > 0;
    return kind === 'Canary' && apiVersion.startsWith('flagger.app/') && isLooked ? [{ span, outcome: 'pass', message: `${name} is taken back when its analysis fails` }] : [];
  }));
}

import { spanIn, type ArtifactFile } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import type { Resource } from '../../artifacts/kubernetes.js';
import type { ManifestFile } from '../../artifacts/manifests.js';
import { yamlAt, yamlEntries, yamlItems, yamlNumber, yamlText, type YamlNode } from '../../artifacts/yaml.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import type { Evidence } from '../../model/evidence.js';
import { deployCommands } from './commands.js';
import { nodesAt } from './rollback.js';

/** What is shown, and what it says of trying a version on a few. */
export type CanarySign = Pick<Evidence, 'span' | 'outcome' | 'message' | 'help'>;

/** Everything in the repository that gives a new version a part of the requests first, or is meant to. */
export function canarySigns(artifacts: Artifacts): readonly CanarySign[] {
  const manifests = artifacts.manifests.files.filter(({ path }) => !isForDevelopment(path));
  return [...manifests.flatMap((file) => file.value.resources.flatMap((resource) => ofResource(file, resource))), ...ofAws(artifacts), ...ofCommands(artifacts)];
}

function ofResource(file: ArtifactFile<ManifestFile>, { kind, apiVersion, name, root }: Resource): readonly CanarySign[] {
  const at = (node: YamlNode | undefined): CanarySign['span'] => spanIn(file.path, (node ?? root).range);
  const group = apiVersion.split('/')[0] ?? '';
  const label = yamlAt(root, 'metadata', 'name');
  if (kind === 'Rollout' && group === 'argoproj.io') return ofRollout(name, yamlAt(root, 'spec', 'strategy', 'canary'), file.value.from, at, label);
  if (kind === 'Canary' && group === 'flagger.app') return ofFlagger(name, root, at, label);
  if (kind === 'Ingress') return ofIngress(name, root, at);
  if (kind === 'VirtualService' || kind === 'HTTPRoute' || kind === 'TrafficSplit' || kind === 'TraefikService') return isSplit(root) ? [{ span: at(label), outcome: 'pass', message: `${name} gives one of its versions a part of the requests` }] : [];
  return [];
}

/** Steps of Argo Rollouts: https://argo-rollouts.readthedocs.io/en/stable/features/canary/ */
function ofRollout(name: string, canary: YamlNode | undefined, from: ManifestFile['from'], at: (node: YamlNode | undefined) => CanarySign['span'], label: YamlNode | undefined): readonly CanarySign[] {
  if (!canary) return [];
  const steps = yamlItems(yamlAt(canary, 'steps'));
  const shares = steps.flatMap((step) => { const share = yamlAt(step, 'setWeight'); return share ? [{ share, weight: yamlNumber(share) }] : []; });
  const waits = steps.some((step) => ['pause', 'analysis', 'experiment', 'plugin'].some((key) => yamlAt(step, key))) || yamlAt(canary, 'analysis') !== undefined;
  if (from === 'chart' && shares.every(({ weight }) => weight === undefined)) return [{ span: at(label), outcome: 'unknown', message: `${name}: its steps are not seen` }];
  const [first] = shares;
  if (steps.length === 0) return [{ span: at(label), outcome: 'fail', message: `${name} has a canary without steps: it replaces its instances like any Deployment, and nothing is tried on a few first`, help: 'Add steps: a setWeight of a few percent, a pause or an analysis, then the rest.' }];
  if (first?.weight !== undefined && first.weight >= 100) return [{ span: at(first.share), outcome: 'fail', message: `${name} gives the new version all requests in its first step (setWeight: ${String(first.weight)})`, help: 'Begin with a few percent, and wait before the next step.' }];
  if (first && !waits) return [{ span: at(label), outcome: 'fail', message: `${name} raises the share of the new version without a wait between its steps: the last one comes seconds after the first`, help: 'Put a pause with a duration, or an analysis, between the steps.' }];
  return [{ span: at(label), outcome: 'pass', message: `${name} gives the new version a part of the requests, and waits` }];
}

/** https://docs.flagger.app/usage/how-it-works#canary-analysis */
function ofFlagger(name: string, root: YamlNode, at: (node: YamlNode | undefined) => CanarySign['span'], label: YamlNode | undefined): readonly CanarySign[] {
  const skip = yamlAt(root, 'spec', 'skipAnalysis');
  if (skip?.is === 'scalar' && skip.value === true) return [{ span: at(skip), outcome: 'fail', message: `${name} skips its analysis: the new version gets all requests at once`, help: 'Take skipAnalysis out.' }];
  const analysis = yamlAt(root, 'spec', 'analysis') ?? yamlAt(root, 'spec', 'canaryAnalysis');
  const isCanary = ['stepWeight', 'stepWeights', 'maxWeight', 'match'].some((key) => yamlAt(analysis, key));
  return isCanary ? [{ span: at(label), outcome: 'pass', message: `${name} gives the new version a part of the requests, and looks at its metrics` }] : [];
}

/** Annotations of ingress-nginx: https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function ofIngress(name: string, root: YamlNode, at: (node: YamlNode | undefined) => CanarySign['span']): readonly CanarySign[] {
  const annotations = yamlEntries(yamlAt(root, 'metadata', 'annotations'));
  const canary = annotations.find(([key]) => key.endsWith('/canary'))?.[1];
  if (yamlText(canary) !== 'true') return [];
  const by = annotations.some(([key]) => /\/canary-(?:weight|by-header|by-cookie)/.test(key));
  if (by) return [{ span: at(canary), outcome: 'pass', message: `${name} gives the new version a part of the requests` }];
  return [{ span: at(canary), outcome: 'fail', message: `${name} is a canary, and no annotation says for which requests: it gets none`, help: 'Add nginx.ingress.kubernetes.io/canary-weight, canary-by-header or canary-by-cookie.' }];
}

/** Two destinations, each of which gets some. What is all or nothing may be blue and green. */
function isSplit(root: YamlNode): boolean {
  const lists = ['route', 'backendRefs', 'backends', 'services'].flatMap((key) => nodesAt(root, key));
  return lists.some((list) => {
    const weights = yamlItems(list).map((item) => yamlNumber(yamlAt(item, 'weight')));
    return weights.length > 1 && weights.filter((weight) => weight !== undefined && weight > 0).length > 1;
  });
}

/** CodeDeploy shifts traffic by steps whose names say so: https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html */
function ofAws(artifacts: Artifacts): readonly CanarySign[] {
  const templates = artifacts.awsTemplates.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => ['DeploymentPreference', 'deploymentSettings'].flatMap((key) => nodesAt(value, key)).flatMap((node) => {
    const type = yamlAt(node, 'Type') ?? yamlAt(node, 'type') ?? node;
    return ofShift(spanIn(path, type.range), yamlText(type));
  }));
  const configured = artifacts.terraform.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => [...value.matchAll(/\bdeployment_config_name\s*=\s*"([^"$]+)"/g)].flatMap((found) => ofShift(spanIn(path, [found.index, found.index + found[0].length]), found[1])));
  return [...templates, ...configured];
}

function ofShift(span: CanarySign['span'], type: string | undefined): readonly CanarySign[] {
  if (type === undefined) return [];
  if (/(?:^|\.|ECS|Lambda)(?:Canary|Linear)\d/.test(type)) return [{ span, outcome: 'pass', message: `${type} gives the new version a part of the requests first` }];
  if (!/AllAtOnce$/.test(type)) return [];
  return [{ span, outcome: 'fail', message: `${type} gives the new version all requests at once`, help: 'Take Canary10Percent5Minutes or a linear shift, with alarms that stop it.' }];
}

/** `gcloud run services update-traffic --to-revisions=next=10`. */
function ofCommands(artifacts: Artifacts): readonly CanarySign[] {
  return deployCommands(artifacts).flatMap(({ words, span }): readonly CanarySign[] => {
    const line = words.join(' ');
    const share = /--to-(?:revisions|tags)[= ]\S*=(\d+)\b/.exec(line)?.[1];
    if (words[0] === 'gcloud' && words.includes('update-traffic') && share !== undefined && Number(share) > 0 && Number(share) < 100) return [{ span, outcome: 'pass', message: `gcloud run gives the new version ${share} % of the requests` }];
    return [];
  });
}

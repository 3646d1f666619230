import type { Artifacts } from '../../artifacts/artifacts.js';
import { folderOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';
import type { Level } from '../../model/evidence.js';
import type { Project } from '../project.js';
import { placeText } from '../site.js';
import { shutdownsOf } from './shutdown.js';
import { packageOf } from './packages.js';
import { ownWorkloads, resourcesOfKind, spanInWorkload, type OwnWorkload } from './workloads.js';

/** What is wrong with how a workload replaces its instances. */
export interface RolloutFault {
  readonly span: Span;
  readonly level: Level;
  readonly message: string;
  readonly help: string;
  /** What mends it, where that is plain. `seconds`: a grace period that is long enough. */
  readonly mend?: { readonly is: 'recreate' | 'unavailable' | 'readiness' } | { readonly is: 'grace'; readonly seconds: number };
}

/** Seconds that Kubernetes waits between SIGTERM and SIGKILL: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
const defaultGrace = 30;

/** The faults of a workload. What only an installation of a chart decides is none. */
export function rolloutFaults(project: Project, artifacts: Artifacts, own: OwnWorkload): readonly RolloutFault[] {
  return [...strategyFaults(own), ...readinessFaults(own), ...graceFaults(project, artifacts, own), ...replicaFaults(artifacts, own), ...resourceFaults(own)];
}

function strategyFaults(own: OwnWorkload): readonly RolloutFault[] {
  const { kind, strategy, name } = own.workload;
  if (kind !== 'Deployment' || !strategy) return [];
  const span = spanInWorkload(own, strategy.range);
  if (strategy.type === 'Recreate') return [{ span, level: 'warning', mend: { is: 'recreate' }, message: `${name} ends all its instances before it starts new ones (Recreate): each deploy is an outage`, help: 'Use RollingUpdate with maxUnavailable: 0; where a volume may be mounted only once, move what it holds out of the instance.' }];
  const all = strategy.maxUnavailable === '100%' || (typeof strategy.maxUnavailable === 'number' && typeof own.workload.replicas === 'object' && strategy.maxUnavailable >= own.workload.replicas.count);
  return all ? [{ span, level: 'warning', mend: { is: 'unavailable' }, message: `${name} lets all its instances be unavailable during a deploy (maxUnavailable: ${String(strategy.maxUnavailable)})`, help: 'Set maxUnavailable: 0 and maxSurge: 1.' }] : [];
}

/** Who takes no requests needs no readiness probe. */
function readinessFaults(own: OwnWorkload): readonly RolloutFault[] {
  const { container, workload } = own;
  if (container.ports.length === 0 || container.probes.has('readinessProbe') || container.open || workload.open || workload.kind === 'DaemonSet') return [];
  return [{ span: spanInWorkload(own, container.range), level: 'warning', mend: { is: 'readiness' }, message: `${workload.name}: the container ${container.name} has no readiness probe, so that new instances get requests before they can answer them`, help: 'Add a readinessProbe that asks a route which answers when the service can serve.' }];
}

function graceFaults(project: Project, artifacts: Artifacts, own: OwnWorkload): readonly RolloutFault[] {
  const { gracePeriod, name, open } = own.workload;
  const [longest] = shutdownsOf(project).flatMap(({ deadline }) => (deadline && runsIn(artifacts, own, deadline.at.file) ? [deadline] : [])).toSorted((a, b) => b.ms - a.ms);
  if (!longest || (open && !gracePeriod)) return [];
  const seconds = gracePeriod?.seconds ?? defaultGrace;
  if (longest.ms / 1000 < seconds) return [];
  const span = spanInWorkload(own, gracePeriod?.range ?? own.workload.range);
  return [{ span, level: 'warning', mend: { is: 'grace', seconds: Math.ceil(longest.ms / 1000) + 10 }, message: `${name} is killed ${String(seconds)} s after SIGTERM, and the shutdown at ${placeText(project, longest.at)} takes up to ${String(longest.ms / 1000)} s: it never comes to its end`, help: 'Set terminationGracePeriodSeconds above the shutdown\'s own deadline, or lower that.' }];
}

/** Whether a workload runs the package of a file: by its name where the repository runs several workloads, and what else it may be where it runs one. */
function runsIn(artifacts: Artifacts, { workload, container }: OwnWorkload, file: string): boolean {
  if (new Set(ownWorkloads(artifacts).map((one) => one.container.image ?? one.container.name)).size === 1) return true;
  const dir = packageOf(artifacts, file);
  const manifest = artifacts.packages.files.find(({ path }) => folderOf(path) === dir);
  const names = [dir.split('/').at(-1), manifest?.value.name?.split('/').at(-1)];
  const image = container.image?.replace(/[@:][^/]*$/, '').split('/').at(-1);
  return [workload.name, container.name, image].some((name) => name !== undefined && name !== '' && names.includes(name));
}

function replicaFaults(artifacts: Artifacts, own: OwnWorkload): readonly RolloutFault[] {
  const { replicas, name, kind, open, range } = own.workload;
  if (kind === 'DaemonSet' || own.from === 'chart' || replicas === 'open' || open || resourcesOfKind(artifacts, ['HorizontalPodAutoscaler', 'ScaledObject']).length > 0) return [];
  const count = replicas?.count ?? 1;
  if (count === 1) return [{ span: spanInWorkload(own, replicas?.range ?? range), level: 'info', message: `${name} has one instance: whenever its node is drained, or it crashes, there is none`, help: 'Run at least two replicas.' }];
  if (count === 0 || resourcesOfKind(artifacts, ['PodDisruptionBudget']).length > 0) return [];
  return [{ span: spanInWorkload(own, range), level: 'info', message: `${name} has no PodDisruptionBudget: all its ${String(count)} instances may be taken away together when nodes are drained`, help: 'Add a PodDisruptionBudget with minAvailable or maxUnavailable.' }];
}

function resourceFaults(own: OwnWorkload): readonly RolloutFault[] {
  const { container } = own;
  if (container.open || own.from === 'chart' || container.resources?.requests === true || container.resources?.limits === true) return [];
  return [{ span: spanInWorkload(own, container.resources?.range ?? container.probes.get('livenessProbe')?.range ?? [container.range[1], container.range[1]]), level: 'info', message: `${own.workload.name}: the container ${container.name} says nothing of the memory and processor that it needs, and is the first to be evicted`, help: 'Set resources.requests, and a limit for memory.' }];
}

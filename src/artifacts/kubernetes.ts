import type { Range } from './artifact.js';
import { keyRange, yamlAt, yamlEntries, yamlItems, yamlNumber, yamlText, type YamlNode } from './yaml.js';

/** What stands for a value that only an installation of a chart knows. */
export const unrendered = '__unrendered__';

/** A resource of Kubernetes, as it is written. */
export interface Resource {
  readonly kind: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly root: YamlNode;
}

/** A probe of a container. */
export interface Probe {
  readonly range: Range;
  /** Where a probe by HTTP asks: path and port (a number, or the name of a port of the container). */
  readonly http: { readonly path: string | undefined; readonly port: string | number | undefined; readonly range: Range } | undefined;
  readonly kind: 'http' | 'tcp' | 'exec' | 'grpc' | 'unknown';
}

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

/** A container of a workload. */
export interface Container {
  readonly name: string;
  readonly range: Range;
  readonly image: string | undefined;
  readonly imageRange: Range;
  readonly command: readonly string[] | undefined;
  readonly args: readonly string[] | undefined;
  readonly ports: readonly { readonly name: string | undefined; readonly port: number | undefined; readonly range: Range }[];
  readonly probes: ReadonlyMap<ProbeName, Probe>;
  readonly resources: { readonly requests: boolean; readonly limits: boolean; readonly range: Range } | undefined;
  readonly preStop: Range | undefined;
  /** Values of its variables that are written down. */
  readonly env: ReadonlyMap<string, string>;
  /** Something of it is only known when the chart is installed: what is missing may stand there. */
  readonly open: boolean;
}

/** What runs containers all the time, and how it replaces them. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Rollout';
  readonly name: string;
  readonly range: Range;
  /** Seen: a number. `open` where another resource or an installation decides. */
  readonly replicas: { readonly count: number; readonly range: Range } | 'open' | undefined;
  readonly strategy: { readonly type: string; readonly maxUnavailable: string | number | undefined; readonly canary: boolean; readonly range: Range } | undefined;
  readonly gracePeriod: { readonly seconds: number; readonly range: Range } | undefined;
  /** How many earlier versions it keeps. */
  readonly history: { readonly count: number; readonly range: Range } | undefined;
  readonly containers: readonly Container[];
  readonly labels: ReadonlyMap<string, string>;
  readonly open: boolean;
}

/** The resources among the documents of a text: those that say their `apiVersion` and `kind`, also inside of a `List`. */
export function resourcesOf(documents: readonly YamlNode[]): readonly Resource[] {
  return documents.flatMap((root): readonly Resource[] => {
    const kind = yamlText(yamlAt(root, 'kind'));
    const apiVersion = yamlText(yamlAt(root, 'apiVersion'));
    if (kind === undefined || apiVersion === undefined) return [];
    if (kind === 'List') return resourcesOf(yamlItems(yamlAt(root, 'items')));
    return [{ kind, apiVersion, name: yamlText(yamlAt(root, 'metadata', 'name')) ?? '', root }];
  });
}

const workloads: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout']);

/** The workload that a resource is. */
export function workloadOf({ kind, apiVersion, name, root }: Resource): Workload | undefined {
  if (!isWorkload(kind) || !/^(?:apps|extensions|argoproj\.io)\//.test(apiVersion)) return undefined;
  const spec = yamlAt(root, 'spec');
  const pod = yamlAt(spec, 'template', 'spec');
  const grace = yamlAt(pod, 'terminationGracePeriodSeconds');
  const seconds = yamlNumber(grace);
  const nameNode = yamlAt(root, 'metadata', 'name') ?? root;
  const history = yamlAt(spec, 'revisionHistoryLimit');
  const kept = yamlNumber(history);
  return {
    // A release's own name is not known: what the chart writes beside it is, or at least the kind.
    kind, name: name.replaceAll(unrendered, '').replace(/^-+|-+$/g, '') || kind, range: nameNode.range,
    replicas: replicasOf(spec),
    strategy: strategyOf(spec),
    gracePeriod: grace && seconds !== undefined ? { seconds, range: grace.range } : undefined,
    history: history && kept !== undefined ? { count: kept, range: history.range } : undefined,
    containers: yamlItems(yamlAt(pod, 'containers')).flatMap(containerOf),
    labels: new Map(yamlEntries(yamlAt(spec, 'template', 'metadata', 'labels')).flatMap(([key, value]) => (yamlText(value) === undefined ? [] : [[key, yamlText(value) ?? '']]))),
    open: isOpen(spec) || isOpen(pod) || isOpen(yamlAt(pod, 'containers')),
  };
}

function isWorkload(kind: string): kind is Workload['kind'] {
  return workloads.has(kind);
}

/** Whether a map or list has a part that was not rendered, or is itself one. */
export function isOpen(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.is === 'map') return [...node.entries.keys()].some((key) => key.includes(unrendered));
  if (node.is === 'list') return node.items.some((item) => item.is === 'scalar' && isOpen(item));
  return typeof node.value === 'string' && node.value.includes(unrendered);
}

function replicasOf(spec: YamlNode | undefined): Workload['replicas'] {
  const node = yamlAt(spec, 'replicas');
  if (!node) return undefined;
  const count = yamlNumber(node);
  return count === undefined ? 'open' : { count, range: node.range };
}

function strategyOf(spec: YamlNode | undefined): Workload['strategy'] {
  const node = yamlAt(spec, 'strategy') ?? yamlAt(spec, 'updateStrategy');
  if (!node || isOpen(node) || !spec) return node && spec ? { type: unrendered, maxUnavailable: undefined, canary: false, range: node.range } : undefined;
  const max = yamlAt(node, 'rollingUpdate', 'maxUnavailable');
  return {
    type: yamlText(yamlAt(node, 'type')) ?? 'RollingUpdate',
    maxUnavailable: yamlNumber(max) ?? yamlText(max),
    canary: yamlAt(node, 'canary') !== undefined || yamlAt(node, 'blueGreen') !== undefined,
    range: max?.range ?? keyRange(spec, yamlAt(spec, 'strategy') ? 'strategy' : 'updateStrategy'),
  };
}

function containerOf(node: YamlNode): readonly Container[] {
  if (node.is !== 'map') return [];
  const name = yamlAt(node, 'name');
  const resources = yamlAt(node, 'resources');
  const preStop = yamlAt(node, 'lifecycle', 'preStop');
  const image = yamlText(yamlAt(node, 'image'));
  return [{
    name: yamlText(name) ?? '', range: name?.range ?? node.range, image, imageRange: (yamlAt(node, 'image') ?? name ?? node).range,
    command: words(yamlAt(node, 'command')), args: words(yamlAt(node, 'args')),
    ports: yamlItems(yamlAt(node, 'ports')).map((p) => ({ name: yamlText(yamlAt(p, 'name')), port: yamlNumber(yamlAt(p, 'containerPort')), range: (yamlAt(p, 'containerPort') ?? p).range })),
    probes: new Map((['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((key) => {
      const probe = yamlAt(node, key);
      return probe && probe.is === 'map' ? [[key, probeOf(probe, keyRange(node, key))] as const] : [];
    })),
    resources: resources && { requests: yamlAt(resources, 'requests') !== undefined || isOpen(resources), limits: yamlAt(resources, 'limits') !== undefined || isOpen(resources), range: keyRange(node, 'resources') },
    preStop: preStop?.range,
    env: new Map(yamlItems(yamlAt(node, 'env')).flatMap((e) => {
      const [key, value] = [yamlText(yamlAt(e, 'name')), yamlAt(e, 'value')];
      return key !== undefined && value?.is === 'scalar' && !isOpen(value) ? [[key, String(value.value)] as const] : [];
    })),
    open: isOpen(node),
  }];
}

function probeOf(node: YamlNode, range: Range): Probe {
  const http = yamlAt(node, 'httpGet');
  if (http) {
    const [path, port] = [yamlAt(http, 'path'), yamlAt(http, 'port')];
    const text = yamlText(path);
    return { range, kind: 'http', http: { path: text === undefined || isOpen(path) ? (path === undefined && !isOpen(http) ? '/' : undefined) : text, port: isOpen(port) ? undefined : (yamlNumber(port) ?? yamlText(port)), range: (path ?? http).range } };
  }
  const kind = yamlAt(node, 'tcpSocket') ? 'tcp' : yamlAt(node, 'exec') ? 'exec' : yamlAt(node, 'grpc') ? 'grpc' : 'unknown';
  return { range, kind, http: undefined };
}

function words(node: YamlNode | undefined): readonly string[] | undefined {
  if (node?.is !== 'list' || isOpen(node)) return undefined;
  return node.items.map((item) => (item.is === 'scalar' ? String(item.value ?? '') : unrendered));
}

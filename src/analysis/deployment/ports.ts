import { spanIn } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import type { Workload } from '../../artifacts/kubernetes.js';
import { yamlAt, yamlEntries, yamlItems, yamlNumber, yamlText } from '../../artifacts/yaml.js';
import type { Span } from '../../model/span.js';
import { flatten, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';
import { serversOf } from '../servers.js';
import type { OwnWorkload } from './workloads.js';

/** A port that is asked, while the code listens on others. */
export interface PortFault {
  readonly span: Span;
  /** As messages name who asks: `The Service shop`, `The livenessProbe of shop`. */
  readonly by: string;
  readonly port: number;
  readonly listens: readonly number[];
}

/** Services and probes that ask a workload on a port on which no server of the project listens. Empty where one of the ports is not seen. */
export function portFaults(project: Project, artifacts: Artifacts, own: OwnWorkload): readonly PortFault[] {
  const { container, workload } = own;
  // Another container of the pod may be what listens.
  if (workload.containers.length !== 1 || container.open || workload.open || own.from === 'chart') return [];
  const listens = listenedPorts(project, artifacts, container.env);
  if (!listens) return [];
  const named = (port: string | number | undefined): number | undefined => (typeof port === 'number' ? port : container.ports.find(({ name }) => name !== undefined && name === port)?.port);
  const probes = [...container.probes].flatMap(([probe, { http }]) => {
    const port = named(http?.port);
    return http && port !== undefined ? [{ span: spanIn(own.file, http.range), by: `The ${probe} of ${workload.name}`, port, listens }] : [];
  });
  const services = servicesFor(artifacts, workload).flatMap(({ span, name, port }) => { const asked = named(port); return asked === undefined ? [] : [{ span, by: `The Service ${name}`, port: asked, listens }]; });
  return [...probes, ...services].filter(({ port }) => !listens.includes(port));
}

/** The ports of all servers of the project, as a container with these variables starts them. `undefined` where one is not seen. */
function listenedPorts(project: Project, artifacts: Artifacts, env: ReadonlyMap<string, string>): readonly number[] | undefined {
  const servers = serversOf(project).filter(({ ref }) => !project.isScript(ref.file));
  const ports = servers.map(({ ref }) => {
    const given = flattenPort(project, project.evaluator.argument(ref, 0, undefined));
    const values = given.map((value) => portOf(value, artifacts, env));
    return values.length > 0 && values.every((port) => port !== undefined) ? values : undefined;
  });
  return ports.length > 0 && ports.every((one) => one !== undefined) ? [...new Set(ports.flat())] : undefined;
}

/** `listen(3000)`, `listen({ port: 3000 })`: what stands there, each way to it. */
function flattenPort(project: Project, values: readonly Abstract[]): readonly Abstract[] {
  return values.flatMap((v) => (v.is === 'object' ? project.evaluator.member(v, 'port') : [v]));
}

function portOf(value: Abstract, artifacts: Artifacts, env: ReadonlyMap<string, string>): number | undefined {
  if (value.is === 'literal') return isPort(Number(value.value)) ? Number(value.value) : undefined;
  if (value.is !== 'or') return undefined;
  const variable = variableOf(value.first);
  const [then, ...others] = flatten(value.then);
  if (variable === undefined || !then || others.length > 0) return undefined;
  const set = env.get(variable);
  if (set !== undefined) return isPort(Number(set)) ? Number(set) : undefined;
  return isSetSomewhere(artifacts, variable) ? undefined : portOf(then, artifacts, env);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port < 65_536;
}

function variableOf(value: Abstract): string | undefined {
  const [process, env, variable] = value.is === 'library' && value.package === 'globalThis' ? value.path : [];
  if (!process || !env || !variable || !('member' in process) || !('member' in env) || !('member' in variable)) return undefined;
  return process.member === 'process' && env.member === 'env' ? variable.member : undefined;
}

/** Images, files of variables and whole maps that a container is given may set it: any of them leaves it open. */
function isSetSomewhere(artifacts: Artifacts, variable: string): boolean {
  const inImage = artifacts.dockerfiles.files.some(({ text }) => new RegExp(`^\\s*(?:ENV|ARG)\\b[^]*?\\b${variable}\\b`, 'm').test(text));
  const inMaps = artifacts.manifests.files.some(({ text }) => /\benvFrom\s*:/.test(text) || new RegExp(`\\b${variable}\\b`).test(text));
  return inImage || inMaps || artifacts.environmentFiles.files.some(({ path, value }) => !/example|sample|template/.test(path) && value.includes(variable));
}

/** The ports of the Services whose selector names the labels of a workload's pods. */
function servicesFor(artifacts: Artifacts, { labels }: Workload): readonly { readonly span: Span; readonly name: string; readonly port: string | number | undefined }[] {
  return artifacts.manifests.files.filter(({ value }) => value.from === 'file').flatMap(({ path, value }) => value.resources.filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1').flatMap(({ root, name }) => {
    const selector = yamlEntries(yamlAt(root, 'spec', 'selector')).map(([key, node]) => [key, yamlText(node)] as const);
    if (selector.length === 0 || !selector.every(([key, text]) => text !== undefined && labels.get(key) === text)) return [];
    return yamlItems(yamlAt(root, 'spec', 'ports')).flatMap((item) => {
      const target = yamlAt(item, 'targetPort') ?? yamlAt(item, 'port');
      return target ? [{ span: spanIn(path, target.range), name, port: yamlNumber(target) ?? yamlText(target) }] : [];
    });
  }));
}

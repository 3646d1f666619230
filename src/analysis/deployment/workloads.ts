import { spanIn, type Range } from '../../artifacts/artifact.js';
import type { Artifacts } from '../../artifacts/artifacts.js';
import type { ComposeService } from '../../artifacts/compose.js';
import { unrendered, workloadOf, type Container, type Workload } from '../../artifacts/kubernetes.js';
import type { ManifestFile } from '../../artifacts/manifests.js';
import { isForDevelopment } from '../../files/artifact-names.js';
import { folderOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';

/** A workload that runs what this project builds. */
export interface OwnWorkload {
  readonly file: string;
  readonly from: ManifestFile['from'];
  readonly workload: Workload;
  /** The container of the project's own image. */
  readonly container: Container;
}

/** The workloads of manifests for production that run an image of this project: told by the names of its packages, Dockerfiles and builds. */
export function ownWorkloads(artifacts: Artifacts): readonly OwnWorkload[] {
  let found = known.get(artifacts);
  if (!found) known.set(artifacts, (found = findOwn(artifacts)));
  return found;
}

const known = new WeakMap<Artifacts, readonly OwnWorkload[]>();

function findOwn(artifacts: Artifacts): readonly OwnWorkload[] {
  const names = ownNames(artifacts);
  return artifacts.manifests.files.filter(({ path }) => !isForDevelopment(path)).flatMap(({ path, value }) => value.resources.flatMap((resource): readonly OwnWorkload[] => {
    const workload = workloadOf(resource);
    if (!workload) return [];
    const container = workload.containers.find((one) => isOwn(one, names));
    return container ? [{ file: path, from: value.from, workload, container }] : [];
  }));
}

/** Whether a service of a compose file runs what this project builds. */
export function isOwnService(artifacts: Artifacts, { build, image = '' }: ComposeService): boolean {
  return build !== undefined || ownNames(artifacts).has(lastName(image));
}

/** Where something of a workload stands. */
export function spanInWorkload({ file }: OwnWorkload, range: Range): Span {
  return spanIn(file, range);
}

/** Whether other resources speak of a workload: a PodDisruptionBudget, a HorizontalPodAutoscaler, or a resource of progressive delivery. */
export function resourcesOfKind(artifacts: Artifacts, kinds: readonly string[]): readonly { readonly file: string; readonly name: string; readonly kind: string; readonly range: Range }[] {
  return artifacts.manifests.files.flatMap(({ path, value }) => value.resources.filter(({ kind }) => kinds.includes(kind)).map(({ kind, name, root }) => ({ file: path, kind, name, range: root.range })));
}

/** How many instances manifests run of the project, as the end of a sentence; empty where they say nothing of several. */
export function instancesText(artifacts: Artifacts | undefined): string {
  if (!artifacts) return '';
  const own = ownWorkloads(artifacts);
  const most = own.flatMap(({ workload: { name, replicas } }) => (typeof replicas === 'object' && replicas.count > 1 ? [{ name, count: replicas.count }] : [])).toSorted((a, b) => b.count - a.count)[0];
  if (most) return `; ${most.name} runs ${String(most.count)} instances`;
  const [scaler] = own.length > 0 ? resourcesOfKind(artifacts, ['HorizontalPodAutoscaler', 'ScaledObject']) : [];
  return scaler ? `; ${scaler.name || scaler.kind} adds instances under load` : '';
}

function isOwn({ image = '', name, command }: Container, names: ReadonlySet<string>): boolean {
  if (command?.[0] === 'node' || command?.[0] === 'npm') return true;
  const last = lastName(image);
  if (last === '' || last.includes(unrendered)) return names.has(name);
  return names.has(last);
}

function lastName(image: string): string {
  return image.replace(/@.*$/, '').split('/').at(-1)?.replace(/:.*$/, '') ?? '';
}

function ownNames(artifacts: Artifacts): ReadonlySet<string> {
  const packages = artifacts.packages.files.flatMap(({ path, value }) => [value.name?.replace(/^@[^/]*\//, '') ?? '', folderOf(path).split('/').at(-1) ?? '']);
  const dockerfiles = artifacts.dockerfiles.files.flatMap(({ path }) => [folderOf(path).split('/').at(-1) ?? '', (path.split('/').at(-1) ?? '').replace(/^dockerfile\.?|\.?dockerfile$/gi, '')]);
  const builds = artifacts.compose.files.flatMap(({ value }) => value.flatMap((service) => (service.build ? [service.name, lastName(service.image ?? '')] : [])));
  // The images that the pipelines build and push.
  const pushed = artifacts.workflows.files.flatMap(({ text }) => [...text.matchAll(/\b(?:ghcr\.io|docker\.io|quay\.io|gcr\.io|[\w-]+(?:\.[\w-]+)*\.(?:amazonaws\.com|pkg\.dev|azurecr\.io))\/[\w./-]+/g)].map(([image]) => lastName(image)));
  const generic = new Set(['', 'docker', 'src', 'build', 'deploy', 'base', 'prod', 'release', 'redis', 'postgres', 'postgresql', 'mongo', 'mysql', 'nginx', 'db', 'database', 'clickhouse', 'haproxy']);
  return new Set([...packages, ...dockerfiles, ...builds, ...pushed].filter((name) => !generic.has(name)));
}

import type { ArtifactText } from '../files/artifact-files.js';
import { folderOf } from '../files/posix-path.js';
import { artifactOf, type Artifact, type ArtifactFile, type UnreadableFile } from './artifact.js';
import { renderTemplate } from './go-template.js';
import { resourcesOf, type Resource } from './kubernetes.js';
import { overlaid, readYaml, withRanges, yamlAt, yamlItems, yamlText, type YamlNode } from './yaml.js';

/** Resources of one file. */
export interface ManifestFile {
  readonly resources: readonly Resource[];
  /** `chart`: values of an installation may change what is written; `kustomize`: patches that are not resources were laid over them. */
  readonly from: 'file' | 'chart' | 'kustomize';
}

const looksLikeManifest = /^\s*["']?apiVersion["']?\s*:/m;

/**
 * The manifests of Kubernetes among the candidates, wherever they stand: plain ones, templates of Helm charts with the chart's own values, and
 * bases of Kustomize with the patches that overlays lay over them.
 */
export function readManifestFiles(texts: readonly ArtifactText[]): Artifact<ManifestFile> {
  const charts = chartsOf(texts);
  const files: ArtifactFile<ManifestFile>[] = [];
  const unreadable: UnreadableFile[] = [];
  const customizations: ArtifactFile<YamlNode>[] = [];
  for (const file of texts) {
    if (!/\.ya?ml$/i.test(file.path)) continue;
    const chart = charts.find(({ folder }) => file.path.startsWith(`${folder}templates/`));
    if (!('text' in file)) {
      if (chart || /kustomization/i.test(file.path)) unreadable.push(file);
      continue;
    }
    if (!looksLikeManifest.test(file.text) && !/kustomization\.ya?ml$/i.test(file.path)) continue;
    const documents = chart ? renderedDocuments(file.text, chart.values) : readYaml(file.text);
    if (!documents.ok) {
      if (!chart && file.text.includes('{{')) continue;
      unreadable.push({ path: file.path, reason: 'broken', message: documents.message });
      continue;
    }
    if (/kustomization\.ya?ml$/i.test(file.path)) customizations.push(...documents.documents.slice(0, 1).map((value) => ({ path: file.path, text: file.text, value })));
    const resources = resourcesOf(documents.documents);
    if (resources.length > 0) files.push({ path: file.path, text: file.text, value: { resources, from: chart ? 'chart' : 'file' } });
  }
  return artifactOf(customized(files, customizations), unreadable);
}

interface Chart {
  /** With a slash at its end, or empty. */
  readonly folder: string;
  readonly values: YamlNode | undefined;
}

/** The charts, with the values of production where they have a file of their own. */
function chartsOf(texts: readonly ArtifactText[]): readonly Chart[] {
  return texts.filter(({ path }) => /(?:^|\/)Chart\.ya?ml$/.test(path)).map(({ path }): Chart => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const valuesIn = (name: RegExp): YamlNode | undefined => {
      const file = texts.find((one) => one.path.startsWith(folder) && name.test(one.path.slice(folder.length)));
      const read = file && 'text' in file ? readYaml(file.text) : undefined;
      return read?.ok ? read.documents[0] : undefined;
    };
    return { folder, values: overlaid(valuesIn(/^values\.ya?ml$/), valuesIn(/^values[-._](?:prod|production)\.ya?ml$/)) };
  }).sort((a, b) => b.folder.length - a.folder.length);
}

function renderedDocuments(text: string, values: YamlNode | undefined): ReturnType<typeof readYaml> {
  const rendered = renderTemplate(text, values);
  if (!rendered) return { ok: false, message: 'is a template whose blocks do not fit together' };
  const read = readYaml(rendered.text);
  if (!read.ok) return { ok: false, message: 'is a template that plain values do not make YAML of' };
  return { ok: true, documents: read.documents.map((document) => withRanges(document, ([start, end]) => {
    const from = rendered.sourceOf(start);
    return [from, Math.max(from, Math.min(rendered.sourceOf(end), text.length))];
  })) };
}

/** Files that are patches are no resources of their own; they are laid over those of the same kind and name. */
function customized(files: readonly ArtifactFile<ManifestFile>[], customizations: readonly ArtifactFile<YamlNode>[]): readonly ArtifactFile<ManifestFile>[] {
  const patches = new Set(customizations.flatMap(({ path, value }) => patchPaths(value).map((patch) => joined(folderOf(path), patch))));
  if (patches.size === 0) return files;
  const over = files.filter(({ path }) => patches.has(path)).flatMap(({ value }) => value.resources);
  return files.filter(({ path }) => !patches.has(path)).map((file) => {
    const changed = file.value.resources.map((resource) => over.filter((o) => o.kind === resource.kind && o.name === resource.name).reduce<Resource>((under, patch) => ({ ...under, root: keepingPlaces(under.root, patch.root) }), resource));
    return { ...file, value: { resources: changed, from: changed.some((r, at) => r !== file.value.resources[at]) ? 'kustomize' as const : file.value.from } };
  });
}

/** What a patch brings stands in another file: it is shown where the base has it, or the base itself begins. */
function keepingPlaces(base: YamlNode, patch: YamlNode): YamlNode {
  return overlaid(base, withRanges(patch, () => base.range)) ?? base;
}

function patchPaths(customization: YamlNode): readonly string[] {
  const strategic = yamlItems(yamlAt(customization, 'patchesStrategicMerge')).map(yamlText);
  const listed = ['patches', 'patchesJson6902'].flatMap((key) => yamlItems(yamlAt(customization, key)).map((item) => yamlText(yamlAt(item, 'path'))));
  return [...strategic, ...listed].filter((path) => path !== undefined);
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

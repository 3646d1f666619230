import { join, resolve } from 'node:path';
import { contentHash } from '../analysis/cache.js';
import { Artifacts } from '../artifacts/artifacts.js';
import { locateSecrets } from '../artifacts/located-secrets.js';
import { manifestOf } from '../artifacts/package-json.js';
import { createVersions } from '../artifacts/versions.js';
import { isArtifactName } from '../files/artifact-names.js';
import type { SourceFile } from '../files/discover.js';
import { byCodeUnits, folderOf } from '../files/posix-path.js';
import { isSourceName } from '../files/scope.js';
import type { Inputs } from '../inputs.js';

/**
 * What a scan would have read, had some files held other texts: by path below the root, without byte order mark. A file that is not there yet is added. Environment files and tsconfigs stay as they were read.
 */
export async function withTexts(inputs: Inputs, texts: ReadonlyMap<string, string>): Promise<Inputs> {
  if (texts.size === 0) return inputs;
  const added = newSources(inputs, texts);
  const sources = [
    ...inputs.sources.map((source) => withText(source, texts.get(source.path))),
    ...added.map(({ path }) => withText({ path, text: '', hash: '' }, texts.get(path))),
  ];
  const artifactTexts = { ...inputs.artifactTexts, files: artifactFiles(inputs, texts) };
  return {
    ...inputs, ...withManifests(inputs, texts),
    discovery: { ...inputs.discovery, files: [...inputs.discovery.files, ...added].sort((a, b) => byCodeUnits(a.path, b.path)) },
    sources: sources.sort((a, b) => byCodeUnits(a.path, b.path)),
    artifactTexts,
    artifacts: new Artifacts(artifactTexts),
    secrets: await secretsIn(inputs, texts),
  };
}

function withText(source: Inputs['sources'][number], text: string | undefined): Inputs['sources'][number] {
  return text === undefined || text === source.text ? source : { path: source.path, text, hash: contentHash(text) };
}

/** New files play the part of their neighbours. */
function newSources({ discovery: { root, files } }: Inputs, texts: ReadonlyMap<string, string>): readonly SourceFile[] {
  const known = new Set(files.map(({ path }) => path));
  return [...texts.keys()].filter((path) => isSourceName(path) && !known.has(path)).map((path) => ({
    path, absolute: join(root, path), role: files.find((one) => folderOf(one.path) === folderOf(path))?.role ?? 'service',
  }));
}

/** One file that is asked for is judged without what lies beside it. */
function artifactFiles({ artifactTexts: { files }, discovery: { partial } }: Inputs, texts: ReadonlyMap<string, string>): Inputs['artifactTexts']['files'] {
  if (partial) return files;
  const known = new Set(files.map(({ path }) => path));
  const added = [...texts].filter(([path]) => isArtifactName(path) && !known.has(path)).map(([path, text]) => ({ path, text }));
  const replaced = files.map((file) => {
    const text = texts.get(file.path);
    return text === undefined ? file : { path: file.path, text };
  });
  return [...replaced, ...added].sort((a, b) => byCodeUnits(a.path, b.path));
}

function withManifests({ manifests, versions, discovery: { root } }: Inputs, texts: ReadonlyMap<string, string>): Pick<Inputs, 'manifests' | 'versions'> {
  const changed = [...texts].filter(([path]) => path === 'package.json' || path.endsWith('/package.json')).flatMap(([path, text]) => {
    const read = manifestOf(text, resolve(root, folderOf(path)), folderOf(path));
    return read.is === 'present' ? [read.manifest] : [];
  });
  if (changed.length === 0) return { manifests, versions };
  const dirs = new Set(changed.map(({ dir }) => dir));
  const all = [...manifests.manifests.filter(({ dir }) => !dirs.has(dir)), ...changed].sort((a, b) => byCodeUnits(a.dir, b.dir));
  return { manifests: { ...manifests, manifests: all }, versions: createVersions({ root, manifests: all }) };
}

async function secretsIn({ secrets, rules }: Inputs, texts: ReadonlyMap<string, string>): Promise<Inputs['secrets']> {
  if (!rules.some(({ meta }) => meta.id === 'no-hardcoded-secret')) return secrets;
  const found = await locateSecrets([...texts].map(([path, text]) => ({ path, text })));
  return new Map([...[...secrets].filter(([path]) => !texts.has(path)), ...found]);
}

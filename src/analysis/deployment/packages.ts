import type { Artifacts } from '../../artifacts/artifacts.js';
import { folderOf, foldersOf } from '../../files/posix-path.js';
import type { Project } from '../project.js';
import { serversOf, type Server } from '../servers.js';
import { wayTo } from '../site.js';

/** A package of the project that opens servers in production. */
export interface ServingPackage {
  /** Its folder; empty at the root. */
  readonly dir: string;
  readonly servers: readonly Server[];
}

/** The folder of the nearest package.json. */
export function packageOf(artifacts: Artifacts, file: string): string {
  const folders = new Set(artifacts.packages.files.map(({ path }) => folderOf(path)));
  return foldersOf(file).find((folder) => folders.has(folder)) ?? '';
}

const forDevelopers = /(?:^|\/)(?:examples?|demos?|playground|mocks?|dev|devtools|scripts|bench\w*|docs|storybook|cypress|stubs?)(?:\/|$)|(?:^|\/)[^/]*(?:mock|stub|dev)-?server\.[^/]*$/i;

/** Whether a file belongs to a tool that opens a server for the person in front of it. */
export function isForDevelopers(file: string): boolean {
  return forDevelopers.test(file);
}

/** The packages whose servers take requests in production, in the order of their folders; desktop applications are none. */
export function servingPackages(project: Project, artifacts: Artifacts): readonly ServingPackage[] {
  const byDir = new Map<string, Server[]>();
  for (const server of serversOf(project)) {
    const { file } = server.ref;
    if (project.isScript(file) || isForDevelopers(file) || wayTo(project, server.ref).reach === 'script') continue;
    const dir = packageOf(artifacts, file);
    const manifest = artifacts.packages.files.find(({ path }) => folderOf(path) === dir);
    if (manifest && /"(?:electron|vscode)"\s*:/.test(manifest.text)) continue;
    byDir.set(dir, [...(byDir.get(dir) ?? []), server]);
  }
  return [...byDir].map(([dir, servers]) => ({ dir, servers })).sort((a, b) => (a.dir < b.dir ? -1 : 1));
}

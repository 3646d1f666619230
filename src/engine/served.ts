import { importedBy } from '../analysis/imported-files.js';
import { packageNameOf } from '../analysis/modules.js';
import type { Project } from '../analysis/project.js';
import type { Manifest } from '../artifacts/package-json.js';
import { storeOf } from '../catalog/stores.js';
import { byCodeUnits } from '../files/posix-path.js';
import type { FileFacts } from '../model/facts.js';
import type { Problem } from '../model/report.js';
import type { Role } from '../files/scope.js';
import { filesOfBrowserPackages } from './browser-packages.js';
import { servesRequests } from './run.js';
import { isClientSide, needsBrowser, isServerModule, isServerPackage } from './scope.js';

/** A file that was discovered, and where it stands. */
interface Placed {
  readonly path: string;
  readonly role: Role;
}

/**
 * Of the files that stand where a package keeps what browsers are sent, and of those of packages that are clients, the ones that no code of the
 * server imports, by whatever way, and that import nothing of a server themselves.
 * @param files the linked ones; `discovered`: with the place of each
 */
export function servedFiles(project: Project, files: ReadonlyMap<string, FileFacts>, discovered: readonly Placed[], manifests: readonly Manifest[]): ReadonlySet<string> {
  const sent = new Set(discovered.flatMap(({ path, role }) => (role === 'served' ? [path] : [])));
  const clients = filesOfBrowserPackages(files.keys(), manifests);
  const served = new Set([...sent, ...clients]);
  if (served.size === 0) return served;
  const importing = [...files].filter(([file, facts]) => (served.has(file) ? isOfServer(facts, { isSent: sent.has(file), isOfClient: clients.has(file) }) : isOnServer(project, file, facts)));
  // What only code that needs a browser imports is as much the browser's.
  const leads = (file: string): boolean => {
    const facts = served.has(file) ? files.get(file) : undefined;
    return !facts || !needsBrowser(facts);
  };
  const reached = importedBy(project, importing.map(([name]) => name), leads);
  return new Set([...served].filter((file) => !reached.has(file)));
}

function isOnServer(project: Project, file: string, facts: FileFacts): boolean {
  return !isClientSide(file, facts, project.versionOf) || servesRequests(project, file, facts);
}

/** Modules of Node that bundlers bring along for a browser: node-libs-browser of webpack 4, vite-plugin-node-polyfills. */
const polyfilled = /^(?:node:)?(?:assert|buffer|events|path|process|punycode|querystring|string_decoder|url|util)$/;

/** What was compiled for any host asks for Node's files as well: where two signs say that it is sent, only a server of Node's is more. */
function isOfServer({ imports }: FileFacts, { isSent, isOfClient }: { readonly isSent: boolean; readonly isOfClient: boolean }): boolean {
  const isServers = (name: string): boolean => (isOfClient && isSent ? isServerPackage(name) : isServerModule(name) && !(isOfClient && polyfilled.test(name)));
  return imports.some((name) => isServers(name) || storeOf(packageNameOf(name)?.name ?? name) !== undefined);
}

/** What a report says of them. */
export function servedProblem(served: ReadonlySet<string>): readonly Problem[] {
  const [first] = [...served].sort(byCodeUnits);
  if (first === undefined) return [];
  const others = served.size === 1 ? '' : ` (and ${String(served.size - 1)} more)`;
  return [{ kind: 'skipped', severity: 'warning', file: first, message: `is sent to browsers, by the folder or the package it stands in, and no code of the server imports it: read, and not judged${others}` }];
}

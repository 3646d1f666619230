import type { Artifacts } from '../../artifacts/artifacts.js';
import { folderOf } from '../../files/posix-path.js';
import type { Span } from '../../model/span.js';
import { packageOf, servingPackages } from '../deployment/packages.js';
import { grouped } from '../grouped.js';
import { importedBy } from '../imported-files.js';
import type { Project } from '../project.js';
import { nameOfCall, spanOf } from '../site.js';

/** A package that serves requests or works on messages, with all the files that it is made of. */
export interface ObservedService {
  /** The folder of its package; empty at the root. */
  readonly dir: string;
  /** Where it is told of: its server, or its first handler. */
  readonly span: Span;
  readonly name: string;
  /** Files of the package, and what they import, also of other packages. */
  readonly files: ReadonlySet<string>;
}

/** The services of a project: packages that open servers or whose files a framework serves; where there are none, those that work on messages. */
export function observedServices(project: Project, artifacts: Artifacts): readonly ObservedService[] {
  const places = new Map<string, { span: Span; name: string }>();
  for (const { dir, servers: [server] } of servingPackages(project, artifacts)) if (server && !isOfCommand(artifacts, dir, server.ref.file)) places.set(dir, { span: spanOf(project, server.ref), name: nameOfCall(project, server.ref) || server.library });
  for (const wanted of ['exported', 'request', 'worker'] as const) {
    if (wanted !== 'exported' && places.size > 0) break;
    for (const { file, fn, name, reach, exported } of project.handlers) {
      if (project.isScript(file) || (wanted === 'exported' ? exported !== true || reach !== 'request' : reach !== wanted)) continue;
      const dir = packageOf(artifacts, file);
      const range = project.evaluator.facts(file)?.functions[fn]?.nameRange;
      if (!places.has(dir) && range) places.set(dir, { span: { file, start: range[0], end: Math.min(range[1], range[0] + 80) }, name: name || file });
    }
  }
  const files = [...project.evaluator.sources.files.keys()].filter((file) => !project.isScript(file));
  const dirs = grouped(files, (file) => packageOf(artifacts, file));
  return [...places].map(([dir, place]) => ({ dir, ...place, files: importedBy(project, dirs.get(dir) ?? []) }));
}

/** A command for people may open a server for as long as it runs. */
function isOfCommand(artifacts: Artifacts, dir: string, file: string): boolean {
  const manifest = artifacts.packages.files.find(({ path }) => folderOf(path) === dir);
  return /(?:^|\/)(?:commands?|cli)(?:\/|\.[cm]?[jt]s$)/.test(file) && manifest !== undefined && /"bin"\s*:/.test(manifest.text);
}

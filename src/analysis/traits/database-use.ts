import { storeOf, type StoreKind } from '../../catalog/stores.js';
import type { Trait } from '../../model/traits.js';
import { packageNameOf } from '../modules.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, wayTo } from '../site.js';

/** Whether the service asks a database to which it keeps connections. Caches of keys are none: they have one connection that all share. */
export function usesDatabase(project: Project): Trait {
  return use(project, ['relational', 'documents'], 'no database is asked');
}

/** Whether it asks one with tables: those have a schema that changes, and take statements as text. */
export function usesRelational(project: Project): Trait {
  return use(project, ['relational'], 'no database with tables is asked');
}

/** A query that the service makes says yes, one of scripts only says no; a package that is imported and never seen in use leaves it open. */
function use(project: Project, kinds: readonly StoreKind[], no: string): Trait {
  const is = (name: string): boolean => kinds.some((kind) => kind === storeOf(name));
  const calls = project.deadlines.filter(({ outbound }) => outbound.reading.entry.packages.some(is));
  const used = calls.find(({ at }) => !project.isScript(at.file) && wayTo(project, at).reach !== 'script');
  if (used) return { is: 'yes', why: `${nameOfCall(project, used.at)} at ${placeText(project, used.at)} asks ${used.outbound.reading.entry.name}` };
  const importer = [...project.evaluator.sources.files].flatMap(([file, { imports }]) => (project.isScript(file) ? [] : imports.map((name) => ({ file, name })))).find(({ name }) => is(packageNameOf(name)?.name ?? name));
  if (importer) return { is: 'unknown', why: `${importer.file} imports ${importer.name}, and no query of it was recognised` };
  const [script] = calls;
  return { is: 'no', why: script ? `${no} but by scripts, such as ${script.at.file}` : no };
}

import { placeOfStore, storeOf, type StoreKind } from '../../catalog/stores.js';
import type { Trait } from '../../model/traits.js';
import { flatten } from '../abstract.js';
import { packageNameOf } from '../modules.js';
import type { Project } from '../project.js';
import { nameOfCall, placeText, wayTo } from '../site.js';

/** Whether the service asks a database to which it keeps connections. Caches of keys are none: they have one connection that all share. One that is a file of the process has none at all. */
export function usesDatabase(project: Project): Trait {
  const kinds: readonly StoreKind[] = ['relational', 'documents'];
  const stores = storesOf(project, kinds);
  const embedded = stores.find(({ place }) => place === 'embedded');
  if (embedded && stores.every(({ place }) => place !== 'elsewhere')) return { is: 'no', settled: true, why: `the only database, ${embedded.name} in ${embedded.file}, is a part of the process: it has no pool of connections` };
  return use(project, kinds, 'no database is asked');
}

/** Whether it asks one with tables: those have a schema that changes, and take statements as text. */
export function usesRelational(project: Project): Trait {
  return use(project, ['relational'], 'no database with tables is asked');
}

/** A query that the service makes says yes, and so does a call of the package that opens it; one of scripts only says no; a package that is imported and never called leaves it open. */
function use(project: Project, kinds: readonly StoreKind[], no: string): Trait {
  const is = (name: string): boolean => kinds.some((kind) => kind === storeOf(name));
  const calls = project.deadlines.filter(({ outbound }) => outbound.reading.entry.packages.some(is));
  const used = calls.find(({ at }) => !project.isScript(at.file) && wayTo(project, at).reach !== 'script');
  if (used) return { is: 'yes', why: `${nameOfCall(project, used.at)} at ${placeText(project, used.at)} asks ${used.outbound.reading.entry.name}` };
  const importers = storesOf(project, kinds);
  for (const { file, name } of importers) {
    const opened = openedIn(project, file, is);
    if (opened) return { is: 'yes', why: `${opened} uses ${name}` };
  }
  const [importer] = importers;
  if (importer) return { is: 'unknown', why: `${importer.file} imports ${importer.name}, and no query of it was recognised` };
  const [script] = calls;
  return { is: 'no', why: script ? `${no} but by scripts, such as ${script.at.file}` : no };
}

interface Store {
  readonly file: string;
  /** As it is imported. */
  readonly name: string;
  readonly place: 'embedded' | 'elsewhere' | undefined;
}

/** The databases that files of the service import. */
function storesOf(project: Project, kinds: readonly StoreKind[]): readonly Store[] {
  return [...project.evaluator.sources.files].flatMap(([file, { imports }]) => (project.isScript(file) ? [] : imports.flatMap((name): readonly Store[] => {
    const packageName = packageNameOf(name)?.name ?? name;
    const kind = storeOf(packageName);
    return kind !== undefined && kinds.includes(kind) ? [{ file, name, place: placeOfStore(name, packageName) }] : [];
  })));
}

/** `new Database('orders.db')`: a driver has queries that no catalog knows, and is opened all the same. */
function openedIn(project: Project, file: string, is: (packageName: string) => boolean): string | undefined {
  const { evaluator } = project;
  const call = (evaluator.facts(file)?.calls ?? []).findIndex(({ construct, decorator, callee }) => construct === true && !decorator && flatten(evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && is(v.package)));
  return call < 0 ? undefined : `${nameOfCall(project, { file, call })} at ${placeText(project, { file, call })}`;
}

import type { Artifacts } from '../../artifacts/artifacts.js';
import { placeOfStore, storeOf } from '../../catalog/stores.js';
import { folderOf, foldersOf } from '../../files/posix-path.js';
import type { FileFacts, Step, Value } from '../../model/facts.js';
import { stepsIn } from '../every-step.js';
import { collectionsOf } from '../lifetimes/collection.js';
import { usesOf } from '../lifetimes/collection-uses.js';
import { livesLong } from '../lifetimes/long-lived.js';
import { packageNameOf } from '../modules.js';
import type { ObservedService } from '../observability/observed-services.js';
import type { Project } from '../project.js';
import { stateGroups } from './local-state.js';

/** Packages that keep entries in memory or in files, hold connections open, or take uploads: what becomes of these is looked at one by one, or not at all. */
const keeping = new Set([
  ...['node-cache', 'lru-cache', 'memory-cache', 'cache-manager', '@nestjs/cache-manager', 'keyv', 'cacheable', 'memoizee', 'quick-lru', 'ttlcache', '@isaacs/ttlcache', 'flat-cache'],
  ...['level', 'classic-level', 'levelup', 'leveldown', 'lmdb', 'rocksdb', 'nedb', '@seald-io/nedb', 'nedb-promises', 'lowdb', 'node-json-db', 'node-persist', 'conf', 'configstore', 'pouchdb', 'lokijs', '@libsql/client', 'liteque', 'duckdb'],
  ...['ws', 'socket.io', 'sockjs', 'uWebSockets.js', '@fastify/websocket', 'express-ws', 'koa-websocket', '@nestjs/websockets', '@hocuspocus/server', '@trpc/server/adapters/ws'],
  ...['multer', 'busboy', '@fastify/busboy', 'formidable', 'express-fileupload', 'connect-multiparty', 'multiparty', '@fastify/multipart', 'fastify-multer', 'koa-body', '@koa/multer'],
]);
/** Drivers of databases that are a file, as a manifest may name them for a builder that loads one by its name. */
const embeddedDriver = /"(?:better-sqlite3|sqlite3|sqlite|sql\.js|@prisma\/adapter-(?:better-sqlite3|libsql))"\s*:/;
const sqliteSchema = /^\s*provider\s*=\s*"sqlite"/m;
/** What writes to the disk, of `fs` and what stands for it. */
const writing = ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'createWriteStream', 'copyFile', 'copyFileSync', 'rename', 'renameSync', 'outputFile', 'outputJson', 'writeJson', 'ensureFile', 'FileInterceptor', 'FilesInterceptor', 'AnyFilesInterceptor', 'FileFieldsInterceptor'];

/**
 * How many handlers of requests a service has, where none of them is seen to keep anything in the process or on its disk that another instance would lack; undefined where
 * something is kept, or where that is not seen. Limits of requests and jobs by the clock are told by themselves and do not count here.
 */
export function statelessHandlers(project: Project, artifacts: Artifacts, { dir, files }: ObservedService): number | undefined {
  const own = [...files].filter((file) => !project.isScript(file));
  const handlers = project.handlers.filter(({ file, reach }) => reach === 'request' && files.has(file) && !project.isScript(file)).length;
  if (project.partial || handlers === 0 || usesFileDatabase(project, artifacts, dir, own)) return undefined;
  if (stateGroups(project).some(({ first: { kind, outcome, span } }) => files.has(span.file) && outcome !== 'pass' && kind !== 'rate limits' && kind !== 'schedule')) return undefined;
  if (writing.some((name) => (project.calledNames.get(name) ?? []).some(({ file }) => files.has(file) && !project.isScript(file)))) return undefined;
  return own.some((file) => keeps(project, file)) ? undefined : handlers;
}

function usesFileDatabase(project: Project, artifacts: Artifacts, dir: string, files: readonly string[]): boolean {
  const imports = files.flatMap((file) => (project.evaluator.facts(file)?.imports ?? []).map((name) => ({ name, packageName: packageNameOf(name)?.name ?? name })));
  if (imports.some(({ name, packageName }) => keeping.has(packageName) || placeOfStore(name, packageName) === 'embedded')) return true;
  const folders = new Set(foldersOf(dir === '' ? 'package.json' : `${dir}/package.json`));
  const isByName = imports.some(({ packageName }) => storeOf(packageName) === 'relational');
  return isByName && (artifacts.packages.files.some(({ path, text }) => folders.has(folderOf(path)) && embeddedDriver.test(text)) || artifacts.prismaSchemas.files.some(({ text }) => sqliteSchema.test(text)));
}

/** A file that fills a collection, or sets what outlives the call, after the start. */
function keeps(project: Project, file: string): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return true;
  const later = (fn: number): boolean => fn !== -1 && project.reach({ file, fn }).reach !== 'startup';
  const grows = collectionsOf(project, file).some((collection) => {
    const { grows: added, unseen } = usesOf(project, collection);
    return added.some((g) => g.fn !== -1 && project.reach(g).reach !== 'startup') || (unseen.length > 0 && (collection.kind === 'Map' || collection.kind === 'Set'));
  });
  return grows || facts.assigns.some(({ target, fn }) => later(fn) && outlives(project, file, facts, target, fn)) || facts.functions.some(({ steps = [] }, fn) => later(fn) && setsName(facts, steps));
}

/** A name of the module gets another value; what `??=` makes when it is first asked for is the same in each instance. */
function setsName(facts: FileFacts, steps: readonly Step[]): boolean {
  return stepsIn(steps).some((step) => typeof step !== 'number' && step.is === 'set' && step.lazy === undefined && facts.bindings[step.to]?.fn === -1);
}

/** A name of the module, a part of what has one, or a field of an object that lives as long as the process. */
function outlives(project: Project, file: string, facts: FileFacts, target: Value, fn: number): boolean {
  if (target.is === 'member' || target.is === 'element') return outlives(project, file, facts, target.of, fn);
  if (target.is === 'this') return facts.functions[fn]?.kind !== 'constructor' && livesLong(project, { file, cls: target.cls });
  if (target.is !== 'ref') return target.is === 'global';
  const binding = facts.bindings[target.to];
  return binding === undefined || (binding.fn === -1 && binding.kind !== 'class');
}

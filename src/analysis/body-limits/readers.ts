import type { CatalogEntry, SizeLimitModel } from '../../catalog/types.js';
import { flatten, pathText, type CallRef } from '../abstract.js';
import { isInfinite } from '../infinite.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import type { Project } from '../project.js';
import { factorySetting } from '../settings/factory-settings.js';
import { settingAt } from '../settings/setting-at.js';
import { byteSize } from './byte-size.js';

/** What is read of a body at most. */
export type Bound =
  | { readonly is: 'bytes'; readonly bytes: number; readonly by: 'default' | 'setting' }
  /** Some value that is not known. */
  | { readonly is: 'set' }
  /** `off`: it is switched off; else nobody sets it, and the library has none. */
  | { readonly is: 'none'; readonly off: boolean }
  | { readonly is: 'unknown' };

/** A call that makes a reader of bodies or uploads. */
export interface Reader {
  readonly ref: CallRef;
  readonly entry: CatalogEntry;
  readonly model: SizeLimitModel;
  readonly bound: Bound;
  /** It reads the bodies of all routes. */
  readonly forAll: boolean;
}

/** The readers of bodies of libraries that a file makes. */
export function readersIn(project: Project, file: string): readonly Reader[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return facts.calls.flatMap((_, call) => readerAt(project, { file, call }) ?? []);
}

function readerAt(project: Project, ref: CallRef): Reader | undefined {
  const found = modelOf(project, ref);
  if (!found || takesNoFiles(project, ref)) return undefined;
  return { ref, ...found, bound: boundOf(project, ref, found.model), forAll: isForAll(project, ref) };
}

function modelOf(project: Project, ref: CallRef): { readonly entry: CatalogEntry; readonly model: SizeLimitModel } | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = evaluator.call(ref);
  if (!fact || fact.decorator) return undefined;
  for (const callee of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (callee.is !== 'library' || !catalog.has(callee.package, 'sizeLimits')) continue;
    const version = versionOf(ref.file, callee.package);
    for (const reading of catalog.read(callee, version)) {
      const [model] = catalog.sizeLimits(reading, version).filter((m) => (m.only ?? []).every((at) => settingAt(project, ref, at).state !== 'missing'));
      if (model) return { entry: reading.entry, model };
    }
  }
  return undefined;
}

/** `upload.none()` reads the fields of a form only. */
function takesNoFiles(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  const direct = usagesOf(facts).byRoot.get(callRoot(call)) ?? [];
  const used = [...direct, ...direct.flatMap((u) => (u.as === 'held' ? (usagesOf(facts).byRoot.get(`name ${String(u.at)}`) ?? []) : []))].filter((u) => u.as !== 'held');
  return used.length > 0 && used.every((u) => u.as === 'method' && u.name === 'none');
}

function boundOf(project: Project, ref: CallRef, { limits, off = [], otherwise, setBy }: SizeLimitModel): Bound {
  let unknown = false;
  for (const at of limits) {
    const { state, values } = settingAt(project, ref, at);
    if (state === 'missing') continue;
    if (state === 'unknown') {
      unknown = true;
      continue;
    }
    const written = values.flatMap((v) => (v.is === 'literal' ? [v.value] : []));
    if (values.some(isInfinite) || written.some((v) => v !== undefined && v !== null && off.includes(v))) return { is: 'none', off: true };
    const sizes = written.map(byteSize);
    if (sizes.length !== values.length || sizes.some((s) => s === undefined)) return { is: 'set' };
    return { is: 'bytes', bytes: Math.max(...sizes.map((s) => s ?? 0)), by: 'setting' };
  }
  const elsewhere = setBy && !project.partial ? settersOf(project, ref, setBy) : [];
  if (!unknown && elsewhere.length > 0 && elsewhere.every((by) => setsLimit(project, by))) return { is: 'set' };
  if (unknown || elsewhere.length > 0 || (setBy && project.partial)) return { is: 'unknown' };
  return otherwise === 'none' ? { is: 'none', off: false } : { is: 'bytes', bytes: otherwise, by: 'default' };
}

/** `app.use(express.json(…))`, without a path. */
function isForAll({ evaluator }: Project, { file, call }: CallRef): boolean {
  const facts = evaluator.facts(file);
  const by = facts?.calls.find((c) => c.args.some((a) => a.is === 'call' && a.call === call));
  const [first] = by?.args ?? [];
  if (by?.callee.is !== 'member' || by.callee.name !== 'use' || !first) return false;
  return (first.is === 'call' && first.call === call) || flatten(evaluator.evaluate(file, first)).every((v) => v.is === 'function' || v.is === 'library');
}

/** Calls of the package that set the options of all such readers: `MulterModule.register({ limits })`. */
function settersOf(project: Project, { file }: CallRef, paths: readonly string[]): readonly CallRef[] {
  const { evaluator } = project;
  const { resolver } = evaluator.sources;
  return paths.flatMap((path) => (project.calledNames.get(path.split('.').at(-1) ?? '') ?? []).filter((by) => resolver.folderOf(by.file) === resolver.folderOf(file)
    && flatten(evaluator.evaluate(by.file, evaluator.call(by)?.callee ?? { is: 'unknown' })).some((v) => v.is === 'library' && pathText(v.path) === path)));
}

/** https://docs.nestjs.com/techniques/file-upload#async-configuration */
function setsLimit(project: Project, by: CallRef): boolean {
  return settingAt(project, by, 'arg0.limits.fileSize').state === 'set' || factorySetting(project, by, 'limits.fileSize') === 'set';
}

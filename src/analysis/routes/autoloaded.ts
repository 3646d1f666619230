import { flatten, type Abstract, type CallRef } from '../abstract.js';
import { folderOf } from '../../files/posix-path.js';
import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import { joinPosix } from '../source-files.js';

/** A module of a folder that `@fastify/autoload` registers as a plugin. */
export interface AutoloadedPlugin {
  readonly file: string;
  /** What it exports by default. */
  readonly values: readonly Abstract[];
  /** What it is given as options: its `autoConfig`. */
  readonly options: readonly Abstract[];
  /** The path that its routes begin with; undefined where it is not told. */
  readonly prefix: string | undefined;
  /** What it decorates and hooks is that of the app which loads it, as with fastify-plugin. */
  readonly transparent: boolean;
  /** The `autohooks` modules that run in front of its routes. */
  readonly hooks: readonly string[];
}

const packages: ReadonlySet<string> = new Set(['@fastify/autoload', 'fastify-autoload']);
/** Options that choose among the files: which of them are loaded is not seen. */
const choosing = ['matchFilter', 'ignoreFilter', 'indexPattern', 'autoHooksPattern', 'maxDepth'];
const script = /\.[cm]?[jt]s$/;
const declaration = /\.d\.[cm]?ts$/;
const index = /(?:^|\/)index\.[cm]?[jt]s$/;
const autoHook = /(?:^|\/)[_.]?auto_?hooks\.[cm]?[jt]s$/i;
const test = /\.(?:test|spec)\.[cm]?[jt]s$/;

const known = new WeakMap<Project, Map<string, readonly AutoloadedPlugin[] | undefined>>();

/**
 * The plugins that a call of `register` loads from a folder; undefined for other calls, and where the folder is not seen.
 * How files are found: https://github.com/fastify/fastify-autoload#global-configuration (version 6.3).
 */
export function autoloadedBy(project: Project, ref: CallRef): readonly AutoloadedPlugin[] | undefined {
  let byCall = known.get(project);
  if (!byCall) known.set(project, (byCall = new Map<string, readonly AutoloadedPlugin[] | undefined>()));
  const key = `${ref.file}#${String(ref.call)}`;
  if (!byCall.has(key)) byCall.set(key, find(project, ref));
  return byCall.get(key);
}

function find(project: Project, ref: CallRef): readonly AutoloadedPlugin[] | undefined {
  const { evaluator } = project;
  if (!flatten(evaluator.argument(ref, 0, undefined)).some((v) => v.is === 'library' && packages.has(v.package))) return undefined;
  const settings = flatten(evaluator.argument(ref, 1, undefined)).find((v) => v.is === 'object');
  if (!settings || choosing.some((name) => !isMissing(evaluator.member(settings, name)))) return undefined;
  const written = settings.props.find((p) => p.key === 'dir')?.value;
  const dir = written && folderAt(project, settings.file, written);
  if (dir === undefined) return undefined;
  const files = loadedFiles([...evaluator.sources.files.keys()].filter((file) => file.startsWith(`${dir}/`)));
  const isOn = (name: string): boolean => evaluator.member(settings, name).some((v) => v.is === 'literal' && v.value === true);
  const isOff = (name: string): boolean => evaluator.member(settings, name).some((v) => v.is === 'literal' && v.value === false);
  const hookFiles = isOn('autoHooks') ? [...evaluator.sources.files.keys()].filter((file) => file.startsWith(`${dir}/`) && autoHook.test(file)) : [];
  return files.filter((file) => !namedExport(project, file, 'autoload').some((v) => v.is === 'literal' && v.value === false)).map((file): AutoloadedPlugin => ({
    file,
    values: defaultExport(project, file),
    options: namedExport(project, file, 'autoConfig').flatMap((v) => (v.is === 'function' ? flatten(evaluator.given(v)) : [v])),
    prefix: prefixOf(project, file, dir, isOff('dirNameRoutePrefix'), evaluator.member(settings, 'dirNameRoutePrefix')),
    transparent: isOff('encapsulate') && hookFiles.length === 0,
    hooks: hookFiles.filter((hook) => folderOf(hook) === folderOf(file) || (isOn('cascadeHooks') && file.startsWith(`${folderOf(hook)}/`))),
  }));
}

/** In a folder with an index file only that is loaded, and what stands in the folders below. */
function loadedFiles(files: readonly string[]): readonly string[] {
  const scripts = files.filter((file) => script.test(file) && !declaration.test(file) && !test.test(file) && !autoHook.test(file));
  const indexed = new Set(scripts.filter((file) => index.test(file)).map(folderOf));
  return scripts.filter((file) => index.test(file) || !indexed.has(folderOf(file)));
}

/** `join(import.meta.dirname, 'plugins')`: the folder, where the project has files in it. */
function folderAt(project: Project, file: string, value: Value): string | undefined {
  const { evaluator } = project;
  const fact = value.is === 'call' ? evaluator.call({ file, call: value.call }) : undefined;
  const isPath = fact && flatten(evaluator.evaluate(file, fact.callee)).some((v) => v.is === 'library' && v.package === 'path');
  const parts = (isPath ? fact.args.slice(1) : value.is === 'text' ? value.parts.slice(1) : []).map((part) => textOf(evaluator.evaluate(file, part)));
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  const dir = joinPosix(folderOf(file), parts.join('/').replace(/^\/+|\/+$/g, ''));
  return [...evaluator.sources.files.keys()].some((one) => one.startsWith(`${dir}/`)) ? dir : undefined;
}

function prefixOf(project: Project, file: string, dir: string, isFlat: boolean, byName: readonly Abstract[]): string | undefined {
  const [override] = namedExport(project, file, 'prefixOverride');
  if (override) return textOf([override]);
  const [own] = namedExport(project, file, 'autoPrefix');
  if (own) return textOf([own]);
  if (isFlat) return '';
  const below = folderOf(file).slice(dir.length);
  return isMissing(byName) || byName.some((v) => v.is === 'literal') ? below : undefined;
}

function defaultExport({ evaluator }: Project, file: string): readonly Abstract[] {
  const facts = evaluator.facts(file);
  return flatten(evaluator.exports.named(file, facts?.exports.some((e) => e.name === 'default') === true ? 'default' : '='));
}

function namedExport({ evaluator }: Project, file: string, name: string): readonly Abstract[] {
  return evaluator.facts(file)?.exports.some((e) => e.name === name) === true ? flatten(evaluator.exports.named(file, name)) : [];
}

function textOf(values: readonly Abstract[]): string | undefined {
  const [only] = values;
  return only?.is === 'literal' && typeof only.value === 'string' ? only.value : undefined;
}

function isMissing(values: readonly Abstract[]): boolean {
  return values.every((v) => v.is === 'absent');
}

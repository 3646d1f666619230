import type { CallFact, FileFacts, Value } from '../model/facts.js';
import { unknown, type Abstract, type CallRef, type Env, type LibraryValue } from './abstract.js';
import type { Evaluator } from './evaluate.js';
import { toNumber } from './fold.js';

/** What a name that no scope declares refers to. */
export function globalValue(name: string): Abstract {
  if (name === 'Infinity') return { is: 'literal', value: Infinity };
  if (name === 'globalThis' || name === 'global' || name === 'window' || name === 'self') return { is: 'library', package: 'globalThis', path: [] };
  return { is: 'library', package: 'globalThis', path: [{ member: name }] };
}

/** The result of functions that only pass on what they get, of the language and of packages that everybody uses; undefined for all others. */
export function passedOn(evaluator: Evaluator, callee: LibraryValue, call: CallFact, ref: CallRef, env: Env | undefined): readonly Abstract[] | undefined {
  const path = callee.path.map((s) => ('member' in s ? s.member : '()')).join('.');
  const first = (): readonly Abstract[] => evaluator.argument(ref, 0, env);
  if (callee.package !== 'globalThis') return passedOnByPackage(evaluator, callee.package, path, call, ref, env);
  switch (path) {
    case 'Object.assign': return [spreadOf(call, ref, env)];
    case 'Object.freeze': case 'Object.seal': case 'Object.defineProperty': case 'Object.defineProperties': case 'structuredClone': case 'Promise.resolve': return first();
    case 'Number': case 'parseInt': case 'parseFloat': case 'Number.parseInt': case 'Number.parseFloat': case 'Math.round': case 'Math.floor': case 'Math.ceil': return first().map(toNumber);
    case 'Math.max': case 'Math.min': return [{ is: 'number' }];
    default: return undefined;
  }
}

/** What merges its arguments, the later over the earlier; what gives back its first argument. By package, or by function of lodash. */
const mergers = new Set(['merge', 'assign', 'assignIn', 'extend', 'deepmerge', 'object-assign', 'xtend', 'lodash.merge', 'lodash.assign', 'ts-deepmerge']);
const keepers = new Set(['cloneDeep', 'clone', 'cloneDeepWith', 'lodash.clonedeep', 'lodash.clone', 'rfdc', 'fast-copy', 'deep-freeze']);
/** The other way around: the earlier over the later. */
const fillers = new Set(['defaults', 'defaultsDeep', 'defu', 'lodash.defaults', 'lodash.defaultsdeep']);

function passedOnByPackage(evaluator: Evaluator, packageName: string, path: string, call: CallFact, ref: CallRef, env: Env | undefined): readonly Abstract[] | undefined {
  // `promisify(exec)` is `exec` without its callback.
  if (packageName === 'util') return path === 'promisify' ? evaluator.argument(ref, 0, env).map((v) => (v.is === 'library' ? { ...v, promisified: true } : v)) : undefined;
  if (packageName === 'config' && (path === 'get' || path === 'util.toObject')) return path === 'get' ? ofConfiguration(evaluator, ref, env) : evaluator.argument(ref, 0, env);
  const [, own] = /^lodash(?:-es)?(?:\/(\w+))?$/.exec(packageName) ?? [];
  const name = packageName.startsWith('lodash') && !packageName.startsWith('lodash.') ? (own ?? path) : path === '' ? packageName : '';
  if (mergers.has(name)) return [spreadOf(call, ref, env)];
  // `deepmerge.all([defaults, given])`
  if (path === 'all' && mergers.has(packageName)) return evaluator.argument(ref, 0, env).map((v) => (v.is === 'array' ? spreadOf({ ...call, args: v.items }, { file: v.file, call: ref.call }, v.env) : unknown('a list that cannot be seen')));
  if (fillers.has(name)) return [spreadOf({ ...call, args: call.args.toReversed() }, ref, env)];
  return keepers.has(name) ? evaluator.argument(ref, 0, env) : undefined;
}

function spreadOf({ args, range }: CallFact, { file }: CallRef, env: Env | undefined): Abstract {
  return { is: 'object', file, props: args.map((spread) => ({ spread, range })), env };
}

/** `config.get('redis.timeout')` of node-config: what `config/default` has there, where the project's files show it. */
function ofConfiguration(evaluator: Evaluator, ref: CallRef, env: Env | undefined): readonly Abstract[] | undefined {
  const [key] = evaluator.argument(ref, 0, env);
  const file = [...evaluator.sources.files.keys()].find((name) => /(?:^|\/)config\/default\.[cm]?[jt]s$/.test(name));
  if (file === undefined || key?.is !== 'literal' || typeof key.value !== 'string') return undefined;
  return evaluator.guarded(`configuration:${key.value}`, () => key.value === null ? [] : String(key.value).split('.').reduce((current, name) => current.flatMap((v) => evaluator.member(v, name)), evaluator.exports.imported(file, `./${file.split('/').at(-1) ?? ''}`, 'default')));
}

const globalNames = new Set(['global', 'globalThis']);

/** What the project assigns to the global object, by name: `global.timeoutMs = 5000`. */
export function assignedGlobals(files: ReadonlyMap<string, FileFacts>): ReadonlyMap<string, readonly { readonly file: string; readonly value: Value }[]> {
  const found = new Map<string, { file: string; value: Value }[]>();
  for (const [file, facts] of files) {
    for (const { target, value } of facts.assigns) {
      if (target.is !== 'member' || !isGlobalObject(facts, target.of)) continue;
      found.set(target.name, [...(found.get(target.name) ?? []), { file, value }]);
    }
  }
  return found;
}

/** Also by another name, which gives it a type: `const globalForDb = globalThis as { db?: Database }`. */
function isGlobalObject(facts: FileFacts, value: Value): boolean {
  if (value.is === 'global') return globalNames.has(value.name);
  const [only, ...others] = value.is === 'ref' ? (facts.bindings[value.to]?.values ?? []) : [];
  return only?.is === 'global' && others.length === 0 && isGlobalObject(facts, only);
}

import type { CacheBound, CacheModel } from '../../catalog/types.js';
import type { CallFact } from '../../model/facts.js';
import { flatten, pathText, unknown, type Abstract } from '../abstract.js';
import type { Project } from '../project.js';

/** What the settings of a library's cache say of its size. */
export type CacheSettings =
  /** `by`: `max (500)`. */
  | { readonly is: 'bounded'; readonly by: string }
  /** Nothing is set that bounds it. `lazy`: a setting that drops only what is asked for again. */
  | { readonly is: 'open'; readonly lazy?: string }
  | { readonly is: 'unknown' };

type State = 'set' | 'missing' | 'unknown';

/** Reads the settings where a cache is made. */
export function cacheSettings(project: Project, file: string, { args }: CallFact, model: CacheModel): CacheSettings {
  if (args.some((a) => a.is === 'spread')) return { is: 'unknown' };
  const read = model.bounds.map((bound) => {
    const values = valuesAt(project, file, args, bound);
    return { bound, values, state: stateOf(bound, values) };
  });
  const set = read.find(({ state, bound }) => state === 'set' && !bound.lazy);
  if (set) return { is: 'bounded', by: settingText(set.bound, set.values) };
  if (read.some(({ state, bound }) => state === 'unknown' && !bound.lazy)) return { is: 'unknown' };
  const isGiven = read.some(({ values }) => values.length > 0 && values.every((v) => v.is !== 'absent'));
  // `moize(fn, { maxSize: Infinity })` says more than the default.
  if (model.otherwise !== undefined && !isGiven) return { is: 'bounded', by: model.otherwise };
  const lazy = read.find(({ state, bound }) => state !== 'missing' && bound.lazy);
  return { is: 'open', ...(lazy && { lazy: settingName(lazy.bound) }) };
}

/** `max`, of `arg0.max`. */
export function settingName({ at }: CacheBound): string {
  return at.split('.').at(-1) ?? at;
}

function settingText(bound: CacheBound, values: readonly Abstract[]): string {
  const [only] = values;
  // A text may be an address with a password.
  const text = values.length === 1 && only?.is === 'literal' && typeof only.value === 'number' ? ` (${String(only.value)})` : '';
  return bound.at.includes('.') ? `${settingName(bound)}${text}` : `what it is given${text}`;
}

function valuesAt({ evaluator }: Project, file: string, args: CallFact['args'], { at }: CacheBound): readonly Abstract[] {
  const [head = '', ...path] = at.split('.');
  const argument = args[Number(head.slice('arg'.length))];
  if (!argument) return [];
  const given = flatten(evaluator.evaluate(file, argument));
  // An object of options is no bound by itself.
  if (path.length === 0) return given.filter((v) => v.is !== 'object' && v.is !== 'unknown' && v.is !== 'param');
  return path.reduce<readonly Abstract[]>((values, name) => flatten(values.flatMap((v): readonly Abstract[] => partOf(evaluator, v, name))), given);
}

/** Options that come from a call say nothing of themselves. */
function partOf(evaluator: Project['evaluator'], value: Abstract, name: string): readonly Abstract[] {
  if (value.is === 'object') return evaluator.member(value, name);
  return value.is === 'literal' || value.is === 'absent' ? [{ is: 'absent' }] : [unknown('options that are not seen')];
}

function stateOf(bound: CacheBound, values: readonly Abstract[]): State {
  const states = values.map((v) => stateOfOne(bound, v));
  if (states.length === 0 || states.every((s) => s === 'missing')) return 'missing';
  return states.every((s) => s === 'set') ? 'set' : 'unknown';
}

function stateOfOne({ off = [], only }: CacheBound, value: Abstract): State {
  if (value.is === 'absent' || (value.is === 'library' && value.package === 'globalThis' && pathText(value.path) === 'Number.POSITIVE_INFINITY')) return 'missing';
  if (value.is === 'unknown' || value.is === 'param') return 'unknown';
  if (value.is !== 'literal') return only === undefined ? 'set' : 'unknown';
  if (value.value === undefined || value.value === null || value.value === Infinity || off.includes(value.value)) return 'missing';
  return only === undefined || value.value === only ? 'set' : 'missing';
}

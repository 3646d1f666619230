import type { RetryModel } from '../../catalog/types.js';
import type { CallFact } from '../../model/facts.js';
import { flatten, pathText, unknown, type Abstract } from '../abstract.js';
import { isInfinite } from '../infinite.js';
import type { Project } from '../project.js';
import { constant, unknownGrowth, type Growth } from './growth.js';
import type { Cap, Wait } from './retry.js';
import { growthOf } from './wait-growth.js';

/** What stands at the first place of an option that is set; `undefined` where none is. */
export type Option = readonly Abstract[] | undefined;

/** Reads the options of a call that has something tried again. */
export function optionOf(project: Project, file: string, { args }: CallFact, places: readonly string[]): Option {
  for (const place of places) {
    const values = valuesAt(project, file, args, place);
    if (values.some((v) => v.is !== 'absent' && !(v.is === 'literal' && v.value === undefined))) return values;
  }
  return undefined;
}

function valuesAt({ evaluator }: Project, file: string, args: CallFact['args'], place: string): readonly Abstract[] {
  const [head = '', ...path] = place.split('.');
  const argument = args[Number(head.slice('arg'.length))];
  if (!argument) return [];
  const given = flatten(evaluator.evaluate(file, argument));
  return path.reduce<readonly Abstract[]>((values, name) => flatten(values.flatMap((v): readonly Abstract[] => (v.is === 'object' ? evaluator.member(v, name) : v.is === 'unknown' || v.is === 'param' ? [unknown('options that are not seen')] : [{ is: 'absent' }]))), given);
}

/** Whether an option is set, or may be. */
export function isSet(option: Option): boolean {
  return option !== undefined;
}

/** What ends it. */
export function capOf(project: Project, file: string, fact: CallFact, model: RetryModel): Cap {
  const endless = optionOf(project, file, fact, model.endless ?? []);
  if (isSet(optionOf(project, file, fact, model.ends ?? []))) return { is: 'other' };
  if (endless?.some((v) => v.is === 'literal' && v.value === true)) return { is: 'none' };
  if (endless?.some((v) => v.is !== 'literal')) return { is: 'unknown' };
  const { at, default: without, are } = model.attempts;
  const option = optionOf(project, file, fact, at);
  if (!option) return without === 'endless' ? { is: 'none' } : { is: 'count', most: are === 'retries' ? without + 1 : without };
  const [only, ...others] = option;
  if (others.length === 0 && only && isInfinite(only)) return { is: 'none' };
  if (others.length === 0 && only?.is === 'literal' && typeof only.value === 'number') return { is: 'count', most: are === 'retries' ? only.value + 1 : only.value };
  return option.every((v) => v.is === 'unknown' || v.is === 'param') ? { is: 'unknown' } : { is: 'count' };
}

/** How long it waits, where the entry says. */
export function waitOfLibrary(project: Project, file: string, fact: CallFact, { wait }: RetryModel): Wait {
  const at = { file, value: fact.callee };
  if (!wait) return { is: 'unknown' };
  const named = optionOf(project, file, fact, wait.named?.at ?? []);
  if (named && wait.named) return waitNamed(project, named, wait.named, at);
  if (wait.set) return { is: isSet(optionOf(project, file, fact, wait.set)) ? 'unknown' : 'none' };
  const chosen = wait.made ? optionOf(project, file, fact, wait.made.at) : undefined;
  if (chosen) return waitMade(project, chosen, wait, at);
  if (wait.rate === 'none') return { is: 'none' };
  return { is: 'some', at, growth: { rate: wait.rate, random: isRandom(project, file, fact, wait), max: maximum(project, file, fact, wait) } };
}

/** `{ type: 'exponential', delay: 1000 }`, or the time alone. */
function waitNamed(project: Project, [only, ...others]: readonly Abstract[], { name, time, rates }: NonNullable<NonNullable<RetryModel['wait']>['named']>, at: Extract<Wait, { is: 'some' }>['at']): Wait {
  if (!only || others.length > 0) return { is: 'unknown' };
  if (only.is === 'literal' && typeof only.value === 'number') return only.value === 0 ? { is: 'none' } : { is: 'some', at, growth: constant(only.value) };
  if (only.is !== 'object') return { is: 'unknown' };
  const [kind] = flatten(project.evaluator.member(only, name));
  const [ms] = flatten(project.evaluator.member(only, time));
  const rate = kind?.is === 'literal' && typeof kind.value === 'string' ? rates[kind.value] : undefined;
  if (rate === undefined || (ms?.is === 'literal' && !(Number(ms.value) > 0))) return { is: 'unknown' };
  if (rate === 'constant') return { is: 'some', at, growth: ms?.is === 'literal' && typeof ms.value === 'number' ? constant(ms.value) : { rate, random: false, max: true } };
  return { is: 'some', at, growth: { rate, random: false, max: false } };
}

function isRandom(project: Project, file: string, fact: CallFact, { random }: NonNullable<RetryModel['wait']>): boolean {
  if (random === undefined || random === true) return random ?? false;
  const option = optionOf(project, file, fact, random.at);
  // What is not seen counts as on: nothing is said of it.
  return option ? option.some((v) => v.is !== 'literal' || v.value === random.on) : random.default;
}

function maximum(project: Project, file: string, fact: CallFact, { max }: NonNullable<RetryModel['wait']>): boolean | number {
  if (!max) return true;
  const [only, ...others] = optionOf(project, file, fact, max.at) ?? [];
  if (!only) return max.default === 'none' ? false : max.default;
  if (others.length === 0 && isInfinite(only)) return false;
  return others.length === 0 && only.is === 'literal' && typeof only.value === 'number' ? only.value : true;
}

/** A wait that the library makes, `axiosRetry.exponentialDelay`, or a function of the project. */
function waitMade(project: Project, chosen: readonly Abstract[], { own, made }: NonNullable<RetryModel['wait']>, at: Extract<Wait, { is: 'some' }>['at']): Wait {
  const [only, ...others] = chosen;
  if (!only || others.length > 0) return { is: 'unknown' };
  if (only.is === 'literal' && typeof only.value === 'number') return only.value === 0 ? { is: 'none' } : { is: 'some', at, growth: constant(only.value) };
  if (only.is === 'function' && own) {
    const returns = project.evaluator.facts(only.file)?.functions[only.fn]?.returns ?? [];
    const counts = (place: string): Growth | undefined => (place === `${only.file} param ${String(only.fn)} ${String(own.attempt)}` ? { rate: 'linear', random: false, max: false } : undefined);
    const [first, ...rest] = returns.map((v) => growthOf(project, only.file, v, counts, only.env));
    return { is: 'some', at, growth: first && rest.length === 0 ? madeByLibrary(project, only.file, returns[0], made) ?? first : unknownGrowth };
  }
  const known = only.is === 'library' ? made?.are[lastOf(only)] : undefined;
  return known ? { is: 'some', at, growth: { rate: known.rate, random: known.random ?? false, max: known.max ?? false } } : { is: 'unknown' };
}

/** `(attempt, error) => axiosRetry.exponentialDelay(attempt, error)` */
function madeByLibrary(project: Project, file: string, value: Extract<Parameters<typeof growthOf>[2], object> | undefined, made: NonNullable<RetryModel['wait']>['made']): Growth | undefined {
  const callee = value?.is === 'call' ? project.evaluator.call({ file, call: value.call })?.callee : undefined;
  const [target] = callee ? flatten(project.evaluator.evaluate(file, callee)) : [];
  const known = target?.is === 'library' ? made?.are[lastOf(target)] : undefined;
  return known && { rate: known.rate, random: known.random ?? false, max: known.max ?? false };
}

function lastOf(value: Extract<Abstract, { is: 'library' }>): string {
  return pathText(value.path).split('.').at(-1) ?? '';
}

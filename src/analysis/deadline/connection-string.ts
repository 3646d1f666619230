import type { TypeModel } from '../../catalog/types.js';
import { flatten, noCall, segmentsOf, type Abstract, type CallRef, type Step } from '../abstract.js';
import type { OutboundCall, OutboundContext } from './outbound.js';
import type { Setting } from './place.js';
import { follow } from './property-path.js';

const unseen: Abstract = { is: 'unknown', why: 'read from a connection string that is not seen' };

/**
 * A parameter of the connection string with which the client was made.
 * @param only it can stand nowhere else: a string that is not seen leaves it open
 */
export function urlParameter(context: OutboundContext, site: OutboundCall, parameter: string, only: boolean): readonly Setting[] {
  return site.reading.made.flatMap(({ step, type }): readonly Setting[] => {
    const model = site.reading.entry.types?.[type];
    if (model?.options === undefined) return [];
    if (!('call' in step)) return only ? [{ values: [unseen], at: noCall, where: 'url' }] : [];
    return connectionStrings(context, step, model).flatMap((v): readonly Setting[] => {
      const given = inUrl(v, parameter);
      if (given) return [{ values: [given], at: step.call, where: 'url' }];
      return only && v.is !== 'literal' && v.is !== 'text' ? [{ values: [unseen], at: step.call, where: 'url' }] : [];
    });
  });
}

/** What may hold the connection string: the first argument, the options that do, and the variable that the library reads when there is none. */
function connectionStrings(context: OutboundContext, { call, env }: Extract<Step, { call: CallRef }>, { urls = ['connectionString'], urlVariable }: TypeModel): readonly Abstract[] {
  const { evaluator } = context;
  const first = flatten(evaluator.argument(call, 0, env));
  const optional = urls.flatMap((path) => flatten(follow(evaluator, first.filter((v) => v.is === 'object'), path.split('.'))));
  const found = [...first.filter((v) => v.is !== 'object'), ...optional].filter((v) => v.is !== 'absent' && !(v.is === 'literal' && typeof v.value !== 'string'));
  if (found.length > 0) return found.flatMap((v) => inEnvironment(context, variableOf(v)) ?? [v]);
  return (urlVariable === undefined ? undefined : inEnvironment(context, urlVariable)) ?? [{ is: 'absent' }];
}

/** `process.env.DATABASE_URL`, as the project's `.env` and compose files have it. */
function inEnvironment({ environment }: OutboundContext, name: string | undefined): readonly Abstract[] | undefined {
  return name === undefined ? undefined : environment.get(name)?.map((value): Abstract => ({ is: 'literal', value }));
}

function variableOf(value: Abstract): string | undefined {
  if (value.is !== 'library' || value.package !== 'globalThis') return undefined;
  const [root, env, name] = segmentsOf(value.path);
  return root === 'process' && env === 'env' ? name : undefined;
}

/** A parameter in a text that is an address, even with parts that are not known. */
function inUrl(value: Abstract, parameter: string): Abstract | undefined {
  const text = value.is === 'text' ? value.parts.join('\0') : value.is === 'literal' && typeof value.value === 'string' ? value.value : '';
  const given = new RegExp(`[?&]${parameter}=([^&#]*)`).exec(text)?.[1];
  if (given === undefined) return undefined;
  return given.includes('\0') ? { is: 'number' } : { is: 'literal', value: Number(given) };
}

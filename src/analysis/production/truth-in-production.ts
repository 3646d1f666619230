import type { FileFacts, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';

/** Variables that say in which environment a service runs: https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production */
const variables = new Set(['NODE_ENV', 'APP_ENV']);
const production = new Set(['production', 'prod']);
const deepest = 6;

/**
 * What a test comes to in production, as far as it asks in which environment the service runs: false for `NODE_ENV !== 'production'`, and for names, properties and functions of the
 * project that stand for it. `undefined` where it asks for something else.
 */
export function truthInProduction(evaluator: Evaluator, file: string, value: Value, depth = 0): boolean | undefined {
  const of = (v: Value): boolean | undefined => truthInProduction(evaluator, file, v, depth + 1);
  if (depth > deepest) return undefined;
  switch (value.is) {
    case 'unary': return value.op === '!' ? negated(of(value.of)) : undefined;
    case 'await': return of(value.of);
    case 'either': return value.and && value.of[1] ? joined([of(value.and), of(value.of[1])], false) : undefined;
    case 'fallback': return joined([of(value.first), of(value.then)], true);
    case 'binary': return comparison(evaluator, file, value);
    case 'call': return ofCall(evaluator, file, value.call, depth);
    case 'ref': case 'import': case 'member': {
      const behind = writtenBehind(evaluator, file, value);
      return behind && truthInProduction(evaluator, behind.file, behind.value, depth + 1);
    }
    default: return undefined;
  }
}

function negated(truth: boolean | undefined): boolean | undefined {
  return truth === undefined ? undefined : !truth;
}

/** `&&` is false where one part is, `||` true. */
function joined(parts: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}

function comparison(evaluator: Evaluator, file: string, { op, left, right }: Extract<Value, { is: 'binary' }>): boolean | undefined {
  const [constant, asked] = left.is === 'literal' ? [left, right] : [right, left];
  if (!/^[!=]==?$/.test(op) || constant.is !== 'literal' || typeof constant.value !== 'string' || !isEnvironment(evaluator, file, asked)) return undefined;
  return production.has(constant.value) === !op.startsWith('!');
}

/** `isDevelopment()`; `['development', 'test'].includes(process.env.NODE_ENV)` */
function ofCall(evaluator: Evaluator, file: string, call: number, depth: number): boolean | undefined {
  const fact = evaluator.facts(file)?.calls[call];
  if (!fact) return undefined;
  const { callee, args: [first] } = fact;
  if (callee.is === 'member' && callee.name === 'includes' && callee.of.is === 'array' && first) {
    const names = callee.of.items.map((item) => (item.is === 'literal' ? item.value : undefined));
    return names.every((name) => typeof name === 'string') && isEnvironment(evaluator, file, first) ? names.some((name) => production.has(name)) : undefined;
  }
  const [own, ...others] = evaluator.evaluate(file, callee);
  const [returned, ...more] = own?.is === 'function' && others.length === 0 ? (evaluator.facts(own.file)?.functions[own.fn]?.returns ?? []) : [];
  return own?.is === 'function' && returned && more.length === 0 ? truthInProduction(evaluator, own.file, returned, depth + 1) : undefined;
}

/** `process.env.NODE_ENV`, `config.NODE_ENV`, `config.env` where that is one of them, `app.get('env')` of Express. */
function isEnvironment(evaluator: Evaluator, file: string, value: Value): boolean {
  if (value.is === 'member' && variables.has(value.name)) return true;
  if (value.is === 'fallback') return isEnvironment(evaluator, file, value.first);
  const fact = value.is === 'call' ? evaluator.facts(file)?.calls[value.call] : undefined;
  const [name] = fact?.args ?? [];
  if (fact) return fact.callee.is === 'member' && fact.callee.name === 'get' && name?.is === 'literal' && (name.value === 'env' || variables.has(String(name.value)));
  if (value.is !== 'ref' && value.is !== 'member' && value.is !== 'import') return false;
  return flatten(evaluator.evaluate(file, value)).some((v) => {
    const last = v.is === 'library' ? v.path.at(-1) : undefined;
    return last !== undefined && 'member' in last && variables.has(last.member);
  });
}

/** The one expression that a name or a property stands for, and the file in which it is written. */
function writtenBehind(evaluator: Evaluator, file: string, value: Value): { readonly file: string; readonly value: Value } | undefined {
  if (value.is === 'ref') {
    const { kind, values = [] } = evaluator.facts(file)?.bindings[value.to] ?? {};
    const [only, ...others] = values;
    return only && others.length === 0 && (kind === 'const' || kind === 'import') ? { file, value: only } : undefined;
  }
  if (value.is === 'import') return exported(evaluator, file, value.from, value.name);
  if (value.is !== 'member') return undefined;
  if (value.of.is === 'import') return exported(evaluator, file, value.of.from, value.name);
  const [owner, ...others] = evaluator.evaluate(file, value.of);
  if (others.length > 0) return undefined;
  if (owner?.is === 'namespace') return ofExport(evaluator.facts(owner.file), owner.file, value.name);
  const found = owner?.is === 'object' ? owner.props.findLast((p) => p.key === value.name)?.value : undefined;
  return owner?.is === 'object' && found ? { file: owner.file, value: found } : undefined;
}

function exported(evaluator: Evaluator, file: string, specifier: string, name: string): { readonly file: string; readonly value: Value } | undefined {
  const target = evaluator.sources.resolver.resolve(file, specifier);
  return target.kind === 'file' ? ofExport(evaluator.facts(target.file), target.file, name) : undefined;
}

/** An export by its name, or a property of what the module exports as a whole. */
function ofExport(facts: FileFacts | undefined, file: string, name: string): { readonly file: string; readonly value: Value } | undefined {
  // Compilers write `exports.isDevelopment = void 0` first.
  const [only, ...others] = (facts?.exports ?? []).filter((e) => e.name === name && e.value?.is !== 'undefined');
  if (only?.value && others.length === 0) return { file, value: only.value };
  const whole = facts?.exports.find((e) => e.name === '=')?.value;
  const found = whole?.is === 'object' ? whole.props.findLast((p) => p.key === name)?.value : undefined;
  return found && { file, value: found };
}

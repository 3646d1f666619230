import type { AssignFact, Property, Value } from '../model/facts.js';
import { flatten, pathText, unknown, type Abstract } from './abstract.js';
import type { Evaluator } from './evaluate.js';

type ObjectValue = Extract<Abstract, { is: 'object' }>;

/**
 * A property of an object literal: the last one that names it, through spreads, and what is assigned to it afterwards.
 * Conditional parts give alternatives; a part that cannot be seen gives `unknown`.
 */
export function propertyOf(evaluator: Evaluator, object: ObjectValue, name: string): readonly Abstract[] {
  if (object.without?.includes(name)) return [{ is: 'absent' }];
  // `o = { ...o, b }` and `o.p = o.p || []` lead back to themselves.
  return evaluator.guarded(keyOf(object, name), () => found(evaluator, object, name));
}

/** `table[key]` with a key that is not known: any of the values, of an object literal that is written out. */
export function elementsOf(evaluator: Evaluator, values: readonly Abstract[]): readonly Abstract[] {
  return flatten(values).flatMap((value): readonly Abstract[] => {
    // `process.env[name]` is some variable.
    if (value.is === 'library' && value.package === 'globalThis' && pathText(value.path) === 'process.env') return [{ ...value, path: [...value.path, { member: '*' }] }];
    const written = value.is === 'object' && value.props.length > 0 && value.props.every((p) => p.key !== undefined) ? value : undefined;
    return written ? written.props.flatMap((p) => evaluator.member(written, p.key ?? '')) : [unknown('an element of a collection')];
  });
}

function found(evaluator: Evaluator, object: ObjectValue, name: string): readonly Abstract[] {
  const assigned = assignedTo(evaluator, object, name);
  const certain = assigned.filter((a) => !a.conditional);
  const later = (certain.length > 0 ? certain.slice(-1) : assigned).flatMap((a) => evaluator.evaluate(object.file, a.value, object.env));
  if (certain.length > 0) return later;
  const written = inLiteral(evaluator, object, object.props, name);
  const assignedLater = assignedBy(evaluator, object, name);
  if (assignedLater.length > 0 && later.length === 0) return assignedLater;
  const values = [...later, ...assignedLater, ...written];
  return values.every((v) => v.is === 'absent') && escapes(evaluator, object) ? [unknown('an object that is handed to code that is not seen')] : values;
}

/** One property of one literal, as seen through one call. */
function keyOf({ file, binding, props, env }: ObjectValue, name: string): string {
  const [start, end] = props[0]?.range ?? [-1, -1];
  return `property:${file}:${String(binding)}:${String(start)}-${String(end)}:${name}:${env ? `${env.call.file}#${String(env.call.call)}` : ''}`;
}

/** The property where it is written, for reports: the last one of that name in the literal itself. */
export function writtenProperty(object: ObjectValue, name: string): Property | undefined {
  return object.props.findLast((p) => p.key === name);
}

function inLiteral(evaluator: Evaluator, object: ObjectValue, props: readonly Property[], name: string): readonly Abstract[] {
  for (let index = props.length - 1; index >= 0; index--) {
    const property = props[index];
    if (property?.value && property.key === name) return evaluator.evaluate(object.file, property.value, object.env);
    if (property?.spread) {
      const spread = withoutCycles(evaluator.evaluate(object.file, property.spread, object.env).flatMap((v) => ofSpread(evaluator, v, name)));
      if (spread.every((v) => v.is === 'absent')) continue;
      if (!spread.some((v) => mayBeMissing(v))) return spread;
      return merged(spread, inLiteral(evaluator, object, props.slice(0, index), name));
    }
    if (property && property.key === undefined) return [unknown('a computed property'), ...inLiteral(evaluator, object, props.slice(0, index), name)];
  }
  return [{ is: 'absent' }];
}

function ofSpread(evaluator: Evaluator, value: Abstract, name: string): readonly Abstract[] {
  // Spreading a boolean, null or undefined adds nothing: `...(flag && { timeout })`.
  if (value.is === 'literal') return [{ is: 'absent' }];
  if (value.is === 'library') return [unknown('an object of a library')];
  return evaluator.member(value, name);
}

/** What leads back to the question adds nothing to the other alternatives. */
function withoutCycles(values: readonly Abstract[]): readonly Abstract[] {
  const others = values.filter((v) => !(v.is === 'unknown' && v.why === 'cycle'));
  return others.length > 0 ? others : values;
}

function mayBeMissing(value: Abstract): boolean {
  return value.is === 'absent' || value.is === 'param' || value.is === 'unknown' || value.is === 'or';
}

/** What the spread gives where it gives something, else what stood before it. */
function merged(spread: readonly Abstract[], before: readonly Abstract[]): readonly Abstract[] {
  if (before.every((v) => v.is === 'absent')) return spread;
  return spread.flatMap((value): readonly Abstract[] => {
    if (value.is === 'absent') return before;
    if (value.is === 'or') return [{ is: 'or', first: value.first, then: merged(value.then, before) }];
    return value.is === 'param' || value.is === 'unknown' ? [{ is: 'or', first: value, then: before }] : [value];
  });
}

/** `options.timeout = 5`, where `options` is the variable that holds the object. */
function assignedTo(evaluator: Evaluator, object: ObjectValue, name: string): readonly AssignFact[] {
  if (object.binding === undefined) return [];
  return (evaluator.facts(object.file)?.assigns ?? []).filter(({ target }) => target.is === 'member' && target.name === name && isBinding(target.of, object.binding));
}

function isBinding(value: Value, binding: number | undefined): boolean {
  return value.is === 'ref' && value.to === binding;
}

/** `Object.assign(options, { timeout })`, where the result is not used. */
function assignedBy(evaluator: Evaluator, object: ObjectValue, name: string): readonly Abstract[] {
  const facts = evaluator.facts(object.file);
  const uses = object.binding === undefined ? [] : (facts?.bindings[object.binding]?.uses ?? []);
  return uses.flatMap((use) => {
    const call = use.as === 'argument' && use.index === 0 && use.call !== undefined ? facts?.calls[use.call] : undefined;
    const { callee } = call ?? {};
    if (!call?.dropped || callee?.is !== 'member' || callee.name !== 'assign' || callee.of.is !== 'global' || callee.of.name !== 'Object') return [];
    return call.args.slice(1).flatMap((argument) => evaluator.evaluate(object.file, argument, object.env)).flatMap((v) => ofSpread(evaluator, v, name)).filter((v) => v.is !== 'absent');
  });
}

/** Whether the object was given to a function that nobody knows, which may have set the property. */
function escapes(evaluator: Evaluator, object: ObjectValue): boolean {
  if (object.binding === undefined) return false;
  const uses = evaluator.facts(object.file)?.bindings[object.binding]?.uses ?? [];
  return uses.some((use) => {
    const callee = use.as === 'argument' && use.call !== undefined ? evaluator.facts(object.file)?.calls[use.call]?.callee : undefined;
    if (!callee) return false;
    return flatten(evaluator.evaluate(object.file, callee)).every((c) => c.is === 'unknown' || c.is === 'param');
  });
}

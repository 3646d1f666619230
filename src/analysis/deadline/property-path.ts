import type { Span } from '../../model/span.js';
import { flatten, type Abstract } from '../abstract.js';
import type { Evaluator } from '../evaluate.js';
import { writtenProperty } from '../properties.js';

/** A property of an options object, where it is written. */
export interface Written extends Span {
  readonly key: string;
}

/** What stands at a path of properties. */
export function follow(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[]): readonly Abstract[] {
  return path.reduce<readonly Abstract[]>((current, segment) => stepInto(evaluator, current, segment), values);
}

/** `timeout`, a property; `useFactory()`, what the function there returns; also of the object that a class makes: `useClass().createOptions()`. */
export function stepInto(evaluator: Evaluator, values: readonly Abstract[], segment: string): readonly Abstract[] {
  const name = segment.replace('()', '');
  const found = values.flatMap((v) => evaluator.member(v, name));
  return segment === name ? found : flatten(found).flatMap((v) => (v.is === 'library' || v.is === 'object' ? [v.is === 'object' ? v : { is: 'absent' }] : evaluator.given(v)));
}

/** The property that the path leads to, in the literal or the one that it spreads. */
export function writtenAt(evaluator: Evaluator, values: readonly Abstract[], path: readonly string[]): Written | undefined {
  const [name, ...rest] = path;
  const value = flatten(values).find((v) => v.is === 'object');
  if (name === undefined || !value) return undefined;
  if (name.endsWith('()')) return writtenAt(evaluator, stepInto(evaluator, [value], name), rest);
  const property = writtenProperty(value, name);
  if (!property) {
    const spreads = value.props.flatMap((p) => (p.spread ? evaluator.evaluate(value.file, p.spread, value.env) : []));
    return spreads.length > 0 ? writtenAt(evaluator, spreads, path) : undefined;
  }
  const inner = rest.length > 0 && property.value ? writtenAt(evaluator, evaluator.evaluate(value.file, property.value, value.env), rest) : undefined;
  return inner ?? { file: value.file, start: property.range[0], end: property.range[1], key: name };
}

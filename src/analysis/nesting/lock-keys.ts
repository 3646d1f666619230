import type { Value } from '../../model/facts.js';
import { flatten, type Env } from '../abstract.js';
import type { Project } from '../project.js';
import { nameOf } from './shared-source.js';

/** Texts with fewer constant characters than this say too little to be taken for the same. */
const shortest = 3;

/**
 * A name of the key of a lock, the same wherever the same key is meant: its text, the constant parts of it, or the parameter, the field or the name that holds it.
 * `undefined` where it has none.
 */
export function keyName(project: Project, file: string, value: Value, env?: Env): string | undefined {
  const [only, ...others] = flatten(project.evaluator.evaluate(file, value, env));
  if (others.length === 0 && only?.is === 'literal' && only.value !== undefined && only.value !== null) return `=${String(only.value)}`;
  if (others.length === 0 && only?.is === 'text' && only.parts.join('').length >= shortest) return `~${only.parts.join('\u0000')}`;
  if (others.length === 0 && only?.is === 'param') return `${only.file}@${String(only.fn)}.${String(only.at)}.${only.path.join('.')}`;
  const facts = project.evaluator.facts(file);
  return facts && nameOf(facts, file, value, '');
}

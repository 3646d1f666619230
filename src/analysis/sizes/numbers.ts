import type { Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import type { Looked } from './frames.js';
import { isNumberCompared } from './compared-numbers.js';
import { requestPart } from './request-part.js';
import { bounded, together, unknownSize, type Size } from './size.js';
import type { Sizes } from './sizes.js';
import { validatedMaximum } from './validated-maximum.js';

const deepest = 16;

/** What bounds a number that says how many: a constant, `Math.min`, a checked part of a request, the length of a list. */
export function sizeOfNumber(sizes: Sizes, looked: Looked, depth: number): Size {
  const { project } = sizes;
  const { file, value } = looked;
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return unknownSize('too far to follow');
  const inner = (v: Value): Size => sizeOfNumber(sizes, { ...looked, value: v }, depth + 1);
  const found = flatten(project.evaluator.evaluate(file, value));
  if (found.length > 0 && found.every((v) => v.is === 'literal' && typeof v.value === 'number' && Number.isFinite(v.value))) return bounded('a number that stands in the code');
  switch (value.is) {
    case 'member': if (value.name === 'length' || value.name === 'size') return sizes.of({ ...looked, value: value.of }, depth + 1);
      break;
    case 'binary': if (/^[-+*/%]$/.test(value.op)) return value.op === '%' ? inner(value.right) : together([inner(value.left), ...(value.op === '-' || value.op === '/' ? [] : [inner(value.right)])]);
      break;
    case 'call': {
      const { callee, args = [] } = facts.calls[value.call] ?? {};
      const name = callee?.is === 'member' && callee.of.is === 'global' ? `${callee.of.name}.${callee.name}` : '';
      if (name === 'Math.min') return args.map(inner).find((s) => s.is === 'bounded') ?? unknownSize('the least of several');
      if (name === 'Math.max' || name === 'Math.ceil' || name === 'Math.floor' || name === 'Math.round') return together(args.map(inner));
      break;
    }
    default: break;
  }
  if (isNumberCompared(facts, value)) return unknownSize('it is compared with a limit');
  const part = requestPart(project, looked);
  if (!part) return ofName(sizes, looked, depth) ?? unknownSize('a number that is not followed');
  // `Math.min(limit, 100)` in one of the places where it gets its value.
  if (value.is === 'ref' && (facts.bindings[value.to]?.values.length ?? 0) > 1) return unknownSize('it gets its value in several places');
  const maximum = validatedMaximum(project, part);
  if (maximum === 'set') return bounded('a maximum that the request is checked for');
  return maximum === 'unknown' ? unknownSize('what checks the request is not read') : { is: 'unbounded', by: 'request', why: part.path.join('.'), at: undefined };
}

/** `const limit = Math.min(asked, 100)` */
function ofName(sizes: Sizes, looked: Looked, depth: number): Size | undefined {
  const { file, value } = looked;
  const [only, ...others] = value.is === 'ref' ? (sizes.project.evaluator.facts(file)?.bindings[value.to]?.values ?? []) : [];
  return only && others.length === 0 ? sizeOfNumber(sizes, { ...looked, value: only }, depth + 1) : undefined;
}

import type { Value } from '../../model/facts.js';
import type { Project } from '../project.js';
import { givenBy, type Looked } from './frames.js';
import { limitsMember } from './validated-maximum.js';

const deepest = 6;
const mostCallers = 24;

/** What stands under a name in an object that is written out: here, at the callers, or in the argument of a `create(…)`. `unseen` where some of it is not. */
export interface WrittenProperty {
  readonly values: readonly Looked[];
  readonly unseen: boolean;
}

const unseen: WrittenProperty = { values: [], unseen: true };

/** The property of an object, as far as the object is written out somewhere. */
export function writtenProperty(project: Project, looked: Looked, name: string, depth = 0): WrittenProperty {
  const { file, value, frame } = looked;
  if (depth > deepest) return unseen;
  const inner = (v: Value): WrittenProperty => writtenProperty(project, { ...looked, value: v }, name, depth + 1);
  switch (value.is) {
    case 'object': {
      const own = value.props.find((p) => p.key === name)?.value;
      if (own) return { values: [{ ...looked, value: own }], unseen: false };
      const spreads = value.props.flatMap((p) => (p.spread ? [inner(p.spread)] : []));
      return spreads.length === 0 ? { values: [], unseen: false } : merged(spreads);
    }
    case 'await': return inner(value.of);
    case 'fallback': return merged([inner(value.first), inner(value.then)]);
    case 'either': return merged(value.of.filter((v) => v.is !== 'undefined').map(inner));
    case 'ref': {
      const binding = project.evaluator.facts(file)?.bindings[value.to];
      const [only, ...others] = binding?.values ?? [];
      return only && others.length === 0 && binding?.kind !== 'import' ? inner(only) : unseen;
    }
    case 'param': {
      const given = givenBy(project, file, value.fn, value.at, frame);
      if (given) return typeof given === 'object' ? writtenProperty(project, given, name, depth + 1) : unseen;
      const callers = project.graph.callersOf({ file, fn: value.fn });
      if (callers.length === 0 || callers.length > mostCallers || project.evaluator.facts(file)?.functions[value.fn]?.passedTo) return unseen;
      return merged(callers.map((call) => {
        const argument = givenBy(project, file, value.fn, value.at, { file, fn: value.fn, call, outer: undefined });
        return typeof argument === 'object' ? writtenProperty(project, argument, name, depth + 1) : unseen;
      }));
    }
    case 'call': {
      // `Command.create({ ids })` makes an object of what it is given.
      const { callee, args } = project.evaluator.call({ file, call: value.call }) ?? {};
      const [first] = args ?? [];
      return callee?.is === 'member' && callee.name === 'create' && first?.is === 'object' && !limitsMember(project, file, callee.of, name) ? inner(first) : unseen;
    }
    default: return unseen;
  }
}

function merged(parts: readonly WrittenProperty[]): WrittenProperty {
  return { values: parts.flatMap((p) => p.values), unseen: parts.length === 0 || parts.some((p) => p.unseen) };
}

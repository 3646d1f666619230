import type { FileFacts, Step, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { listsIn } from '../every-step.js';
import type { Project } from '../project.js';

const deepest = 5;

/** Whether a call runs only where `NODE_ENV` is not `production`: the branch around it says so. */
export function isDevelopmentOnly(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  const fn = facts?.calls[call]?.fn ?? -1;
  const steps = facts && (fn === -1 ? facts.steps : (facts.functions[fn]?.steps ?? []));
  return steps !== undefined && branchesAround(steps, call)?.some(({ test, taken }) => inProduction(project, file, test) === !taken) === true;
}

/** The conditions around a call, and which way leads to it. */
function branchesAround(steps: readonly Step[], call: number): readonly { readonly test: Value; readonly taken: boolean }[] | undefined {
  for (const step of steps) {
    if (step === call) return [];
    if (typeof step === 'number') continue;
    for (const [at, list] of listsIn(step).entries()) {
      const inner = branchesAround(list, call);
      if (inner) return step.is === 'branch' && step.on === undefined ? [{ test: step.test, taken: at === 0 }, ...inner] : inner;
    }
  }
  return undefined;
}

/** What a condition comes to in production, where it is made of `NODE_ENV`. */
function inProduction(project: Project, file: string, value: Value, depth = 0): boolean | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || depth > deepest) return undefined;
  switch (value.is) {
    case 'binary': return compared(value);
    case 'unary': {
      const inner = value.op === '!' ? inProduction(project, file, value.of, depth + 1) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'ref': {
      const [only, ...others] = facts.bindings[value.to]?.values ?? [];
      return only && others.length === 0 ? inProduction(project, file, only, depth + 1) : undefined;
    }
    case 'import': return ofExport(project, file, value.from, value.name, depth);
    case 'member': return value.of.is === 'import' ? ofExport(project, file, value.of.from, value.name, depth) : undefined;
    default: return undefined;
  }
}

function ofExport(project: Project, file: string, from: string, name: string, depth: number): boolean | undefined {
  const target = project.evaluator.sources.resolver.resolve(file, from);
  const facts = target.kind === 'file' ? project.evaluator.facts(target.file) : undefined;
  const value = facts && exported(facts, name);
  return target.kind === 'file' && value ? inProduction(project, target.file, value, depth + 1) : undefined;
}

/** The last value that a module gives an export: compiled ones begin with `exports.isDev = void 0`. */
function exported({ exports }: FileFacts, name: string): Value | undefined {
  return exports.filter((e) => e.name === name && e.value !== undefined && e.value.is !== 'undefined').at(-1)?.value;
}

/** `process.env.NODE_ENV === 'development'`. */
function compared({ op, left, right }: Extract<Value, { is: 'binary' }>): boolean | undefined {
  const sides = [left, right];
  const text = sides.find((side) => side.is === 'literal');
  if (text?.is !== 'literal' || !sides.some((side) => side.is === 'member' && side.name === 'NODE_ENV')) return undefined;
  const isEqual = /^={2,3}$/.test(op);
  return isEqual || /^!={1,2}$/.test(op) ? (text.value === 'production') === isEqual : undefined;
}

import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, sameCall, type CallRef, type FunctionRef } from '../abstract.js';
import { everyStep } from '../every-step.js';
import type { Project } from '../project.js';
import type { QueueCall } from './queue-calls.js';

/** What is done with a queue somewhere in the project. */
export interface QueueUses {
  readonly adds: readonly CallRef[];
  /** Where it is asked how much waits, or waited until there is room; the function, -1 for the module. */
  readonly asks: readonly FunctionRef[];
  /** Something of the kind is done with a queue of which it is not known whether it is this one. */
  readonly maybeAsked: boolean;
}

/** The calls and reads of a queue, by what its model names. */
export function usesOfQueue(project: Project, queue: QueueCall): QueueUses {
  const adds = (queue.model.adds ?? []).flatMap((name) => project.calledNames.get(name) ?? []).filter((by) => whose(project, by, queue) !== 'other');
  const asked = (queue.model.asks ?? []).flatMap((name) => project.calledNames.get(name) ?? []).map((by) => ({ by, whose: whose(project, by, queue) }));
  const own = asked.filter((a) => a.whose === 'own').map(({ by }): FunctionRef => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }));
  return { adds, asks: [...own, ...readsOf(project, queue)], maybeAsked: asked.some((a) => a.whose === 'maybe') };
}

/** Whether a method is called on this queue: `maybe` where only its type is known. */
function whose(project: Project, by: CallRef, queue: QueueCall): 'own' | 'maybe' | 'other' {
  const callee = project.evaluator.call(by)?.callee;
  return callee?.is === 'member' && !project.isScript(by.file) ? isQueue(project, by.file, callee.of, queue) : 'other';
}

function isQueue(project: Project, file: string, value: Value, queue: QueueCall): 'own' | 'maybe' | 'other' {
  let found: 'maybe' | 'other' = 'other';
  for (const one of flatten(project.evaluator.evaluate(file, value))) {
    if (one.is !== 'library' || one.package !== queue.package) continue;
    const { maker } = queue;
    if (maker && one.path.some((step) => 'call' in step && sameCall(step.call, maker))) return 'own';
    if (!maker || one.path.some((step) => 'typed' in step)) found = 'maybe';
  }
  return found;
}

/** `if (queue.size > 100)`, `const waiting = queue.size + queue.pending`. */
function readsOf(project: Project, queue: QueueCall): readonly FunctionRef[] {
  const names = new Set(queue.model.asks ?? []);
  const files = [...project.evaluator.sources.files].filter(([, facts]) => facts.imports.includes(queue.package) || facts.imports.some((i) => i.startsWith('.')));
  return files.flatMap(([file, facts]) => valuesIn(facts).flatMap(({ value, fn }) => (reads(value, names, 0).some((of) => isQueue(project, file, of, queue) === 'own') ? [{ file, fn }] : [])));
}

function valuesIn(facts: FileFacts): readonly { readonly value: Value; readonly fn: number }[] {
  const tests = [...everyStep(facts)].flatMap(({ step, fn }) => (typeof step !== 'number' && (step.is === 'branch' || step.is === 'loop') && step.test ? [{ value: step.test, fn }] : []));
  const held = facts.bindings.flatMap(({ values, fn }) => values.map((value) => ({ value, fn })));
  const returned = facts.functions.flatMap(({ returns }, fn) => returns.map((value) => ({ value, fn })));
  return [...tests, ...held, ...returned];
}

function reads(value: Value, names: ReadonlySet<string>, depth: number): readonly Value[] {
  const inner = (v: Value | undefined): readonly Value[] => (v && depth < 8 ? reads(v, names, depth + 1) : []);
  switch (value.is) {
    case 'member': return names.has(value.name) ? [value.of] : inner(value.of);
    case 'binary': return [...inner(value.left), ...inner(value.right)];
    case 'unary': return inner(value.of);
    case 'either': return [...value.of.flatMap(inner), ...inner(value.and)];
    case 'fallback': return [...inner(value.first), ...inner(value.then)];
    case 'object': return value.props.flatMap((p) => inner(p.value));
    default: return [];
  }
}

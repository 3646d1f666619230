import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, segmentsOf } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import type { Project } from '../project.js';
import type { Pressure } from './pressure.js';
import { extendsStream, pushTarget } from './push-targets.js';

/** The streams of a file that take a piece, push it to a queue, and say at once that they are ready for the next. */
export function earlyAnswersIn(project: Project, file: string): readonly Pressure[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  return [...new Set([...byOption(project, file, facts), ...byMethod(project, file, facts)])].flatMap((fn) => ofWriter(project, file, facts, fn));
}

/** `new Duplex({ write(chunk, encoding, callback) { … } })` */
function byOption(project: Project, file: string, facts: FileFacts): readonly number[] {
  return facts.calls.flatMap(({ callee, args, construct }) => {
    const write = args[0]?.is === 'object' ? args[0].props.find((p) => p.key === 'write')?.value : undefined;
    if (!construct || !write || !isStream(project, file, callee)) return [];
    return flatten(project.evaluator.evaluate(file, write)).flatMap((v) => (v.is === 'function' && v.file === file ? [v.fn] : []));
  });
}

function isStream(project: Project, file: string, callee: Value): boolean {
  return flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'library' && /^(?:node:)?(?:readable-)?stream$/.test(v.package) && /^(?:Writable|Duplex)$/.test(segmentsOf(v.path).at(-1) ?? ''));
}

/** `class Bridge extends Duplex { _write(chunk, encoding, callback) { … } }` */
function byMethod(project: Project, file: string, facts: FileFacts): readonly number[] {
  return facts.classes.flatMap(({ members }, cls) => (extendsStream(project, file, cls, /^(?:Writable|Duplex)$/) ? members.flatMap((m) => (m.name === '_write' && m.fn !== undefined ? [m.fn] : [])) : []));
}

function ofWriter(project: Project, file: string, facts: FileFacts, fn: number): readonly Pressure[] {
  const isParameter = (v: Value, at: number): boolean => (v.is === 'param' && v.fn === fn && v.at === at) || (v.is === 'ref' && facts.bindings[v.to]?.values.some((b) => b.is === 'param' && b.fn === fn && b.at === at) === true);
  const { steps = [] } = facts.functions[fn] ?? {};
  // On all ways, and in the same moment.
  const answers = steps.some((s) => typeof s === 'number' && isParameter(facts.calls[s]?.callee ?? { is: 'unknown' }, 2));
  if (!answers || stepsIn(steps).some((s) => typeof s !== 'number' && (s.is === 'await' || s.is === 'branch'))) return [];
  return facts.calls.flatMap(({ callee, args, fn: at, dropped, void: isVoid }, call): readonly Pressure[] => {
    if (at !== fn || callee.is !== 'member' || callee.name !== 'push' || !(dropped || isVoid) || !args.some((a) => isParameter(a, 0))) return [];
    const noun = pushTarget(project, file, facts, callee.of);
    return noun === undefined ? [] : [{ ref: { file, call }, is: 'early', name: 'write', verdict: { is: 'ignored', noun, source: 'The stream\'s write' } }];
  });
}

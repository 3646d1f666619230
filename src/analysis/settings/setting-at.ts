import { flatten, type Abstract, type CallRef, type ParamValue } from '../abstract.js';
import type { Project } from '../project.js';

/** What stands at the place of an option. */
export interface Setting {
  /** `missing`: nobody sets it. */
  readonly state: 'set' | 'missing' | 'unknown';
  readonly values: readonly Abstract[];
}

/** Callers of callers are not asked further. */
const deepest = 3;

/**
 * Reads an option of a call: `arg0`, or a property such as `arg0.limits.fileSize`. What a function only hands on is what its callers give.
 */
export function settingAt(project: Project, ref: CallRef, at: string): Setting {
  const [head = '', ...path] = at.split('.');
  const fact = project.evaluator.call(ref);
  const argument = fact?.args[Number(head.slice('arg'.length))];
  if (!fact) return { state: 'unknown', values: [] };
  if (!argument) return { state: fact.args.some((a) => a.is === 'spread') ? 'unknown' : 'missing', values: [] };
  const given = handedValues(project, project.evaluator.evaluate(ref.file, argument));
  const values = path.reduce<readonly Abstract[]>((of, name) => handedValues(project, of.flatMap((v) => part(project, v, name))), given);
  const states = values.map(stateOf);
  if (states.every((s) => s === 'missing')) return { state: 'missing', values };
  return { state: states.includes('unknown') ? 'unknown' : 'set', values };
}

/** The values, where those that a function is given are what its callers give. A caller that cannot be followed leaves the parameter. */
export function handedValues(project: Project, values: readonly Abstract[], depth = 0): readonly Abstract[] {
  return flatten(values).flatMap((v) => (v.is === 'param' && depth < deepest ? fromCallers(project, v, depth) : [v]));
}

function fromCallers(project: Project, param: ParamValue, depth: number): readonly Abstract[] {
  const { evaluator, graph } = project;
  const callers = graph.callersOf(param).filter(({ file }) => !project.isScript(file));
  if (callers.length === 0 || param.rest) return [param];
  const given = callers.flatMap((by) => param.path.reduce<readonly Abstract[]>((of, name) => flatten(of).flatMap((v) => evaluator.member(v, name)), evaluator.argument(by, param.at, undefined)));
  return handedValues(project, given, depth + 1);
}

function part(project: Project, value: Abstract, name: string): readonly Abstract[] {
  if (value.is === 'object' || value.is === 'param' || value.is === 'namespace' || value.is === 'instance') return project.evaluator.member(value, name);
  // `new Server(httpServer)`: no options at all.
  const isServer = value.is === 'library' && /^https?2?$/.test(value.package) && value.path.some((step) => 'call' in step);
  return isServer || value.is === 'literal' || value.is === 'absent' ? [{ is: 'absent' }] : [{ is: 'unknown', why: 'options that are not seen' }];
}

function stateOf(value: Abstract): Setting['state'] {
  if (value.is === 'absent') return 'missing';
  if (value.is === 'unknown' || value.is === 'param') return 'unknown';
  return value.is === 'literal' && (value.value === undefined || value.value === null) ? 'missing' : 'set';
}

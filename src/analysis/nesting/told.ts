import type { SlotModel } from '../../catalog/types.js';
import { flatten, type Abstract, type CallRef, type Env } from '../abstract.js';
import { chainedCalls } from '../deadline/chain.js';
import type { Project } from '../project.js';

/** Whether a call is told to use what is held, by an option, an argument or a chained method: `{ transaction }`, `.transacting(trx)`. `undefined` where it cannot be seen. */
export function isTold(project: Project, ref: CallRef, { told = [], toldBy }: SlotModel, env: Env | undefined): boolean | undefined {
  const args = project.evaluator.call(ref)?.args ?? [];
  if (args.some((a) => a.is === 'spread')) return undefined;
  if (chainedCalls(project.evaluator, ref).some(({ method }) => told.includes(method))) return true;
  const valuesAt = (at: number): readonly Abstract[] => flatten(project.evaluator.argument(ref, at, env));
  if (toldBy !== undefined && valuesAt(toldBy).some((v) => !isNothing(v))) return valuesAt(toldBy).some(isNothing) ? undefined : true;
  const answers = args.map((_, at) => agreed(valuesAt(at).map((v) => saysSo(project, v, told))));
  if (answers.includes(true)) return true;
  const places = optionsOf(project, ref, env) ?? [args.length - 1];
  return places.some((at) => at >= 0 && at < args.length && answers[at] === undefined) ? undefined : false;
}

function saysSo(project: Project, value: Abstract, told: readonly string[]): boolean | undefined {
  switch (value.is) {
    case 'object': {
      if (value.props.some((p) => p.key !== undefined && told.includes(p.key) && p.value !== undefined && p.value.is !== 'undefined' && !(p.value.is === 'literal' && p.value.value === null))) return true;
      // `ctx.transaction = transaction`: what is handed around in objects may be filled on the way.
      if (value.props.some((p) => p.spread !== undefined) && isAssigned(project, told)) return undefined;
      const held = told.flatMap((name) => flatten(project.evaluator.member(value, name)));
      return agreed(held.map((v) => (isNothing(v) ? false : v.is === 'param' || v.is === 'unknown' ? undefined : true)));
    }
    case 'param': case 'unknown': case 'instance': case 'or': return undefined;
    default: return false;
  }
}

const assigned = new WeakMap<Project, ReadonlySet<string>>();

/** Whether the project assigns a property of this name anywhere. */
function isAssigned(project: Project, told: readonly string[]): boolean {
  let names = assigned.get(project);
  if (!names) assigned.set(project, (names = new Set([...project.evaluator.sources.files.values()].flatMap((f) => f.assigns.flatMap(({ target }) => (target.is === 'member' ? [target.name] : []))))));
  return told.some((name) => names.has(name));
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.length === 0 ? false : answers.every((a) => a === first) ? first : undefined;
}

function isNothing(value: Abstract): boolean {
  return value.is === 'absent' || (value.is === 'literal' && (value.value === undefined || value.value === null));
}

/** The arguments that hold the options, by the catalog's model of the call. */
function optionsOf(project: Project, ref: CallRef, env: Env | undefined): readonly number[] | undefined {
  const callee = project.evaluator.call(ref)?.callee;
  for (const value of callee ? flatten(project.evaluator.evaluate(ref.file, callee, env)) : []) {
    if (value.is !== 'library') continue;
    for (const reading of project.catalog.read(value, project.versionOf(ref.file, value.package))) {
      const options = project.catalog.call(reading)?.options;
      if (options !== undefined) return typeof options === 'number' ? [options] : options;
    }
  }
  return undefined;
}

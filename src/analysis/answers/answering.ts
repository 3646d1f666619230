import type { AnswerModel } from '../../catalog/types.js';
import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, functionKey } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Handler } from '../handlers.js';
import { bearerOf, parameterKey } from '../paths/bearer.js';
import { Duties, type Outcome, type ReturnMeaning } from '../paths/duties.js';
import type { End } from '../paths/path.js';
import { rootsOf } from '../paths/roots.js';
import type { Project } from '../project.js';
import { answerBearers, decoratorName } from './answer-bearers.js';
import { arityOf, isMeantForErrors } from './error-arity.js';
import { onlyPrepared } from './only-prepared.js';

/** Whether a handler answers, or hands the request on, on every path. */
export interface Answering {
  readonly handler: Handler;
  readonly model: AnswerModel;
  /** `never`: nothing in it does. `arity`: it was meant for errors, and has not the number of parameters by which the framework tells that. */
  readonly is: 'always' | 'open' | 'never' | 'unknown' | 'arity';
  /** The ends that are reached for certain without. */
  readonly ends: readonly OpenEnd[];
}

export interface OpenEnd extends End {
  /** A call before it that only prepares an answer: `res.status`. */
  readonly prepared?: string;
}

const duties = new WeakMap<Project, Readonly<Record<ReturnMeaning, Duties>>>();

/** The handlers of a file that have to answer by themselves, in the order in which they stand. */
export function answeringIn(project: Project, file: string): readonly Answering[] {
  const here = project.handlers.filter((h) => h.file === file && h.model.answers !== undefined);
  const byFunction = new Map(here.toReversed().map((h) => [functionKey(h), h]));
  return [...byFunction.values()].sort((a, b) => a.fn - b.fn).flatMap((handler) => {
    const model = handler.model.answers;
    const found = model && judged(project, handler, model);
    return found ? [found] : [];
  });
}

function judged(project: Project, handler: Handler, model: AnswerModel): Answering | undefined {
  const facts = project.evaluator.facts(handler.file);
  const fact = facts?.functions[handler.fn];
  if (!facts || !fact) return undefined;
  const direct = handler.through.length === 0;
  const arity = model.errorPackages?.includes(handler.package) === false ? undefined : model.errorArity;
  const forErrors = arity !== undefined && arityOf(fact) === arity;
  if (arity !== undefined && direct && !forErrors && isMeantForErrors(facts, handler.fn)) return { handler, model, is: 'arity', ends: [] };
  const bearers = answerBearers(facts, handler, model, forErrors ? 1 : 0);
  if (!bearers || fact.generator || isExempt(project, handler, model)) return undefined;
  const ofAsync = model.async === true && fact.async === true;
  const outcome = dutiesOf(project)[ofAsync || model.value ? 'answer' : direct ? 'nothing' : 'may'].ofRoot(handler, bearers);
  const possible = forErrors ? outcome.ends.filter((end) => !isWithoutError(facts, handler, end)) : outcome.ends;
  const ends = ofAsync ? possible.flatMap((end) => atReturnOf(handler, end)) : possible;
  // A function that was only given to something may be no handler at all, and one that gives something and does nothing else is of a framework that sends it.
  if (!outcome.touched && (!direct || (!model.value && model.response.startsWith('$') && fact.returns.some((v) => v.is !== 'undefined')))) return undefined;
  // Several may listen for a request, and one of them answers.
  if (!outcome.touched && handler.model.event !== undefined && model.next === undefined) return undefined;
  const found = verdict(project, handler, model, { ...outcome, ends });
  return { handler, model, is: found.is, ends: found.ends.map((end) => ({ ...end, ...prepared(onlyPrepared(facts, handler.file, handler, bearers, end)) })) };
}

/** `else if (err)` that does not hold: what is handed to a handler of errors is one, since routers come to it for a truthy value only (router@2.2.0 index.js, express@4.21.2 lib/router/index.js: `if (layerError)`). */
function isWithoutError(facts: FileFacts, { file, fn }: Handler, { choices }: End): boolean {
  return choices.some((choice) => choice.file === file && choice.holds === false && choice.test !== undefined && isFirstParameter(facts, fn, choice.test));
}

function isFirstParameter({ bindings }: FileFacts, fn: number, value: Value): boolean {
  if (value.is === 'param') return value.fn === fn && value.at === 0;
  const values = value.is === 'ref' ? (bindings[value.to]?.values ?? []) : [];
  return values.length === 1 && values.every((v) => v.is === 'param' && v.fn === fn && v.at === 0);
}

/** The decorators and options with which it is another kind of handler. */
function isExempt({ evaluator }: Project, { file, fn, registered }: Handler, { unless = [] }: AnswerModel): boolean {
  const facts = evaluator.facts(file);
  const decorators = facts?.classes.flatMap((c) => c.members).find((m) => m.fn === fn)?.decorators ?? [];
  if (facts && decorators.some((d) => unless.includes(decoratorName(facts, d)))) return true;
  const options = registered ? (evaluator.call(registered.call)?.args ?? []).flatMap((_, at) => flatten(evaluator.argument(registered.call, at, undefined))) : [];
  return unless.some((name) => options.some((o) => o.is === 'object' && evaluator.member(o, name).some((v) => v.is === 'literal' && v.value === true)));
}

/** Of an async handler that answers by ending only `return reply` leaves it to something else; whether a callback is that is not told apart. */
function atReturnOf({ file, fn }: Handler, end: End): readonly End[] {
  if (end.fn.fn !== fn || end.fn.file !== file) return [{ ...end, sure: false }];
  return end.range ? [end] : [];
}

function prepared(name: string | undefined): { readonly prepared?: string } {
  return name === undefined ? {} : { prepared: name };
}

function verdict(project: Project, handler: Handler, model: AnswerModel, { touched, ends }: Outcome): Pick<Answering, 'is' | 'ends'> {
  if (ends.length === 0) return { is: 'always', ends };
  const sure = ends.filter((end) => end.sure && !isForMaker(project, handler, end));
  if (sure.length === 0 || isAnsweredAround(project, handler, model)) return { is: 'unknown', ends: [] };
  return { is: touched ? 'open' : 'never', ends: sure };
}

function dutiesOf(project: Project): Readonly<Record<ReturnMeaning, Duties>> {
  let found = duties.get(project);
  if (!found) duties.set(project, (found = { nothing: new Duties(project), may: new Duties(project, 'may'), answer: new Duties(project, 'answer') }));
  return found;
}

/** Whether what a path depends on is for others than the request to say: who made the handler, `const allow = (role) => (req, res, next) => …`, or calls it with more. */
function isForMaker(project: Project, { file, fn }: Handler, { choices }: End): boolean {
  const facts = project.evaluator.facts(file);
  const decides = (root: Value): boolean => root.is === 'param' && (root.fn === fn ? facts?.functions[fn]?.params[root.at]?.default !== undefined : isInside(facts, fn, root.fn));
  return facts !== undefined && choices.some((c) => c.file === file && c.test !== undefined && rootsOf(facts, c.test).some(decides));
}

/** Whether a wrapper of the project answers by itself, with what the handler gives. */
function isAnsweredAround(project: Project, { through }: Handler, model: AnswerModel): boolean {
  return through.some((call) => {
    const callee = project.evaluator.call(call)?.callee;
    return flatten(callee ? project.evaluator.evaluate(call.file, callee) : []).some((v) => v.is === 'function' && answersInside(project, v.file, v.fn, model));
  });
}

function answersInside(project: Project, file: string, outer: number, model: AnswerModel): boolean {
  const facts = project.evaluator.facts(file);
  if (!facts) return false;
  const inner = facts.functions.flatMap((f, fn) => (isInside(facts, fn, outer) && f.params.length > 1 ? [fn] : []));
  return inner.some((fn) => {
    const bearers = answerBearers(facts, { file, fn }, model, 0) ?? new Map<string, never>();
    const response = bearers.get(parameterKey({ file, fn }, Number(model.response.slice(1))));
    return facts.calls.some((c) => {
      if (c.callee.is !== 'member' || c.inTry === 'catch' || !isInside(facts, c.fn, fn)) return false;
      const receiver = bearerOf(bearers, file, facts, c.callee.of);
      return receiver === response && receiver?.is === 'object' && receiver.object.by.has(c.callee.name);
    });
  });
}

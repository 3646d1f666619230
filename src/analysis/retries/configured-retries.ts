import type { RetryModel } from '../../catalog/types.js';
import type { CallFact, FileFacts } from '../../model/facts.js';
import { flatten, pathText, type Abstract, type CallRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import type { Project } from '../project.js';
import { lastName } from '../promises/registrations.js';
import { attemptIn } from './attempt.js';
import type { Attempt, Retry } from './retry.js';
import { capOf, isSet, optionOf, waitOfLibrary } from './retry-options.js';

const nothing: Attempt = { by: [], outbound: [], given: true, open: undefined, local: false, checks: false };

/** The calls of a file that tell a library to try something again. */
export function configuredRetriesIn(project: Project, file: string): readonly Retry[] {
  const facts = project.evaluator.facts(file);
  return facts ? facts.calls.flatMap((fact, call) => ofCall(project, facts, { file, call }, fact)) : [];
}

function ofCall(project: Project, facts: FileFacts, ref: CallRef, fact: CallFact): readonly Retry[] {
  const found = modelOf(project, ref, fact);
  if (!found || (found.model.of === 'requests' && found.model.path !== '')) return [];
  const { model, name } = found;
  const { asked } = model;
  if (asked && !isSet(optionOf(project, ref.file, fact, asked))) return [];
  const cap = capOf(project, ref.file, fact, model);
  if (cap.is === 'count' && cap.most !== undefined && cap.most <= 1) return [];
  const isOwn = isSet(optionOf(project, ref.file, fact, model.wait?.named?.at ?? []));
  const wait = model.of === 'jobs' && !isOwn && hasDefaults(project, ref, fact) ? { is: 'unknown' as const } : waitOfLibrary(project, ref.file, fact, model);
  const given = model.work === undefined ? undefined : workOf(project, facts, ref, fact, model.work);
  const filters = model.selects === true || isSet(optionOf(project, ref.file, fact, model.filter ?? [])) || given?.gives === true || isChosen(project, ref.file, fact, model);
  return [{ file: ref.file, fn: fact.fn, range: fact.calleeRange, by: model.of === 'jobs' ? 'jobs' : 'library', name, ...(model.of !== 'jobs' && model.work === undefined && { policy: true as const }), cap, wait, filter: filters ? 'some' : 'none', work: given?.work ?? nothing }];
}

function modelOf({ evaluator, catalog, versionOf }: Project, { file }: CallRef, fact: CallFact): { readonly model: RetryModel; readonly name: string } | undefined {
  if (fact.decorator) return undefined;
  for (const value of flatten(evaluator.evaluate(file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'retries')) continue;
    const version = versionOf(file, value.package);
    for (const reading of catalog.read(value, version)) {
      const model = catalog.retry(reading, value.package, version);
      if (model) return { model, name: reading.entry.packages.length > 1 ? value.package : reading.entry.name };
    }
  }
  return undefined;
}

/** The queue may say how its jobs wait, where the job does not. */
function hasDefaults(project: Project, { file }: CallRef, fact: CallFact): boolean {
  const { callee, construct } = fact;
  if (construct) return false;
  const makers = flatten(project.evaluator.evaluate(file, callee)).flatMap((v) => (v.is === 'library' ? v.path : []));
  if (makers.some((step) => 'typed' in step) || makers.every((step) => !('call' in step))) return true;
  return makers.some((step) => 'call' in step && optionOf(project, step.call.file, project.evaluator.call(step.call) ?? fact, ['arg1.defaultJobOptions.backoff']) !== undefined);
}

/** `handleType(NetworkError)` of cockatiel, instead of `handleAll`. */
function isChosen(project: Project, file: string, { args }: CallFact, { path }: RetryModel): boolean {
  const [policy] = args;
  return path === 'retry' && policy !== undefined && !flatten(project.evaluator.evaluate(file, policy)).some((v) => v.is === 'library' && pathText(v.path) === 'handleAll');
}

/** What the function does that is tried again, and whether it says of some errors that they are not to be. */
function workOf(project: Project, facts: FileFacts, ref: CallRef, fact: CallFact, at: number): { readonly work: Attempt; readonly gives: boolean } | undefined {
  const argument = fact.args[at];
  const functions = argument ? flatten(project.evaluator.evaluate(ref.file, argument)).filter((v): v is Extract<Abstract, { is: 'function' }> => v.is === 'function') : [];
  const [first] = functions;
  const own = first && project.evaluator.facts(first.file);
  if (!first || !own || functions.length > 1) return undefined;
  return { work: attemptIn(project, first.file, own, own.functions[first.fn]?.steps ?? []), gives: givesUp(own, first.fn) };
}

/** `throw new AbortError(…)`, `bail(error)`. */
function givesUp(facts: FileFacts, fn: number): boolean {
  return facts.calls.some(({ fn: at, callee }) => isInside(facts, at, fn) && (lastName(facts, callee) === 'AbortError' || (callee.is === 'ref' && facts.bindings[callee.to]?.values.some((v) => v.is === 'param' && v.fn === fn && v.at === 0) === true)));
}

import type { FileFacts } from '../../model/facts.js';
import { callKey, flatten, type CallRef, type FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { capOf, isSet, optionOf } from './retry-options.js';

/** A place that says how often jobs of a queue are tried. */
interface JobAttempts {
  readonly at: CallRef;
  readonly most: number;
  /** The queue: by its name, or by the call that made it. */
  readonly queues: ReadonlySet<string>;
}

const known = new WeakMap<Project, readonly JobAttempts[]>();

/** How often the job is tried, in all, that leads to a function, and where that is said; nothing where it is tried once, or that is not seen. */
export function attemptsOfJob(project: Project, fn: FunctionRef): { readonly most: number; readonly at: CallRef } | undefined {
  const { handler, reach } = project.reach(fn);
  if (!handler || reach !== 'worker') return undefined;
  const queues = handler.registered ? queuesOf(project, handler.registered.call) : ofDecorator(project, handler);
  return attemptsIn(project).filter((job) => [...job.queues].some((q) => queues.has(q))).toSorted((a, b) => b.most - a.most)[0];
}

function attemptsIn(project: Project): readonly JobAttempts[] {
  let found = known.get(project);
  if (!found) known.set(project, (found = [...project.evaluator.sources.files].flatMap(([file, facts]) => (project.isScript(file) ? [] : facts.calls.flatMap((_, call) => jobAttempts(project, facts, { file, call }) ?? [])))));
  return found;
}

function jobAttempts(project: Project, facts: FileFacts, ref: CallRef): JobAttempts | undefined {
  const { evaluator, catalog, versionOf } = project;
  const fact = facts.calls[ref.call];
  if (!fact || fact.decorator || fact.args.length === 0) return undefined;
  for (const value of flatten(evaluator.evaluate(ref.file, fact.callee))) {
    if (value.is !== 'library' || !catalog.has(value.package, 'retries')) continue;
    const version = versionOf(ref.file, value.package);
    const model = catalog.read(value, version).map((reading) => catalog.retry(reading, value.package, version)).find((m) => m?.of === 'jobs');
    if (!model || (model.asked && !isSet(optionOf(project, ref.file, fact, model.asked)))) continue;
    const cap = capOf(project, ref.file, fact, model);
    if (cap.is === 'count' && cap.most !== undefined && cap.most > 1) return { at: ref, most: cap.most, queues: queuesOf(project, ref) };
  }
  return undefined;
}

/** The queue of a call: the name that is its first argument, the call itself where it makes one, and the call that made what it is called on, with the name there. */
function queuesOf(project: Project, ref: CallRef): ReadonlySet<string> {
  const callee = project.evaluator.call(ref)?.callee;
  const makers = callee ? flatten(project.evaluator.evaluate(ref.file, callee)).flatMap((v) => (v.is === 'library' ? v.path.flatMap((step) => ('call' in step ? [step.call] : [])) : [])) : [];
  // A job's own name stands first where the queue was made with one.
  const named = makers.flatMap((maker) => nameOf(project, maker) ?? []);
  const own = named.length === 0 ? nameOf(project, ref) : undefined;
  return new Set([callKey(ref), ...makers.map(callKey), ...named, ...(own === undefined ? [] : [own])]);
}

function nameOf(project: Project, ref: CallRef): string | undefined {
  const given = flatten(project.evaluator.argument(ref, 0, undefined));
  // `BullModule.registerQueue({ name: 'mails' })`
  const [first, ...others] = flatten(given.flatMap((v) => (v.is === 'object' ? project.evaluator.member(v, 'name') : [v])));
  return first?.is === 'literal' && typeof first.value === 'string' && others.length === 0 ? `name ${first.value}` : undefined;
}

/** `@Processor('mails')` of the class whose method it is. */
function ofDecorator(project: Project, { file, fn }: FunctionRef): ReadonlySet<string> {
  const facts = project.evaluator.facts(file);
  const cls = facts?.functions[fn]?.cls;
  const decorators = cls === undefined ? [] : (facts?.classes[cls]?.decorators ?? []);
  return new Set(decorators.flatMap((d) => (d.is === 'call' ? (nameOf(project, { file, call: d.call }) ?? []) : [])));
}

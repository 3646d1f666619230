import type { CallRef } from '../abstract.js';
import { flatten } from '../abstract.js';
import { workOfFunction } from '../fanouts/work-of-each.js';
import type { Project } from '../project.js';
import { settingAt, type Setting } from '../settings/setting-at.js';
import { nameOfCall, spanOf, wayTo } from '../site.js';
import { staysInFile } from './stays-in-file.js';
import { queueCallsIn, type QueueCall } from './queue-calls.js';
import { usesOfQueue } from './queue-uses.js';
import type { JudgedQueue, QueueVerdict } from './queue-verdict.js';

/** The queues of servers that a file makes, and the consumers of brokers, judged. */
export function brokerQueuesIn(project: Project, file: string): readonly JudgedQueue[] {
  return queueCallsIn(project, file).flatMap((queue): readonly JudgedQueue[] => {
    const { is } = queue.model;
    if (is === 'memory') return [];
    return [{ span: spanOf(project, queue.ref), name: nameOf(project, queue), kind: is, ...wayTo(project, queue.ref), verdict: is === 'jobs' ? ofJobs(project, queue) : ofConsumer(project, queue) }];
  });
}

/** `new Queue('mails')`. */
function nameOf(project: Project, { ref, entry, model }: QueueCall): string {
  const [first] = model.is === 'jobs' ? (project.evaluator.call(ref)?.args ?? []) : [];
  const name = nameOfCall(project, ref) || entry.name;
  return first?.is === 'literal' ? `${name}('${String(first.value)}')` : name;
}

function ofJobs(project: Project, queue: QueueCall): QueueVerdict {
  const { ref, model, entry } = queue;
  const ignored = (model.ignores ?? []).find(({ at }) => settingAt(project, ref, at).state === 'set');
  if (ignored) {
    const name = ignored.at.split('.').at(-1) ?? '';
    return { is: 'open', level: 'warning', what: `is given a ${name}, which ${entry.name} ignores on a queue`, then: 'Jobs run as fast as workers take them, and what they call gets all of them at once.', help: ignored.instead };
  }
  const adds = usesOfQueue(project, queue);
  const removed = removalOf(project, queue, adds.adds);
  if (removed.is === 'unknown' && adds.asks.length === 0) return removed;
  if (removed.is === 'open' && adds.asks.length === 0 && !adds.maybeAsked) return removed;
  if (adds.asks.length === 0 && adds.maybeAsked && removed.is === 'open') return { is: 'unknown', why: 'a queue is cleaned somewhere, and whether it is this one is not seen' };
  return triedOnce(project, queue, adds.adds) ?? { is: 'bounded', by: removed.is === 'bounded' ? removed.by : 'what cleans it' };
}

function removalOf(project: Project, { ref, model, entry }: QueueCall, adds: readonly CallRef[]): QueueVerdict {
  const settings = (model.bounds ?? []).map((at) => ({ at, setting: settingAt(project, ref, at) }));
  const own = settings.find(({ setting }) => isOn(setting));
  if (own) return { is: 'bounded', by: own.at.split('.').at(-1) ?? own.at };
  if (settings.some(({ setting }) => setting.state === 'unknown')) return { is: 'unknown', why: 'its settings are not seen' };
  const by = (model.boundsBy ?? []).some((elsewhere) => isSetBy(project, ref, elsewhere));
  if (by) return { is: 'unknown', why: 'another call removes finished jobs, and whether it is for this queue is not seen' };
  const ofEach = adds.map((add) => (model.boundsOfEach ?? []).map((at) => settingAt(project, add, at)));
  if (ofEach.length > 0 && ofEach.every((each) => each.some(isOn))) return { is: 'bounded', by: 'the settings of each job' };
  if (ofEach.some((each) => each.some((s) => s.state !== 'missing'))) return { is: 'unknown', why: 'some jobs are removed when they are done' };
  if (ofEach.length === 0 || (project.partial && !staysInFile(project, ref))) return { is: 'unknown', why: 'who adds jobs is not seen' };
  const name = (model.bounds?.[0] ?? '').split('.').at(-1) ?? '';
  return { is: 'open', level: 'warning', what: `keeps every job that is done: nothing sets ${name}`, then: `Each job stays in Redis with its data, until the memory of the server is full and it refuses all who write to it (${entry.name} removes none by itself).`, help: model.advice, lacks: { what: 'removal', ref, ...(model.bounds?.[0] !== undefined && { at: model.bounds[0] }) } };
}

function isOn({ state, values }: Setting): boolean {
  return state === 'set' && values.every((v) => !(v.is === 'literal' && v.value === false));
}

/** The same setting, given to a call of the same library elsewhere. */
function isSetBy(project: Project, ref: CallRef, { path, at }: { readonly path: string; readonly at: string }): boolean {
  const name = /(\w+)(?:\(\))?$/.exec(path)?.[1] ?? '';
  return (project.calledNames.get(name) ?? []).some((by) => !project.isScript(by.file) && (by.file !== ref.file || by.call !== ref.call) && settingAt(project, by, at).state !== 'missing' && isOfLibrary(project, by))
    || (path.endsWith('forRoot') && (project.calledNames.get('forRootAsync') ?? []).some((by) => isOfLibrary(project, by)));
}

function isOfLibrary(project: Project, by: CallRef): boolean {
  const callee = project.evaluator.call(by)?.callee;
  return callee !== undefined && flatten(project.evaluator.evaluate(by.file, callee)).some((v) => v.is === 'library' && project.catalog.has(v.package, 'queues'));
}

/** Jobs that are added in sight, and of which none is told to be tried again. */
function triedOnce(project: Project, { ref, model, entry }: QueueCall, adds: readonly CallRef[]): QueueVerdict | undefined {
  const { attempts } = model;
  if (!attempts || adds.length === 0 || (project.partial && !staysInFile(project, ref))) return undefined;
  const settings = [...attempts.at.map((at) => settingAt(project, ref, at)), ...adds.flatMap((add) => attempts.ofEach.map((at) => settingAt(project, add, at)))];
  if (settings.some((s) => s.state !== 'missing')) return undefined;
  return { is: 'open', level: 'info', covered: true, what: 'tries each job once: nothing sets attempts', then: `A job that fails because something was away for a moment is not done at all (${entry.name} tries once by default).`, help: 'Set defaultJobOptions: { attempts: 3, backoff: { type: "exponential", delay: 1_000 } } where a job may be done twice', lacks: { what: 'attempts', ref, ...(attempts.at[0] !== undefined && { at: attempts.at[0] }) } };
}

function ofConsumer(project: Project, queue: QueueCall): QueueVerdict {
  const { ref, model } = queue;
  if (model.otherwise !== undefined) return { is: 'bounded', by: model.otherwise };
  const settings = (model.bounds ?? []).map((at) => settingAt(project, ref, at));
  if (settings.some((s) => isOn(s))) return { is: 'bounded', by: 'the prefetch that it is given' };
  const uses = usesOfQueue(project, queue);
  if (uses.asks.length > 0) return { is: 'bounded', by: 'the prefetch of its channel' };
  const isOpen = project.partial && !(queue.maker && staysInFile(project, queue.maker));
  if (isOpen || settings.some((s) => s.state === 'unknown') || uses.maybeAsked || isAskedInSight(project, queue)) return { is: 'unknown', why: 'whether the prefetch that is set is for its channel is not seen' };
  if (isOn(settingAt(project, ref, 'arg2.noAck'))) return { is: 'unknown', why: 'messages are not acknowledged, so no prefetch counts them' };
  const work = (project.evaluator.call(ref)?.args ?? []).slice(1, 2).flatMap((a) => flatten(project.evaluator.evaluate(ref.file, a))).find((v) => v.is === 'function');
  if (work?.is !== 'function') return { is: 'unknown', why: 'what is done with a message is not seen' };
  const found = workOfFunction(project, work);
  if (found.is === 'limited') return { is: 'bounded', by: found.by };
  if (found.is === 'none') return { is: 'unknown', why: 'what is done with a message is not seen to take time' };
  return { is: 'open', level: 'warning', what: `takes all messages that wait in the queue at once, and starts one ${found.outbound.model.does} (${nameOfCall(project, found.outbound.ref)}) for each`, then: 'After an hour of standstill it gets the messages of an hour in one moment: memory fills, the connections are taken, and other consumers get nothing.', help: model.advice, lacks: { what: 'prefetch', ref } };
}

/** A prefetch of a channel that is not followed. */
function isAskedInSight(project: Project, { ref, model }: QueueCall): boolean {
  return (model.asks ?? []).some((name) => (project.calledNames.get(name) ?? []).some((by) => by.file === ref.file || flatten(project.evaluator.evaluate(by.file, receiver(project, by))).some((v) => v.is !== 'library' && v.is !== 'function')));
}

function receiver(project: Project, by: CallRef): Parameters<Project['evaluator']['evaluate']>[1] {
  const callee = project.evaluator.call(by)?.callee;
  return callee?.is === 'member' ? callee.of : { is: 'unknown' };
}

import type { FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { emitterKey } from '../promises/emitters.js';
import { emitterName } from '../promises/unheard-errors.js';
import { isListening } from '../promises/registrations.js';
import { sourceOf } from '../waits/source.js';
import { fateOf } from './fate.js';
import { follow, type Question } from './follow.js';
import { listenedEvents } from './listened-events.js';
import { emitterSites, questionOf } from './sites.js';
import { leavesOf } from './usages.js';

/** A stream that is piped into the response of a request, where one of the two does not learn of the end of the other. */
export interface UnguardedPipe {
  /** The call of `pipe`. */
  readonly ref: CallRef;
  readonly source: string;
  readonly target: string;
  /** `unended`: the source is not known and nobody here listens for its errors. `left`: it comes from another machine, and goes on when the client is gone. */
  readonly is: 'unended' | 'left';
  /** What makes the source, where that is seen. */
  readonly maker?: CallRef;
}

const question: Question = { events: new Set(['error', 'close', 'aborted']), stream: true, hearingMethods: new Set() };

/** What only the response of a request can do. */
const answering = /^(?:setHeader|writeHead|flushHeaders|attachment|sendStatus|status|contentType|setContentDisposition|header|type)$/;

/**
 * `archive.pipe(res)`: whoever made a source that is not known may listen for its errors, but does not know of the response, which is never ended.
 * And `pipe` does not stop what it takes from when the client goes away.
 */
export function unguardedPipes(project: Project, file: string): readonly UnguardedPipe[] {
  const facts = project.evaluator.facts(file);
  return facts ? facts.calls.flatMap((_, call) => pipeAt(project, facts, { file, call })) : [];
}

function pipeAt(project: Project, facts: FileFacts, ref: CallRef): readonly UnguardedPipe[] {
  const fact = facts.calls[ref.call];
  const [target, ...others] = fact?.args ?? [];
  if (fact?.callee.is !== 'member' || fact.callee.name !== 'pipe' || !target || others.length > 1) return [];
  const isAnswer = isResponse(project, ref.file, facts, target);
  if (!isAnswer && !isSentByFastify(project, facts, ref)) return [];
  const source = fact.callee.of;
  const names = { ref, source: emitterName(facts, source), target: isAnswer ? emitterName(facts, target) : 'the answer' };
  if (isUnended(project, ref.file, facts, source)) return [{ ...names, is: 'unended' }];
  const maker = leftOpen(project, ref.file, facts, source);
  return maker ? [{ ...names, is: 'left', maker }] : [];
}

function isUnended(project: Project, file: string, facts: FileFacts, source: Value): boolean {
  // `fastify.orders.stream()`: what a plugin decorates is not followed.
  const isUnknown = flatten(project.evaluator.evaluate(file, source)).every((v) => v.is === 'unknown' || (v.is === 'library' && v.package === 'fastify'));
  return isUnknown && !isPiped(facts, source) && leavesOf(source).every(({ root, reads }) => !follow(project, { file, root, path: reads }, question).heard);
}

/** `return source.pipe(gzip)` of a handler, and `reply.send(source.pipe(gzip))`: Fastify hears the errors of the last stream only (https://fastify.dev/docs/latest/Reference/Reply/#streams). */
function isSentByFastify(project: Project, facts: FileFacts, { file, call }: CallRef): boolean {
  const next = facts.calls.findIndex(({ callee }) => callee.is === 'member' && callee.name === 'pipe' && callee.of.is === 'call' && callee.of.call === call);
  if (next !== -1) return isSentByFastify(project, facts, { file, call: next });
  const fact = facts.calls[call];
  const inHandler = (fn: number): boolean => project.handlers.some((h) => h.file === file && h.fn === fn && h.reach === 'request' && h.package === 'fastify');
  if (fact?.returned) return inHandler(fact.fn);
  return facts.calls.some(({ callee, args, fn }) => callee.is === 'member' && callee.name === 'send' && args.some((a) => a.is === 'call' && a.call === call) && inHandler(fn));
}

/** `a.pipe(b).pipe(res)`: what stands before is told where it is made. */
function isPiped(facts: FileFacts, source: Value): boolean {
  const fact = source.is === 'call' ? facts.calls[source.call] : undefined;
  return fact?.callee.is === 'member' && fact.callee.name === 'pipe';
}

/** Its errors are heard, and nobody in the file listens for the end of anything. */
function leftOpen(project: Project, file: string, facts: FileFacts, source: Value): CallRef | undefined {
  const key = emitterKey(facts, source);
  const site = emitterSites(project, file).find(({ model, start }) => model.remote && start.path.length === 0 && start.root === key);
  if (!site || fateOf(project, site.start, questionOf(site.model)).fate.is !== 'heard') return undefined;
  const isAttended = facts.calls.some((c, call) => isListening(c) && (listenedEvents(project, { file, call }) ?? ['close']).some((event) => event === 'close' || event === 'aborted'));
  return isAttended ? undefined : site.ref;
}

/** What a handler is given to answer with, or what is treated so. */
export function isResponse(project: Project, file: string, facts: FileFacts, target: Value): boolean {
  if (sourceOf(project, file, target) === 'response') return true;
  const key = emitterKey(facts, target);
  if (key === undefined || target.is === 'call') return false;
  const isIt = (value: Value): boolean => emitterKey(facts, value) === key;
  return facts.calls.some((c) => c.callee.is === 'member' && answering.test(c.callee.name) && isIt(c.callee.of)) || facts.assigns.some(({ target: set }) => set.is === 'member' && set.name === 'statusCode' && isIt(set.of));
}

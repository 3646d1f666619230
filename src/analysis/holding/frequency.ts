import type { TraceStep } from '../../model/evidence.js';
import type { CallRef, FunctionRef } from '../abstract.js';
import type { Project } from '../project.js';
import { eventOf, isListening } from '../promises/registrations.js';
import { wayToFunction } from '../site.js';
import { isRemembered } from './remembered.js';
import { repetitionsOf, type Repetition } from './repetition.js';

/** How often a place runs while the process lives. */
export type Frequency =
  /** `by` is what brings each run, as messages say it: `request`, `job`, `tick`, `"message" event`. */
  | { readonly is: 'repeated'; readonly by: string; readonly trace: readonly TraceStep[] }
  | { readonly is: 'once' }
  | { readonly is: 'unknown'; readonly why: string; /** No call of it was found at all. */ readonly uncalled?: true };

/** How often a call runs. A test on something that is remembered, as in `if (!started)`, may let it run once only. */
export function frequencyOf(project: Project, ref: CallRef): Frequency {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact || fact.fn === -1) return { is: 'once' };
  if (isRemembered(facts, ref.call)) return { is: 'unknown', why: 'a test on something that is remembered stands before it' };
  const way = wayToFunction(project, { file: ref.file, fn: fact.fn });
  if (way.reach === 'request' || (way.reach === 'worker' && !mayRunOnce(project, { file: ref.file, fn: fact.fn }))) return onHandlers(project, { file: ref.file, fn: fact.fn }, way.reach, way.trace);
  const [repetition] = repetitionsOf(project, { file: ref.file, fn: fact.fn });
  if (repetition) return repeatedBy(project, repetition);
  if (way.reach === 'startup' || way.reach === 'script') return { is: 'once' };
  const uncalled = isUncalled(project, { file: ref.file, fn: fact.fn });
  return { is: 'unknown', why: 'who calls this function is not seen', ...(uncalled && { uncalled }) };
}

/** Whether no call in sight can be one of a function: neither a resolved one, nor one of its name. */
export function isUncalled({ evaluator, graph, calledNames }: Project, fn: FunctionRef): boolean {
  const name = evaluator.facts(fn.file)?.functions[fn.fn]?.name ?? '';
  return graph.callersOf(fn).length === 0 && (name === '' || !calledNames.has(name));
}

/** Whether what is known to run a function is a timer, or an event that may come once: whether it runs again, `repetitionsOf` tells. */
function mayRunOnce(project: Project, at: FunctionRef): boolean {
  const { handler } = project.reach(at);
  const call = handler?.registered?.call;
  if (!handler || !call) return false;
  return handler.package === 'globalThis' || (isListening(project.evaluator.call(call)) && oneOff.has(eventOf(project, call) ?? ''));
}

/** Events that come once from many objects: `socket.on('open', …)` of a client that does not connect again. */
const oneOff: ReadonlySet<string> = new Set(['open', 'ready', 'connect', 'connected', 'listening', 'online', 'spawn', 'upgrade', 'close', 'end', 'error', 'exit', 'finish', 'disconnect']);

function onHandlers(project: Project, at: FunctionRef, reach: 'request' | 'worker', trace: readonly TraceStep[]): Frequency {
  const path = project.reach(at);
  const running = [at, ...path.calls.map((by) => ({ file: by.file, fn: project.evaluator.call(by)?.fn ?? -1 }))];
  const isOwn = ({ file, fn }: FunctionRef): boolean => path.handler?.file === file && path.handler.fn === fn;
  if (running.some((fn) => !isOwn(fn) && isHandedByModule(project, fn))) return { is: 'unknown', why: 'a module hands it to a helper that may call it once' };
  if (path.calls.some((by) => isGuarded(project, by))) return { is: 'unknown', why: 'a test on something that is remembered stands on the way to it' };
  return { is: 'repeated', by: reach === 'request' ? 'request' : 'job', trace };
}

/** As a frequency, with the place that repeats it. */
export function repeatedBy(project: Project, { by, at, text }: Repetition): Frequency {
  const { calleeRange: [start, end] } = project.evaluator.call(at) ?? { calleeRange: [0, 0] };
  const message = by === 'turn' ? 'runs it again' : by === 'tick' ? 'runs it at each tick' : 'runs it for each event';
  return { is: 'repeated', by: text, trace: [{ span: { file: at.file, start, end }, message }] };
}

/** `export const bus = singleton('bus', makeBus)`: the helper may keep what the first call gives. */
function isHandedByModule({ evaluator, graph }: Project, fn: FunctionRef): boolean {
  const facts = evaluator.facts(fn.file);
  const written = facts?.functions[fn.fn]?.passedTo;
  const takers = [...graph.handedOn(fn).map(({ ref }) => evaluator.call(ref)), ...(written ? [facts.calls[written.call]] : [])];
  return takers.some((taker) => taker?.fn === -1);
}

function isGuarded(project: Project, { file, call }: CallRef): boolean {
  const facts = project.evaluator.facts(file);
  return facts !== undefined && isRemembered(facts, call);
}

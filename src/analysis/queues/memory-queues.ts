import type { CallRef } from '../abstract.js';
import { callRoot, usagesOf } from '../emitters/usages.js';
import { livesLong } from '../lifetimes/long-lived.js';
import { occasionOf, type Occasion } from '../lifetimes/occasion.js';
import type { Project } from '../project.js';
import { settingAt } from '../settings/setting-at.js';
import { nameOfCall, placeText, spanOf } from '../site.js';
import { awaitedByHandler } from './awaited-by-caller.js';
import { queueCallsIn, type QueueCall } from './queue-calls.js';
import { staysInFile } from './stays-in-file.js';
import { usesOfQueue, type QueueUses } from './queue-uses.js';
import type { JudgedQueue, QueueVerdict } from './queue-verdict.js';

interface Added {
  readonly add: CallRef;
  readonly occasion: Occasion;
}

/** The queues of libraries that a file makes and that keep tasks in the memory of the process, judged. What one request makes for itself is none. */
export function memoryQueuesIn(project: Project, file: string): readonly JudgedQueue[] {
  return queueCallsIn(project, file).flatMap((queue): readonly JudgedQueue[] => {
    const name = queue.model.is === 'memory' ? keptAs(project, queue.ref) : undefined;
    if (name === undefined) return [];
    const uses = usesOfQueue(project, queue);
    const added = uses.adds.map((add): Added => ({ add, occasion: occasionOf(project, { file: add.file, fn: project.evaluator.call(add)?.fn ?? -1 }) }));
    const worst = added.find(({ occasion, add }) => occasion.reach === 'request' && awaitedByHandler(project, add) === 'dropped') ?? added.find(({ occasion }) => occasion.reach === 'request') ?? added.find(({ occasion }) => occasion.runs === 'again') ?? added[0];
    const { reach, trace } = worst?.occasion ?? { reach: 'unknown' as const, trace: [] };
    return [{ span: spanOf(project, queue.ref), name, kind: 'memory', reach, trace: worst ? [...trace, { span: spanOf(project, worst.add), message: `${nameOfCall(project, worst.add)} adds here` }] : trace, verdict: verdictOf(project, queue, uses, worst) }];
  });
}

/** The name or field that holds it for longer than a call. */
function keptAs(project: Project, { file, call }: CallRef): string | undefined {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return undefined;
  const usages = usagesOf(facts).byRoot.get(callRoot(call)) ?? [];
  for (const { as, at, index } of usages) {
    if (as === 'held' && facts.bindings[at]?.fn === -1) return facts.bindings[at].name;
    const member = as === 'field' ? facts.classes[at]?.members[index] : undefined;
    if (member && (member.static === true || livesLong(project, { file, cls: at }))) return `this.${member.name}`;
  }
  return facts.calls[call]?.fn === -1 && usages.some(({ as }) => as === 'exported') ? nameOfCall(project, { file, call }) : undefined;
}

function verdictOf(project: Project, { ref, model, entry }: QueueCall, uses: QueueUses, worst: Added | undefined): QueueVerdict {
  const bounds = (model.bounds ?? []).map((at) => ({ at, setting: settingAt(project, ref, at) }));
  const own = bounds.find(({ setting }) => setting.state === 'set');
  if (own) return { is: 'bounded', by: own.at.split('.').at(-1) ?? '' };
  if (bounds.some(({ setting }) => setting.state === 'unknown')) return { is: 'unknown', why: 'its settings are not seen' };
  if (!worst) return { is: 'unknown', why: 'nobody is seen to add to it' };
  const fn = project.evaluator.call(worst.add)?.fn ?? -1;
  if (uses.asks.some((ask) => ask.file === worst.add.file && ask.fn === fn)) return { is: 'bounded', by: 'a look at how much waits' };
  if (uses.asks.length > 0 || uses.maybeAsked) return { is: 'unknown', why: 'it is asked how much waits, and what follows from it is not seen' };
  if (project.partial && !staysInFile(project, ref)) return { is: 'unknown', why: 'other files may look at how much waits' };
  if (worst.occasion.runs === 'once') return { is: 'bounded', by: 'what start-up adds' };
  if (worst.occasion.runs === 'unknown') return { is: 'unknown', why: 'how often something is added is not seen' };
  const waits = awaitedByHandler(project, worst.add);
  const at = `${nameOfCall(project, worst.add)} (${placeText(project, worst.add)})`;
  if (worst.occasion.reach !== 'request' && waits !== 'dropped') return { is: 'unknown', why: 'what adds to it may wait for what it added' };
  if (waits === 'dropped') return { is: 'open', level: 'warning', what: `of ${entry.name} has no limit, and ${at} adds to it without waiting`, then: 'Whatever comes faster than it is done stays in memory, until the process is killed and all of it is lost.', help: model.advice };
  return { is: 'open', level: 'info', what: `of ${entry.name} has no limit on how many wait, and each ${worst.occasion.reach === 'request' ? 'request' : 'job'} adds to it at ${at}`, then: 'Under load requests wait in it long after their clients have given up, and are all done nevertheless.', help: model.advice };
}

import { callKey, flatten, type CallRef } from '../abstract.js';
import type { DeadlineJudgement } from '../deadline/judge.js';
import type { SortedDeadlines } from '../deadline/report.js';
import { isInside } from '../deadline/timers.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { endingOf, type Ending } from './ending.js';
import { eventText } from './event-promises.js';
import { sourceOf } from './source.js';

/** What a call of a library waits for, and whether that can stay away. */
export interface LibraryWait {
  readonly waitsFor: string;
  readonly ending: Ending;
}

type SortedWaits = Omit<SortedDeadlines, 'telling'>;

const sorted = new WeakMap<Project, SortedWaits>();

/** The project's waits: those that are told at the call, and those that are told once at the lock, pool or queue. */
export function sortedWaits(project: Project): SortedWaits {
  let found = sorted.get(project);
  if (!found) sorted.set(project, (found = sort(project)));
  return found;
}

function sort(project: Project): SortedWaits {
  const calls: DeadlineJudgement[] = [];
  const clients = new Map<string, { client: CallRef; calls: DeadlineJudgement[] }>();
  for (const judgement of project.deadlines) {
    const { client, verdict, outbound } = judgement;
    if (outbound.model.kind !== 'wait') continue;
    const atClient = client && verdict.is === 'none' && verdict.off?.where !== 'call' && !isOwnWork(project, judgement);
    const known = atClient && clients.get(callKey(client));
    if (known) known.calls.push(judgement);
    else if (atClient) clients.set(callKey(client), { client, calls: [judgement] });
    else calls.push(judgement);
  }
  return { calls, clients: [...clients.values()] };
}

/** What a wait of a library is for: an event, the end of a stream, a lock, a queue. */
export function libraryWait(project: Project, judgement: DeadlineJudgement): LibraryWait {
  const { outbound } = judgement;
  const { does } = outbound.model;
  if (does === 'wait for an event' || does === 'loop over events') return forEvent(project, judgement);
  if (does.startsWith('wait for the end of')) return { waitsFor: 'the end of a stream', ending: endOfStreams(project, judgement) };
  const waitsFor = does.replace(/^wait for /, '');
  if (isOwnWork(project, judgement)) return { waitsFor, ending: { is: 'comes', why: 'it is made here, for the work of this call alone' } };
  return { waitsFor, ending: { is: 'open', source: 'unknown' } };
}

function forEvent(project: Project, { outbound }: DeadlineJudgement): LibraryWait {
  const { ref, fact, env } = outbound;
  const [emitter] = fact.args;
  const facts = project.evaluator.facts(ref.file);
  const names = flatten(project.evaluator.argument(ref, 1, env)).map((v) => (v.is === 'literal' && typeof v.value === 'string' ? v.value : undefined));
  const waitsFor = eventText(names[0], facts && emitter ? writtenName(facts, emitter) : '');
  return { waitsFor, ending: emitter ? endingOf(project, ref, emitter, names) : { is: 'unknown', why: 'there is no emitter' } };
}

/** A stream that goes through a socket lasts as long as the peer likes. */
function endOfStreams(project: Project, { outbound }: DeadlineJudgement): Ending {
  const sources = outbound.fact.args.map((a) => sourceOf(project, outbound.ref.file, a));
  if (sources.includes('socket')) return { is: 'open', source: 'socket' };
  if (sources[0] === 'judged') return { is: 'elsewhere' };
  if (sources[0] === 'local') return { is: 'comes', why: 'files and transforms end by themselves' };
  if (sources[0] === 'request') return { is: 'comes', why: 'the server ends a request that stalls' };
  return { is: 'unknown', why: 'where the stream comes from cannot be seen' };
}

/** A queue or lock that the function makes for itself is free as soon as the function's own work is done. */
function isOwnWork(project: Project, { outbound }: DeadlineJudgement): boolean {
  const step = outbound.reading.made.at(-1)?.step;
  if (!step || !('call' in step) || step.call.file !== outbound.ref.file) return false;
  const facts = project.evaluator.facts(step.call.file);
  const maker = facts?.calls[step.call.call]?.fn ?? -1;
  if (!facts || maker === -1 || facts.functions[maker]?.kind === 'constructor') return false;
  const held = facts.bindings.some((b) => b.fn === maker && b.values.some((v) => v.is === 'call' && v.call === step.call.call));
  return held && isInside(facts, outbound.fact.fn, maker);
}

import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { nameOfCall } from '../site.js';
import { loopsAround, type Loop } from '../sizes/loops-around.js';
import { sizeOf } from '../sizes/sizes.js';
import type { Pressure, PressureVerdict } from './pressure.js';
import { waitsForDrain } from './waits-for-drain.js';
import { writableNoun } from './writable.js';

/** Calls that give the next piece of something that is read bit by bit. */
const next = /^(?:next|read|fetch|fetchNext|getRow|getRows|nextObject|readLine)$/;

/** The writes to streams that stand in loops. */
export function loopWritesIn(project: Project, file: string): readonly Pressure[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file)) return [];
  const told = new Set<string>();
  return facts.calls.flatMap((fact, call): readonly Pressure[] => {
    const { callee } = fact;
    if (callee.is !== 'member' || callee.name !== 'write' || !fact.loop || fact.args.length === 0) return [];
    const noun = writableNoun(project, file, facts, callee.of);
    if (noun === undefined) return [];
    const name = writtenName(facts, callee.of);
    const verdict = verdictOf(project, facts, { file, call }, fact, callee.of, noun);
    // Several writes of one loop are one fault.
    const key = `${String(fact.fn)} ${name} ${verdict.is === 'ignored' ? verdict.source : ''}`;
    if (verdict.is === 'ignored' && told.has(key)) return [];
    told.add(key);
    return [{ ref: { file, call }, is: 'loop', name, verdict }];
  });
}

function verdictOf(project: Project, facts: FileFacts, ref: CallRef, fact: CallFact, target: Value, noun: string): PressureVerdict {
  const drained = waitsForDrain(project, facts, ref, target);
  if (isLookedAt(fact)) return drained ? { is: 'waits', by: drained } : { is: 'unknown', why: 'what it gives is looked at, and what follows from that is not seen' };
  if (drained) return { is: 'unknown', why: 'something waits for drain, and whether it is before this is not seen' };
  const own = facts.functions[fact.fn]?.range ?? [0, Infinity];
  const loops = loopsAround(facts, fact.range).filter(({ range }) => range[0] >= own[0] && range[1] <= own[1]);
  const source = loops.map((loop) => endlessSource(project, ref.file, facts, loop)).find((s) => s !== undefined);
  return source === undefined ? { is: 'unknown', why: 'how much is written in the loop is not known' } : { is: 'ignored', noun, source };
}

/** `await stream.write(…)` waits for a boolean, which is nothing. */
function isLookedAt({ dropped, void: isVoid, awaited, tested }: CallFact): boolean {
  return tested === true || !(dropped === true || isVoid === true || awaited === true);
}

/** What a loop goes through, where that has no end in sight. */
function endlessSource(project: Project, file: string, facts: FileFacts, loop: Loop): string | undefined {
  if (loop.awaits) return isFew(project, file, loop.awaits) ? undefined : `${nameOfValue(project, file, facts, loop.awaits)}, which is read piece by piece`;
  if (loop.over) {
    const size = sizeOf(project, file, loop.over);
    return size.is === 'unbounded' && size.by === 'rows' && !size.part ? `${size.why}, which has no limit` : undefined;
  }
  const reading = facts.calls.find((c) => c.awaited && c.callee.is === 'member' && next.test(c.callee.name) && c.range[0] >= loop.range[0] && c.range[1] <= loop.range[1]);
  return reading && (loop.endless ?? loop.test) ? `${writtenName(facts, reading.callee)}, which is asked again and again` : undefined;
}

function nameOfValue(project: Project, file: string, facts: FileFacts, value: Value): string {
  return (value.is === 'call' ? nameOfCall(project, { file, call: value.call }) : writtenName(facts, value)) || 'a source';
}

/** Ticks, events and what a language model says come slower than anybody reads, and a literal list has an end. */
function isFew(project: Project, file: string, value: Value): boolean {
  const found = project.evaluator.evaluate(file, value);
  return found.some((v) => v.is === 'array' || (v.is === 'library' && /^(?:(?:node:)?(?:events|timers\/promises)$|openai|@anthropic-ai\/|ai$|@ai-sdk\/|@google\/gen|ollama|groq-sdk|@mistralai\/|cohere|langchain|@langchain\/|replicate)/.test(v.package)) || (v.is !== 'library' && v.is !== 'unknown' && v.is !== 'param' && v.is !== 'instance'));
}

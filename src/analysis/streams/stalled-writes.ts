import type { CallFact, FileFacts, Step, Value } from '../../model/facts.js';
import { flatten } from '../abstract.js';
import { stepsIn } from '../every-step.js';
import { writtenName } from '../names.js';
import type { Project } from '../project.js';
import { emitterKey, listenersOf } from '../promises/emitters.js';
import { mentions } from '../retries/mentions.js';
import type { Pressure } from './pressure.js';
import { writableNoun } from './writable.js';

type Branch = Extract<Step, { is: 'branch' }>;

/** The writes of a file after which code stops when the stream is full, though nothing tells it that there is room again. */
export function stalledWritesIn(project: Project, file: string): readonly Pressure[] {
  const facts = project.evaluator.facts(file);
  if (!facts || project.isScript(file) || hearsDrain(facts)) return [];
  return facts.calls.flatMap((fact, call): readonly Pressure[] => {
    const { callee, args, fn } = fact;
    if (fn === -1 || callee.is !== 'member' || callee.name !== 'write' || args.length === 0 || args.some((a) => a.is === 'function')) return [];
    const noun = writableNoun(project, file, facts, callee.of) ?? (isHeard(project, file, facts, callee.of) ? 'stream' : undefined);
    const stop = noun === undefined ? undefined : stopOf(project, file, facts, call, fact);
    return stop === undefined || noun === undefined ? [] : [{ ref: { file, call }, is: 'stall', name: writtenName(facts, callee.of), verdict: { is: 'ignored', noun, source: stop } }];
  });
}

/** Anything in the file that speaks of `drain` may be what goes on. */
function hearsDrain({ calls, assigns }: FileFacts): boolean {
  return calls.some(({ args, callee }) => args.some((a) => a.is === 'literal' && a.value === 'drain') || (callee.is === 'member' && /drain/i.test(callee.name)) || (callee.is === 'global' && /drain/i.test(callee.name))) || assigns.some(({ target }) => target.is === 'member' && target.name === 'ondrain');
}

/** It is listened to as streams are. */
function isHeard(project: Project, file: string, facts: FileFacts, value: Value): boolean {
  const key = emitterKey(facts, value);
  const events = new Set(key === undefined ? [] : listenersOf(project, file, key).map(({ event }) => event));
  return ['connect', 'finish', 'close', 'end', 'timeout'].filter((e) => events.has(e)).length > 0 && events.has('error');
}

/** How code stops when it was told that the stream is full, as a phrase; nothing where it does not, or goes on in another way. */
function stopOf(project: Project, file: string, facts: FileFacts, call: number, { fn, loop, args }: CallFact): string | undefined {
  const results = new Set(facts.bindings.flatMap((b, to) => (b.values.some((v) => v.is === 'call' && v.call === call) && b.kind !== 'param' ? [to] : [])));
  const isResult = (v: Value): boolean => (v.is === 'call' && v.call === call) || (v.is === 'ref' && results.has(v.to));
  const steps = stepsIn(facts.functions[fn]?.steps ?? []);
  const branches = steps.filter((s): s is Branch => typeof s !== 'number' && s.is === 'branch');
  for (const { test, ways } of branches) {
    const holds = holdsWithRoom(test, isResult);
    if (holds === undefined) continue;
    const [room = [], full = []] = holds ? ways : [ways[1] ?? [], ways[0] ?? []];
    if (pausesIn(facts, full)) return resumes(facts) ? undefined : 'and pauses what it reads from';
    const isLeft = full.every((s) => typeof s !== 'number' && (s.is === 'jump' ? s.by === 'break' : s.is === 'return' && (s.of === undefined || s.of.is === 'undefined' || s.of.is === 'literal')));
    if (!isLeft) continue;
    if (loop && full.length > 0 && changes(facts, args, fn)) return 'and leaves the loop';
    if (full.length === 0 && stepsIn(room).some((s) => typeof s === 'number' && isEntered(project, file, facts, s, fn))) return 'and calls itself no more';
  }
  return undefined;
}

/** Each round writes something else. */
function changes(facts: FileFacts, args: readonly Value[], fn: number): boolean {
  return args.some((a) => mentions(facts, a, (v) => v.is === 'element' || v.is === 'call' || (v.is === 'ref' && facts.bindings[v.to]?.fn === fn)));
}

/** Whether a test holds when there is room: `ok`, `!full`, `stream.write(x) === false` the other way round. */
function holdsWithRoom(test: Value, isResult: (value: Value) => boolean): boolean | undefined {
  if (isResult(test)) return true;
  if (test.is === 'unary' && test.op === '!') {
    const inner = holdsWithRoom(test.of, isResult);
    return inner === undefined ? undefined : !inner;
  }
  if (test.is !== 'binary' || !/^[!=]==?$/.test(test.op) || !isResult(test.left) || test.right.is !== 'literal' || typeof test.right.value !== 'boolean') return undefined;
  return test.right.value !== test.op.startsWith('!');
}

function pausesIn(facts: FileFacts, steps: readonly Step[]): boolean {
  return steps.some((s) => typeof s === 'number' && facts.calls[s]?.callee.is === 'member' && facts.calls[s].callee.name === 'pause' && facts.calls[s].args.length === 0);
}

function resumes(facts: FileFacts): boolean {
  return facts.calls.some(({ callee, args }) => (callee.is === 'member' && callee.name === 'resume') || args.some((a) => a.is === 'member' && a.name === 'resume'));
}

function isEntered(project: Project, file: string, facts: FileFacts, call: number, fn: number): boolean {
  const callee = facts.calls[call]?.callee;
  return callee !== undefined && flatten(project.evaluator.evaluate(file, callee)).some((v) => v.is === 'function' && v.file === file && v.fn === fn);
}

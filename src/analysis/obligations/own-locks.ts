import type { AcquireModel } from '../../catalog/acquire-model.js';
import type { CallFact, FileFacts, Value } from '../../model/facts.js';
import { flatten, type CallRef, type FunctionRef } from '../abstract.js';
import { isInside } from '../deadline/timers.js';
import { stepsIn } from '../every-step.js';
import { writtenName } from '../names.js';
import { doing, parameterKey } from '../paths/bearer.js';
import { doingOfCall } from '../paths/call-doing.js';
import { isContinuation } from '../paths/chain-doing.js';
import type { Doing } from '../paths/doing.js';
import { Duties, type DutyHooks } from '../paths/duties.js';
import { something, type Term } from '../paths/condition.js';
import type { Project } from '../project.js';
import { beginsAt, namesOf } from './held.js';
import { releaseFrom, type PathRelease } from './release-of-path.js';

const taking = /^(?:try)?(lock|acquire)(.*)$/i;
const giving: Readonly<Record<string, readonly string[]>> = { lock: ['unlock', 'release'], acquire: ['release', 'free'] };
const nothing: Doing = { is: 'nothing' };
const may: Doing = { is: 'may' };
const undone: Doing = { is: 'done' };

const model: AcquireModel = {
  path: '', release: [], noun: 'lock', source: '',
  without: 'It stays taken, and whoever asks for it after that waits, or is refused, until something else removes it',
};

/**
 * A lock that no library is known to give: a call of `lock(id)` or `locks.acquire(id)` that the same function takes back by `unlock(id)` or `locks.release(id)`, on the
 * same object and under the same key, when all goes well.
 */
export function ownLock(project: Project, ref: CallRef): { readonly model: AcquireModel; readonly release: PathRelease } | undefined {
  const facts = project.evaluator.facts(ref.file);
  const fact = facts?.calls[ref.call];
  if (!facts || !fact?.awaited || fact.fn === -1 || !facts.functions[fact.fn]?.async || facts.functions[fact.fn]?.generator) return undefined;
  const counterparts = counterpartsOf(facts, ref.call);
  const own = [...counterparts].filter((call) => facts.calls[call]?.fn === fact.fn && isAfter(facts, ref.call, call));
  // What only a failure takes back is meant to stay when all went well.
  if (!own.some((call) => facts.calls[call]?.inTry !== 'catch') || isAskedOtherwise(facts, ref.call)) return undefined;
  const fn = { file: ref.file, fn: fact.fn };
  const release = releaseFrom(project, fn, new Duties(project, 'nothing', hooksOf(project, fn, ref, counterparts)).ofRoot(fn, new Map([[parameterKey(fn, -1), doing]])));
  // What `lock.taken === true` says is not known.
  const isOfAnswer = (release.is === 'open' || release.is === 'never') && release.end.choices.some((c) => c.test !== undefined && isMadeOf(facts, c.test, ref.call) && !isAnswer(facts, c.test.is === 'unary' && c.test.op === '!' ? c.test.of : c.test, ref.call));
  return { model, release: isOfAnswer || release.is === 'never' ? { is: 'unknown' } : release };
}

/** The calls of a file that take back what a call does, by their names, their object and their key. */
function counterpartsOf(facts: FileFacts, taken: number): ReadonlySet<number> {
  const { callee, args } = facts.calls[taken] ?? { callee: { is: 'unknown' }, args: [] };
  const [, word = '', suffix = ''] = taking.exec(lastNameOf(facts, callee)) ?? [];
  const names = (giving[word.toLowerCase()] ?? []).map((n) => `${n}${suffix}`.toLowerCase());
  const key = keyOf(facts, args[0]);
  if (names.length === 0 || key === undefined) return new Set();
  const owner = ownerOf(facts, callee);
  return new Set(facts.calls.flatMap((c, call) => (names.includes(lastNameOf(facts, c.callee).toLowerCase()) && ownerOf(facts, c.callee) === owner && keyOf(facts, c.args[0]) === key ? [call] : [])));
}

function lastNameOf(facts: FileFacts, callee: Value): string {
  return callee.is === 'member' ? callee.name : callee.is === 'ref' ? (facts.bindings[callee.to]?.name ?? '') : '';
}

function ownerOf(facts: FileFacts, callee: Value): string {
  return callee.is === 'member' ? `.${writtenName(facts, callee.of)}` : '';
}

/** The key as it is written; `''` for none, `undefined` for one that is not the same for certain when it is written twice. */
function keyOf(facts: FileFacts, value: Value | undefined): string | undefined {
  if (value === undefined) return '';
  switch (value.is) {
    case 'literal': return JSON.stringify(value.value);
    case 'ref': return `@${String(value.to)}`;
    case 'param': return `@${String(value.fn)}.${String(value.at)}`;
    case 'member': {
      const of = keyOf(facts, value.of);
      return of === undefined ? undefined : `${of}.${value.name}`;
    }
    case 'this': return 'this';
    case 'text': {
      const parts = value.parts.map((p) => keyOf(facts, p));
      return parts.includes(undefined) ? undefined : `\`${parts.join('|')}\``;
    }
    default: return undefined;
  }
}

function isAfter(facts: FileFacts, first: number, second: number): boolean {
  return (facts.calls[second]?.range[0] ?? 0) > (facts.calls[first]?.range[1] ?? 0);
}

/** `if (await lock(id)) return;`: it says that somebody else has it. */
function isAskedOtherwise(facts: FileFacts, call: number): boolean {
  const steps = stepsIn(facts.functions[facts.calls[call]?.fn ?? -1]?.steps ?? []);
  return steps.some((s) => typeof s !== 'number' && s.is === 'branch' && s.on === undefined && isAnswer(facts, s.test, call) && s.ways[0]?.some((w) => typeof w !== 'number' && (w.is === 'return' || w.is === 'throw')) === true);
}

/** Whether a value is what a call gives, by whatever name. */
function isAnswer(facts: FileFacts, value: Value, call: number): boolean {
  if (value.is === 'await') return isAnswer(facts, value.of, call);
  return value.is === 'call' ? value.call === call : value.is === 'ref' && namesOf(facts, call).includes(value.to);
}

function isMadeOf(facts: FileFacts, value: Value, call: number): boolean {
  switch (value.is) {
    case 'unary': case 'member': return isMadeOf(facts, value.of, call);
    case 'binary': return isMadeOf(facts, value.left, call) || isMadeOf(facts, value.right, call);
    case 'either': return value.of.some((v) => isMadeOf(facts, v, call));
    default: return isAnswer(facts, value, call);
  }
}

/** Follows every path from where it is taken on. Where that was refused there is nothing to take back. */
function hooksOf(project: Project, fn: FunctionRef, ref: CallRef, counterparts: ReadonlySet<number>): DutyHooks {
  const home = project.evaluator.facts(fn.file);
  const names = new Set([...counterparts].flatMap((call) => (home?.calls[call] ? [lastNameOf(home, home.calls[call].callee)] : [])));
  return {
    begins: beginsAt(ref.call, true, []),
    escaping: true,
    doing: (scene, { call }) => {
      if (scene.file === fn.file && counterparts.has(call)) return undone;
      if (scene.file === fn.file && call === ref.call) return nothing;
      const isInner = scene.file === fn.file && isInside(scene.facts, scene.fn, fn.fn);
      const fact = scene.facts.calls[call];
      if (isInner && fact && (isContinuation(fact) || handsOn(fact))) return doingOfCall(scene, { call, lastOfWay: false });
      return enters(project, { file: scene.file, call }, names, 0) ? may : nothing;
    },
    fixed: ({ value }: Term, scene, due) => (due && scene.file === fn.file && isAnswer(scene.facts, value, ref.call) ? [something] : undefined),
  };
}

/** A function that is written in place is handed on. */
function handsOn({ args }: CallFact): boolean {
  return args.some((a) => a.is === 'function' || a.is === 'object' || a.is === 'array');
}

/** Whether a call enters a function of the project that calls one of these names, itself or in those that it calls. */
function enters(project: Project, ref: CallRef, names: ReadonlySet<string>, depth: number): boolean {
  const callee = project.evaluator.call(ref)?.callee;
  return depth < 3 && callee !== undefined && flatten(project.evaluator.evaluate(ref.file, callee)).some((v) => {
    const facts = v.is === 'function' ? project.evaluator.facts(v.file) : undefined;
    return v.is === 'function' && facts?.calls.some((c, call) => isInside(facts, c.fn, v.fn) && (names.has(lastNameOf(facts, c.callee)) || enters(project, { file: v.file, call }, names, depth + 1))) === true;
  });
}

import type { FileFacts, Value } from '../../model/facts.js';
import type { CallRef } from '../abstract.js';
import type { Project } from '../project.js';
import { setsIfAbsent } from './key-locks.js';

/** How the value of a lock in Redis, by which its owner knows it again, differs from that of other owners. */
export interface LockToken {
  readonly ref: CallRef;
  readonly is: 'random' | 'time' | 'unknown';
  /** The call that says what time it is. */
  readonly clock?: CallRef;
}

const random = new Set(['randomUUID', 'randomBytes', 'nanoid', 'uuid', 'uuidv4', 'v4', 'v7', 'v1', 'ulid', 'cuid', 'createId', 'random', 'randomInt', 'getRandomValues', 'customAlphabet']);
const arithmetic = new Set(['+', '-', '*', '/', '%']);
const deepest = 6;

/** The locks that a file takes in Redis whose value is kept to know them again. */
export function lockTokensIn(project: Project, file: string): readonly LockToken[] {
  const facts = project.evaluator.facts(file);
  return (facts?.calls ?? []).flatMap((fact, call): readonly LockToken[] => {
    const value = facts && setsIfAbsent(project, file, fact) ? fact.args[1] : undefined;
    return facts && value && isKept(facts, value, fact.fn) ? [{ ref: { file, call }, ...tokenOf(facts, file, value) }] : [];
  });
}

/** The value is handed out, or compared here or by a script: whoever has it takes the lock for its own. */
function isKept(facts: FileFacts, value: Value, fn: number): boolean {
  if (value.is !== 'ref') return false;
  const uses = facts.bindings[value.to]?.uses ?? [];
  const isScript = (call: number | undefined): boolean => {
    const callee = call === undefined ? undefined : facts.calls[call]?.callee;
    return callee?.is === 'member' && /^eval(?:sha)?$/i.test(callee.name);
  };
  return facts.functions[fn]?.returns.some((r) => holds(r, value.to)) === true || uses.some((u) => u.as === 'returned' || u.as === 'compared' || (u.as === 'argument' && isScript(u.call)));
}

/** `return ok ? token : null`, `return { key, token }` */
function holds(value: Value, to: number): boolean {
  switch (value.is) {
    case 'ref': return value.to === to;
    case 'either': return value.of.some((v) => holds(v, to));
    case 'fallback': return holds(value.first, to) || holds(value.then, to);
    case 'object': return value.props.some((p) => p.value !== undefined && holds(p.value, to));
    case 'array': return value.items.some((v) => holds(v, to));
    default: return false;
  }
}

/** What a token is made of. */
interface Parts {
  random: boolean;
  other: boolean;
  /** The first call that says what time it is. */
  clock?: number;
}

function tokenOf(facts: FileFacts, file: string, value: Value): Pick<LockToken, 'is' | 'clock'> {
  const found: Parts = { random: false, other: false };
  look(facts, value, found, false, 0);
  if (found.random) return { is: 'random' };
  return found.clock === undefined || found.other ? { is: 'unknown' } : { is: 'time', clock: { file, call: found.clock } };
}

/** @param counted it is a part of a sum: what a caller gives is a number of seconds there, and no name */
function look(facts: FileFacts, value: Value, found: Parts, counted: boolean, depth: number): void {
  const on = (v: Value, sum = counted): void => { look(facts, v, found, sum, depth + 1); };
  if (depth > deepest) found.other = true;
  else switch (value.is) {
    case 'literal': break;
    case 'text': value.parts.forEach((part) => { on(part); }); break;
    case 'binary': {
      const isSum = arithmetic.has(value.op) && value.op !== '+';
      on(value.left, counted || isSum);
      on(value.right, counted || isSum);
      break;
    }
    case 'ref': {
      const { values = [] } = facts.bindings[value.to] ?? {};
      if (values.length === 0) found.other = true;
      values.forEach((v) => { on(v); });
      break;
    }
    case 'param': if (!counted) found.other = true; break;
    case 'await': on(value.of); break;
    case 'call': lookAtCall(facts, value.call, found, on); break;
    default: found.other = true;
  }
}

function lookAtCall(facts: FileFacts, call: number, found: Parts, on: (value: Value) => void): void {
  const { callee, args = [], construct } = facts.calls[call] ?? {};
  const name = callee?.is === 'member' || callee?.is === 'global' ? callee.name : callee?.is === 'ref' ? (facts.bindings[callee.to]?.name ?? '') : '';
  if (random.has(name)) found.random = true;
  else if (callee?.is === 'member' && callee.of.is === 'global' && (callee.of.name === 'Date' || callee.of.name === 'performance') && name === 'now') found.clock ??= call;
  else if (construct && callee?.is === 'global' && name === 'Date' && args.length === 0) found.clock ??= call;
  else if (callee?.is === 'member' && (name === 'toString' || name === 'getTime' || name === 'valueOf')) on(callee.of);
  else if (callee?.is === 'global' && name === 'String') args.forEach((a) => { on(a); });
  else found.other = true;
}
